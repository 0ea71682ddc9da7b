package io.pergola.graph.meta;

import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;

/// The gids of a label's outer vertices: int64, ascending as unsigned numbers. Position i is outer
/// vertex i.
///
/// @param gids as many as there are outer vertices
public record OuterGids(MemorySegment gids) {
  /// How many there are.
  public int count() {
    return (int) (gids.byteSize() / 8);
  }

  /// The gid at a position.
  public long at(int position) {
    return gids.getAtIndex(Layouts.LONG, position);
  }

  /// The position of the first that is not below `gid`.
  public int from(long gid) {
    int low = 0;
    int high = count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(at(middle), gid) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /// The position of `gid`, or −1 if it is not there.
  public int find(long gid) {
    int position = from(gid);
    return position < count() && at(position) == gid ? position : -1;
  }
}
