package io.pergola.graph.arrow;

import io.pergola.graph.GidLayout;
import io.pergola.graph.Layouts;
import io.pergola.graph.meta.OuterGids;
import io.pergola.store.Scratch;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The outer vertices of a label in the order that [io.pergola.graph.Fragment] gives them: by gid.
/// That is the stored order, unless the fragment was extended: then a second run of gids follows
/// the first, and vertices change places.
final class OuterVertices {
  private final OuterGids gids;
  private final int @Nullable [] places;

  /// @param gids with the bits of [GidLayout]
  /// @param places where each stored outer vertex goes; null if they stay
  private OuterVertices(MemorySegment gids, int @Nullable [] places) {
    this.gids = new OuterGids(gids);
    this.places = places;
  }

  /// @param stored gids with the width of `vid`
  static OuterVertices of(MemorySegment stored, VidWidth vid, VidBits ids, Scratch scratch) {
    if (vid == VidWidth.UINT64 && ascends(stored)) return new OuterVertices(stored, null);
    int count = (int) (stored.byteSize() / vid.byteWidth());
    long[] gids = new long[count];
    GidLayout wide = new GidLayout(ids.fidBits());
    for (int i = 0; i < count; i++) {
      long gid = Units.vid(stored, (long) i * vid.byteWidth(), vid);
      gids[i] = wide.gid(ids.fid(gid), ids.label(gid), ids.offset(gid));
    }
    int[] order = new int[count];
    for (int i = 0; i < count; i++) order[i] = i;
    IntArrays.stableSort(order, (a, b) -> Long.compareUnsigned(gids[a], gids[b]));
    int[] places = new int[count];
    boolean moved = false;
    MemorySegment sorted = scratch.allocate(8L * count);
    for (int place = 0; place < count; place++) {
      places[order[place]] = place;
      moved |= order[place] != place;
      sorted.setAtIndex(Layouts.LONG, place, gids[order[place]]);
    }
    return new OuterVertices(sorted, moved ? places : null);
  }

  private static boolean ascends(MemorySegment gids) {
    for (long i = 1; i < gids.byteSize() / 8; i++) {
      long before = gids.getAtIndex(Layouts.LONG, i - 1);
      if (Long.compareUnsigned(before, gids.getAtIndex(Layouts.LONG, i)) >= 0) return false;
    }
    return true;
  }

  /// Where the i-th stored outer vertex goes.
  int place(int i) {
    return places == null ? i : places[i];
  }

  OuterGids gids() {
    return gids;
  }
}
