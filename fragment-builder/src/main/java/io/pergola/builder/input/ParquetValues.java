package io.pergola.builder.input;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;

/// Copies batches of Parquet columns.
final class ParquetValues {
  private ParquetValues() {}

  static void copy(ColumnReader from, ColumnSchema schema, int rows, ColumnBuffer into) {
    Validity validity = from.getLeafValidity();
    switch (into) {
      case TextBuffer text -> texts(from, validity, rows, text);
      case WordBuffer words -> {
        switch (schema.type()) {
          case BOOLEAN -> booleans(from.getBooleans(), rows, words.values());
          case FLOAT -> floats(from.getFloats(), rows, words.values());
          case DOUBLE -> doubles(from.getDoubles(), rows, words.values());
          case INT32 -> ints(from.getInts(), rows, words.values(), isUnsigned(schema));
          default -> System.arraycopy(from.getLongs(), 0, words.values(), 0, rows);
        }
        if (schema.logicalType() instanceof LogicalType.DecimalType decimal) {
          decimals(words.values(), rows, decimal.scale());
        }
        if (validity.hasNulls()) nulls(validity, rows, words);
      }
    }
  }

  private static boolean isUnsigned(ColumnSchema schema) {
    return schema.logicalType() instanceof LogicalType.IntType type
        && !type.isSigned()
        && type.bitWidth() == 32;
  }

  private static void nulls(Validity validity, int rows, WordBuffer words) {
    for (int row = 0; row < rows; row++) if (validity.isNull(row)) words.setNullRow(row);
  }

  private static void booleans(boolean[] from, int rows, long[] into) {
    for (int row = 0; row < rows; row++) into[row] = from[row] ? 1 : 0;
  }

  private static void floats(float[] from, int rows, long[] into) {
    for (int row = 0; row < rows; row++) into[row] = Float.floatToRawIntBits(from[row]);
  }

  private static void doubles(double[] from, int rows, long[] into) {
    for (int row = 0; row < rows; row++) into[row] = Double.doubleToRawLongBits(from[row]);
  }

  private static void ints(int[] from, int rows, long[] into, boolean unsigned) {
    long mask = unsigned ? 0xffffffffL : -1L;
    for (int row = 0; row < rows; row++) into[row] = from[row] & mask;
  }

  private static void decimals(long[] values, int rows, int scale) {
    double unit = Math.pow(10, scale);
    for (int row = 0; row < rows; row++)
      values[row] = Double.doubleToRawLongBits(values[row] / unit);
  }

  private static void texts(ColumnReader from, Validity validity, int rows, TextBuffer into) {
    byte[] bytes = from.getBinaryValues();
    int[] offsets = from.getBinaryOffsets();
    boolean nulls = validity.hasNulls();
    for (int row = 0; row < rows; row++) {
      if (nulls && validity.isNull(row)) into.setNullRow(row);
      else into.set(row, bytes, offsets[row], offsets[row + 1]);
    }
  }
}
