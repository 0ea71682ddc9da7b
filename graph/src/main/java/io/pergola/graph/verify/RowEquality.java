package io.pergola.graph.verify;

import io.pergola.graph.BoolColumn;
import io.pergola.graph.Column;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.Table;
import io.pergola.graph.TextColumn;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Compares rows of tables with the same columns, bit by bit.
public final class RowEquality {
  private RowEquality() {}

  /// The name of the first column in which two rows differ.
  public static Optional<String> difference(Table left, long leftRow, Table right, long rightRow) {
    for (int i = 0; i < left.columns().size(); i++) {
      Column column = left.columns().get(i);
      if (!same(column, leftRow, right.columns().get(i), rightRow)) {
        return Optional.of(column.property().name());
      }
    }
    return Optional.empty();
  }

  /// Whether two rows of columns of one type are equal.
  public static boolean same(Column left, long leftRow, Column right, long rightRow) {
    boolean isNull = left.isNull(leftRow);
    if (isNull != right.isNull(rightRow)) return false;
    return isNull
        || switch (left) {
          case BoolColumn bits -> bits.at(leftRow) == ((BoolColumn) right).at(rightRow);
          case TextColumn text ->
              text.bytes(leftRow).mismatch(((TextColumn) right).bytes(rightRow)) < 0;
          case NumberColumn numbers -> bytes(numbers, leftRow).mismatch(bytes(right, rightRow)) < 0;
        };
  }

  private static MemorySegment bytes(Column column, long row) {
    int width = column.property().type().byteWidth();
    return column.values().asSlice(row * width, width);
  }
}
