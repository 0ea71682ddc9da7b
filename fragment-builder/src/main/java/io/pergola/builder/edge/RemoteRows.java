package io.pergola.builder.edge;

import java.util.Arrays;

/// Rows of other fragments' edge tables, in the order in which one fragment takes them over.
final class RemoteRows {
  private int[] owners = new int[16];
  private long[] rows = new long[16];
  private int size;

  void add(int owner, long row) {
    if (size == rows.length) {
      owners = Arrays.copyOf(owners, size * 2);
      rows = Arrays.copyOf(rows, size * 2);
    }
    owners[size] = owner;
    rows[size++] = row;
  }

  int size() {
    return size;
  }

  /// The fragment of row `i`.
  int owner(int i) {
    return owners[i];
  }

  /// Where row `i` stands in its owner's table.
  long row(int i) {
    return rows[i];
  }
}
