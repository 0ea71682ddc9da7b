package io.pergola.graph.arrow;

import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The adjacency lists of one vertex label and one edge label in one direction, as they are stored:
/// the **units** of the vertex with offset o are `offsets[o] .. offsets[o + 1]`, each a neighbour's
/// vid and an eid, the row in the edge label's table. Inner and outer vertices have lists.
///
/// ```
/// 0                8 (4)                     16 (12)
/// +----------------+-------------------------+
/// | vid            | eid                     |     packed: with 32-bit vids eids are unaligned
/// +----------------+-------------------------+
/// ```
///
/// @param vid the width of vids
/// @param offsets int64, one more than vertices
/// @param units as many as the last offset says
record Units(VidWidth vid, MemorySegment offsets, MemorySegment units) {
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// The vid at a byte position, zero-extended.
  static long vid(MemorySegment units, long position, VidWidth width) {
    return width == VidWidth.UINT64
        ? units.get(LONG, position)
        : units.get(Layouts.INT, position) & 0xffff_ffffL;
  }

  static void setVid(MemorySegment units, long position, VidWidth width, long vid) {
    if (width == VidWidth.UINT64) units.set(LONG, position, vid);
    else units.set(Layouts.INT, position, (int) vid);
  }

  long begin(long vertex) {
    return offsets.getAtIndex(Layouts.LONG, vertex);
  }

  long end(long vertex) {
    return offsets.getAtIndex(Layouts.LONG, vertex + 1);
  }

  long vid(long unit) {
    return vid(units, unit * vid.unitBytes(), vid);
  }

  long eid(long unit) {
    return units.get(LONG, unit * vid.unitBytes() + vid.byteWidth());
  }

  /// How many units there are.
  long count() {
    return units.byteSize() / vid.unitBytes();
  }

  /// Vertices with a list, inner and outer.
  int vertexCount() {
    return (int) (offsets.byteSize() / 8 - 1);
  }

  /// The first unit of a vertex's list whose vid is not below `least`.
  long seek(long vertex, long least) {
    long low = begin(vertex);
    long high = end(vertex);
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (Long.compareUnsigned(vid(middle), least) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
