package io.pergola.graph.csr;

import io.pergola.graph.Layouts;
import io.pergola.graph.Table;
import io.pergola.graph.meta.OuterGids;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Views over everything that belongs to one vertex label.
///
/// @param mirrorOffsets int64, fnum + 1; no bytes if there are no mirrors
/// @param mirrorIndices int32
record VertexPart(
    int inner,
    Table table,
    OidColumn oids,
    OidIndex index,
    OuterGids outerGids,
    Optional<OidColumn> outerOids,
    MemorySegment mirrorOffsets,
    MemorySegment mirrorIndices) {
  int outer() {
    return outerGids.count();
  }

  /// The inner vertices that fragment `other` holds as outer.
  MemorySegment mirrors(int other) {
    if (mirrorOffsets.byteSize() == 0) return mirrorIndices;
    long begin = mirrorOffsets.getAtIndex(Layouts.LONG, other);
    long end = mirrorOffsets.getAtIndex(Layouts.LONG, other + 1L);
    return mirrorIndices.asSlice(begin * 4, (end - begin) * 4);
  }
}
