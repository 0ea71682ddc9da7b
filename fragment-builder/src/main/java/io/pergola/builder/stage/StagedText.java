package io.pergola.builder.stage;

import io.pergola.builder.input.TextBuffer;
import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Rows of UTF-8 bytes.
///
/// @param bytes of all rows
/// @param ends int32: where each row ends; it begins where the row before ends
/// @param nulls as in [StagedColumn]
public record StagedText(MemorySegment bytes, MemorySegment ends, @Nullable MemorySegment nulls)
    implements StagedColumn {
  /// Copies `rows` rows into `region`.
  static StagedText of(Region region, TextBuffer source, int rows, @Nullable MemorySegment nulls) {
    int length = source.byteCount(rows);
    MemorySegment bytes = region.allocate(length);
    MemorySegment.copy(source.bytes(), 0, bytes, Layouts.BYTE, 0, length);
    MemorySegment ends = region.allocate(rows * 4L);
    MemorySegment.copy(source.ends(), 0, ends, Layouts.INT, 0, rows);
    return new StagedText(bytes, ends, nulls);
  }

  /// Where a row begins.
  public int begin(int row) {
    return row == 0 ? 0 : ends.getAtIndex(Layouts.INT, row - 1L);
  }

  /// Bytes of a row.
  public int length(int row) {
    return ends.getAtIndex(Layouts.INT, row) - begin(row);
  }
}
