package io.pergola.graph.arrow;

import io.pergola.graph.Direction;
import io.pergola.graph.Layouts;
import io.pergola.store.Scratch;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Which inner vertices each other fragment holds as outer ones. `arrow` does not store them, but a
/// cut edge is in both its fragments: they are the neighbours of the outer vertices that the other
/// one owns.
///
/// @param lids for each fragment and vertex label int32 lids, ascending
record ArrowMirrors(List<List<MemorySegment>> lids) {
  /// What is looked at: every list of every label, whatever a projection has hidden.
  interface Lists {
    Units units(Direction direction, int vertexLabel, int edgeLabel);

    /// The owner of a stored outer vertex.
    int owner(int vertexLabel, int position);
  }

  static ArrowMirrors of(
      ArrowHead head, List<ArrowVertices> vertices, Lists lists, Scratch scratch) {
    BitSet[][] marks = new BitSet[head.fnum()][head.vertexLabels()];
    for (BitSet[] row : marks) for (int i = 0; i < row.length; i++) row[i] = new BitSet();
    for (int label = 0; label < head.vertexLabels(); label++) {
      if (vertices.get(label).outer() == 0) continue;
      for (int edgeLabel = 0; edgeLabel < head.edgeLabels(); edgeLabel++) {
        for (Direction direction : head.directed() ? Direction.values() : OUT_ONLY) {
          mark(lists.units(direction, label, edgeLabel), label, vertices, lists, marks, head.ids());
        }
      }
    }
    List<List<MemorySegment>> lids = new ArrayList<>();
    for (BitSet[] row : marks) {
      List<MemorySegment> labels = new ArrayList<>();
      for (BitSet marked : row) labels.add(ints(marked, scratch));
      lids.add(List.copyOf(labels));
    }
    return new ArrowMirrors(List.copyOf(lids));
  }

  private static final Direction[] OUT_ONLY = {Direction.OUT};

  private static void mark(
      Units units,
      int label,
      List<ArrowVertices> vertices,
      Lists lists,
      BitSet[][] marks,
      VidBits ids) {
    int inner = vertices.get(label).inner();
    for (int vertex = inner; vertex < units.vertexCount(); vertex++) {
      if (units.begin(vertex) == units.end(vertex)) continue;
      BitSet[] owned = marks[lists.owner(label, vertex - inner)];
      for (long unit = units.begin(vertex); unit < units.end(vertex); unit++) {
        long vid = units.vid(unit);
        long offset = ids.offset(vid);
        int neighborLabel = ids.label(vid);
        if (offset < vertices.get(neighborLabel).inner()) owned[neighborLabel].set((int) offset);
      }
    }
  }

  private static MemorySegment ints(BitSet marked, Scratch scratch) {
    MemorySegment lids = scratch.allocate(4L * marked.cardinality());
    long at = 0;
    for (int lid = marked.nextSetBit(0); lid >= 0; lid = marked.nextSetBit(lid + 1)) {
      lids.setAtIndex(Layouts.INT, at++, lid);
    }
    return lids;
  }
}
