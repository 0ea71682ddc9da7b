package io.pergola.builder.input;

import java.util.Arrays;

/// The cells of one column of a [Batch], row by row. Filled again and again by one thread.
public abstract sealed class ColumnBuffer permits WordBuffer, TextBuffer {
  private long[] nulls = new long[0];
  private boolean anyNull;

  ColumnBuffer() {}

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
}
