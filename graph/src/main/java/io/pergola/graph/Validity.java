package io.pergola.graph;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Which rows of a column have a value: Arrow's bitmap, least significant bit first, 1 = valid.
///
/// @param bits absent if every row is valid; may be here even so
/// @param nullCount rows without a value
record Validity(@Nullable MemorySegment bits, long nullCount) {
  boolean isNull(long row) {
    return nullCount > 0
        && bits != null
        && (bits.get(Layouts.BYTE, row >>> 3) >>> (row & 7) & 1) == 0;
  }
}
