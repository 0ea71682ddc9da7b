package io.pergola.builder.vertex;

import io.pergola.graph.Oid;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The vertices of a label and where they stand.
///
/// @param space all places
/// @param runs all vertices, in input order
/// @param boundaries the ids at which fragments 1, 2, … begin, if they are ranges
/// @param unsorted the fragments whose ids do not ascend, so that they need an index
public record PlacedVertices(
    VertexSpace space, List<VertexRun> runs, List<Oid> boundaries, BitSet unsorted) {
  /// Which of two vertices comes first by its id.
  interface Order {
    int compare(long left, long right);
  }

  /// As [Vertices#regroup].
  ///
  /// @param order of ids as runs hold them
  PlacedVertices regroup(String label, int fnum, short[] fids, int[] moved, Order order) {
    int count = space.inner(0);
    Placing placing = new Placing(fnum);
    for (int place = 0; place < count; place++) placing.count(fids[place]);
    VertexSpace spread = placing.settle(label);
    for (int place = 0; place < count; place++) moved[place] = placing.place(fids[place]);
    BitSet broken = new BitSet();
    long[] last = new long[fnum];
    BitSet begun = new BitSet();
    List<VertexRun> after = new ArrayList<>();
    for (VertexRun run : runs) {
      int[] places = new int[run.rows()];
      for (int row = 0; row < places.length; row++) {
        int place = run.places()[row];
        places[row] = place == VertexSpace.NONE ? place : moved[place];
        if (place == VertexSpace.NONE || unsorted.isEmpty()) continue;
        int fid = fids[place];
        long id = run.keys().at(row);
        if (begun.get(fid) && order.compare(last[fid], id) > 0) broken.set(fid);
        begun.set(fid);
        last[fid] = id;
      }
      after.add(new VertexRun(places, run.keys(), run.properties()));
    }
    return new PlacedVertices(spread, after, List.of(), broken);
  }
}
