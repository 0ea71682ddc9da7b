package io.pergola.graphscope;

import io.pergola.graph.Layouts;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Rows;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The weights of the entries of one [Lists], decoded in batches: the type is looked at once for a
/// run of a list, and the loop over edges sees doubles, or int32 where that is enough.
final class Weights {
  private final @Nullable NumberColumn column;
  private final @Nullable Rows rows;

  private Weights(@Nullable NumberColumn column, @Nullable Rows rows) {
    this.column = column;
    this.rows = rows;
  }

  /// Every edge weighs 1.
  static Weights ones() {
    return new Weights(null, null);
  }

  /// Entry i weighs row i of the column.
  static Weights aligned(NumberColumn column) {
    return new Weights(column, null);
  }

  /// Entry i weighs row `rows[i]` of the column.
  static Weights through(Rows rows, NumberColumn column) {
    return new Weights(column, rows);
  }

  /// Decodes the weights of the entries `begin .. begin + count`.
  void read(long begin, int count, double[] into) {
    if (column == null) Arrays.fill(into, 0, count, 1);
    else if (rows != null) follow(rows, column, begin, count, into);
    else decode(column.property().type(), column.values(), begin, count, into);
  }

  /// Decodes them as int32. They are whole numbers that fit.
  void read(long begin, int count, int[] into) {
    if (column == null) Arrays.fill(into, 0, count, 1);
    else if (rows != null) follow(rows, column, begin, count, into);
    else decode(column.property().type(), column.values(), begin, count, into);
  }

  private static void follow(Rows rows, NumberColumn column, long begin, int count, int[] into) {
    for (int i = 0; i < count; i++) into[i] = (int) column.longAt(rows.at(begin + i));
  }

  private static void decode(
      PropertyType type, MemorySegment values, long begin, int count, int[] into) {
    switch (type) {
      case INT8, UINT8 -> {
        for (int i = 0; i < count; i++) into[i] = values.get(Layouts.BYTE, begin + i) & 0xff;
      }
      case INT16, UINT16 -> {
        for (int i = 0; i < count; i++) {
          into[i] = values.get(Layouts.SHORT, (begin + i) << 1) & 0xffff;
        }
      }
      case INT32, UINT32 -> MemorySegment.copy(values, Layouts.INT, begin << 2, into, 0, count);
      case INT64, UINT64 -> {
        for (int i = 0; i < count; i++) {
          into[i] = (int) values.get(Layouts.LONG, (begin + i) << 3);
        }
      }
      default -> throw new IllegalStateException(type + " is not whole");
    }
  }

  private static void follow(Rows rows, NumberColumn column, long begin, int count, double[] into) {
    for (int i = 0; i < count; i++) into[i] = column.doubleAt(rows.at(begin + i));
  }

  private static void decode(
      PropertyType type, MemorySegment values, long begin, int count, double[] into) {
    switch (type) {
      case INT8 -> {
        for (int i = 0; i < count; i++) into[i] = values.get(Layouts.BYTE, begin + i);
      }
      case UINT8 -> {
        for (int i = 0; i < count; i++) into[i] = values.get(Layouts.BYTE, begin + i) & 0xff;
      }
      case INT16 -> {
        for (int i = 0; i < count; i++) into[i] = values.get(Layouts.SHORT, (begin + i) << 1);
      }
      case UINT16 -> {
        for (int i = 0; i < count; i++) {
          into[i] = values.get(Layouts.SHORT, (begin + i) << 1) & 0xffff;
        }
      }
      case INT32 -> {
        for (int i = 0; i < count; i++) into[i] = values.get(Layouts.INT, (begin + i) << 2);
      }
      case UINT32 -> {
        for (int i = 0; i < count; i++) {
          into[i] = values.get(Layouts.INT, (begin + i) << 2) & 0xffff_ffffL;
        }
      }
      case INT64 -> {
        for (int i = 0; i < count; i++) into[i] = values.get(Layouts.LONG, (begin + i) << 3);
      }
      case FLOAT -> {
        for (int i = 0; i < count; i++) into[i] = values.get(Layouts.FLOAT, (begin + i) << 2);
      }
      case DOUBLE -> {
        for (int i = 0; i < count; i++) into[i] = values.get(Layouts.DOUBLE, (begin + i) << 3);
      }
      case UINT64 -> {
        for (int i = 0; i < count; i++) {
          into[i] = unsigned(values.get(Layouts.LONG, (begin + i) << 3));
        }
      }
      default -> throw new IllegalStateException(type + " is not numeric");
    }
  }

  /// Keeps the lowest bit when halving, so that rounding is right.
  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (double) ((bits >>> 1) | (bits & 1)) * 2;
  }
}
