package io.pergola.builder.stage;

import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Rows of up to 64 bits in the least width that holds them all, sign-extended when read.
///
/// @param values the rows
/// @param width bytes a row: 1, 2, 4 or 8
/// @param nulls as in [StagedColumn]
/// @param least the least row
/// @param greatest the greatest row
public record StagedWords(
    MemorySegment values, int width, @Nullable MemorySegment nulls, long least, long greatest)
    implements StagedColumn {
  /// The least width of the two that holds everything between the two numbers.
  public static int width(long least, long greatest, int atLeast) {
    int width = 8;
    if (least >= Integer.MIN_VALUE && greatest <= Integer.MAX_VALUE) width = 4;
    if (least >= Short.MIN_VALUE && greatest <= Short.MAX_VALUE) width = 2;
    if (least >= Byte.MIN_VALUE && greatest <= Byte.MAX_VALUE) width = 1;
    return Math.max(width, atLeast);
  }

  /// Copies `rows` values into `region`.
  public static StagedWords of(Region region, long[] source, int rows, int atLeast) {
    long least = rows == 0 ? 0 : source[0];
    long greatest = least;
    for (int i = 0; i < rows; i++) {
      least = Math.min(least, source[i]);
      greatest = Math.max(greatest, source[i]);
    }
    int width = width(least, greatest, atLeast);
    MemorySegment values = region.allocate((long) rows * width);
    Words.store(source, 0, rows, values, 0, width);
    return new StagedWords(values, width, null, least, greatest);
  }

  StagedWords withNulls(@Nullable MemorySegment flags) {
    return new StagedWords(values, width, flags, least, greatest);
  }

  /// A row.
  public long at(long row) {
    return switch (width) {
      case 1 -> values.get(Layouts.BYTE, row);
      case 2 -> values.getAtIndex(Layouts.SHORT, row);
      case 4 -> values.getAtIndex(Layouts.INT, row);
      default -> values.getAtIndex(Layouts.LONG, row);
    };
  }
}
