package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.util.Arrays;
import java.util.BitSet;

/// The cells of one column of a [Batch], row by row. Filled again and again by one thread.
public abstract sealed class ColumnBuffer permits WordBuffer, TextBuffer {
  private long[] nulls = new long[0];
  private boolean anyNull;

  ColumnBuffer() {}

  static ColumnBuffer of(PropertyType type) {
    return type == PropertyType.STRING ? new TextBuffer() : new WordBuffer();
  }

  /// Whether any row is null.
  public final boolean hasNulls() {
    return anyNull;
  }

  /// Whether a row is null.
  public final boolean isNull(int row) {
    return anyNull && row >>> 6 < nulls.length && (nulls[row >>> 6] >>> row & 1) != 0;
  }

  final void setNull(int row) {
    if (row >>> 6 >= nulls.length) nulls = Arrays.copyOf(nulls, (row >>> 6) + 64);
    nulls[row >>> 6] |= 1L << row;
    anyNull = true;
  }

  /// Forgets a row that turned out to be bad.
  final void unset(int row) {
    if (row >>> 6 < nulls.length) nulls[row >>> 6] &= ~(1L << row);
  }

  void clear() {
    if (anyNull) Arrays.fill(nulls, 0);
    anyNull = false;
  }

  abstract void reserve(int rows);

  /// Makes a row null that comes right after those that are there.
  abstract void setNullRow(int row);

  /// Drops some of the first `rows` rows; the others move up.
  final void drop(BitSet bad, int rows) {
    int kept = 0;
    long[] before = nulls.clone();
    boolean had = anyNull;
    if (had) Arrays.fill(nulls, 0);
    for (int row = bad.nextClearBit(0); row < rows; row = bad.nextClearBit(row + 1)) {
      move(row, kept);
      if (had && row >>> 6 < before.length && (before[row >>> 6] >>> row & 1) != 0) setNull(kept);
      kept++;
    }
  }

  /// Moves the value of a row to a row before it; called with rising rows.
  abstract void move(int from, int to);
}
