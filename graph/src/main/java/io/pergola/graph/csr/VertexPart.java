package io.pergola.graph.csr;

import io.pergola.graph.Layouts;
import io.pergola.graph.Table;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Views over everything that belongs to one vertex label.
///
/// @param outerGids int64 per outer vertex, ascending as unsigned numbers
/// @param mirrorOffsets int64, fnum + 1; no bytes if there are no mirrors
/// @param mirrorIndices int32
record VertexPart(
    int inner,
    int outer,
    Table table,
    OidColumn oids,
    OidIndex index,
    MemorySegment outerGids,
    Optional<OidColumn> outerOids,
    MemorySegment mirrorOffsets,
    MemorySegment mirrorIndices) {
  /// The position of the first outer vertex whose gid is not below `gid`.
  int outerFrom(long gid) {
    int low = 0;
    int high = outer;
    while (low < high) {
      int middle = (low + high) >>> 1;
      long found = outerGids.getAtIndex(Layouts.LONG, middle);
      if (Long.compareUnsigned(found, gid) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /// The inner vertices that fragment `other` holds as outer.
  MemorySegment mirrors(int other) {
    if (mirrorOffsets.byteSize() == 0) return mirrorIndices;
    long begin = mirrorOffsets.getAtIndex(Layouts.LONG, other);
    long end = mirrorOffsets.getAtIndex(Layouts.LONG, other + 1L);
    return mirrorIndices.asSlice(begin * 4, (end - begin) * 4);
  }
}
