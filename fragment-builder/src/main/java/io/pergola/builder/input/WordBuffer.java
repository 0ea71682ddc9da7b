package io.pergola.builder.input;

import java.util.Arrays;

/// Rows of 64 bits, as [CellReader] makes them. Null rows are 0.
public final class WordBuffer extends ColumnBuffer {
  private long[] values = new long[0];

  WordBuffer() {}

  /// The rows; those beyond the batch's row count mean nothing.
  public long[] values() {
    return values;
  }

  @Override
  void reserve(int rows) {
    if (rows > values.length) values = Arrays.copyOf(values, rows);
  }

  @Override
  void setNullRow(int row) {
    values[row] = 0;
    setNull(row);
  }

  @Override
  void move(int from, int to) {
    values[to] = values[from];
  }
}
