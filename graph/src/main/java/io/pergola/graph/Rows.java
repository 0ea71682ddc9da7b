package io.pergola.graph;

import java.lang.foreign.MemorySegment;

/// For each in-entry, the row of its edge in the triple's edge table. A view.
///
/// @param values int32 or int64 per entry
/// @param byteWidth 4 or 8
public record Rows(MemorySegment values, int byteWidth) {
  /// The row of the edge at in-position `position`.
  public long at(long position) {
    return byteWidth == 4
        ? values.getAtIndex(Layouts.INT, position)
        : values.getAtIndex(Layouts.LONG, position);
  }
}
