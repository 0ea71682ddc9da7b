package io.pergola.builder.edge;

import io.pergola.builder.stage.StagedChunk;
import io.pergola.builder.stage.StagedTable;
import io.pergola.builder.stage.Workers;
import io.pergola.builder.vertex.VertexSpace;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Layouts;
import io.pergola.graph.TensorWriter;
import io.pergola.graph.Triple;
import io.pergola.graph.csr.CsrFragmentWriter;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The outer vertices of all fragments and labels.
public final class OuterSets {
  private final List<VertexSpace> spaces;
  private final int fnum;
  private final OuterSet[][] sets;

  /// @param spaces by vertex label
  public OuterSets(List<VertexSpace> spaces, int fnum) {
    this.spaces = spaces;
    this.fnum = fnum;
    this.sets = new OuterSet[spaces.size()][fnum];
    for (int label = 0; label < sets.length; label++) {
      for (int fid = 0; fid < fnum; fid++) {
        sets[label][fid] = new OuterSet(spaces.get(label), fid);
      }
    }
  }

  OuterSet of(int label, int fid) {
    return sets[label][fid];
  }

  /// Adds both ends of all cut edges of a triple.
  public void collect(Triple triple, StagedTable edges, Workers workers) {
    if (fnum == 1) return;
    workers.run(edges.chunks().size(), i -> collect(triple, edges.chunks().get(i)));
  }

  private void collect(Triple triple, StagedChunk chunk) {
    VertexSpace sources = spaces.get(triple.source());
    VertexSpace destinations = spaces.get(triple.destination());
    MemorySegment from = chunk.keys().get(0).values();
    MemorySegment to = chunk.keys().get(1).values();
    for (int row = 0; row < chunk.rows(); row++) {
      int source = from.getAtIndex(Layouts.INT, row);
      int destination = to.getAtIndex(Layouts.INT, row);
      if (source < 0 || destination < 0) continue;
      int owner = sources.owner(source);
      int other = destinations.owner(destination);
      if (owner == other) continue;
      sets[triple.destination()][owner].add(destination);
      sets[triple.source()][other].add(source);
    }
  }

  /// Ends the collecting.
  public void settle() {
    for (OuterSet[] label : sets) for (OuterSet set : label) set.settle();
  }

  /// Outer vertices of all labels in a fragment.
  public long count(int fid) {
    long total = 0;
    for (OuterSet[] label : sets) total += label[fid].count();
    return total;
  }

  /// Bytes of all gids and mirrors.
  public long byteSize() {
    long total = 0;
    for (OuterSet[] label : sets) {
      for (OuterSet set : label) if (fnum > 1) total += 12L * set.count() + 8L * (fnum + 1);
    }
    return total;
  }

  /// Writes what fragment `fid` needs to know of a label's outer vertices and mirrors.
  public void write(ObjectStore store, CsrFragmentWriter fragment, int label, int fid) {
    if (fnum == 1) return;
    int[][] mirrors = new int[fnum][];
    for (int other = 0; other < fnum; other++) mirrors[other] = sets[label][other].mirrorsOf(fid);
    fragment.outer(label, gids(store, label, fid), offsets(store, mirrors), flat(store, mirrors));
  }

  private ObjectMeta gids(ObjectStore store, int label, int fid) {
    VertexSpace space = spaces.get(label);
    GidLayout layout = GidLayout.of(fnum);
    int[] places = sets[label][fid].places();
    TensorWriter tensor = TensorWriter.ofLongs(store, places.length);
    MemorySegment gids = tensor.segment();
    for (int i = 0; i < places.length; i++) {
      long gid = layout.gid(space.owner(places[i]), label, space.local(places[i]));
      gids.setAtIndex(Layouts.LONG, i, gid);
    }
    return tensor.seal();
  }

  private static ObjectMeta offsets(ObjectStore store, int[][] mirrors) {
    TensorWriter tensor = TensorWriter.ofLongs(store, mirrors.length + 1L);
    long next = 0;
    tensor.segment().setAtIndex(Layouts.LONG, 0, next);
    for (int other = 0; other < mirrors.length; other++) {
      next += mirrors[other].length;
      tensor.segment().setAtIndex(Layouts.LONG, other + 1L, next);
    }
    return tensor.seal();
  }

  private static ObjectMeta flat(ObjectStore store, int[][] mirrors) {
    long count = 0;
    for (int[] some : mirrors) count += some.length;
    TensorWriter tensor = TensorWriter.ofInts(store, count);
    long at = 0;
    for (int[] some : mirrors) {
      MemorySegment.copy(some, 0, tensor.segment(), Layouts.INT, at * 4, some.length);
      at += some.length;
    }
    return tensor.seal();
  }
}
