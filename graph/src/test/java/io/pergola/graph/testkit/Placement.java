package io.pergola.graph.testkit;

import io.pergola.graph.GidLayout;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Triple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Where each vertex of a model goes: its owner, its gid, and which fragments hold it as outer.
/// Inner vertices keep the model's order.
final class Placement {
  private final GraphModel model;
  private final Partitioner partitioner;
  private final GidLayout gids;
  private final List<Map<Oid, Long>> gidOf = new ArrayList<>();
  private final List<List<List<GraphModel.Vertex>>> inner = new ArrayList<>();
  private final List<List<TreeSet<Long>>> outer = new ArrayList<>();

  Placement(GraphModel model, Partitioner partitioner) {
    this.model = model;
    this.partitioner = partitioner;
    this.gids = GidLayout.of(partitioner.fnum());
    for (int fid = 0; fid < partitioner.fnum(); fid++) {
      inner.add(new ArrayList<>());
      outer.add(new ArrayList<>());
      for (int label = 0; label < model.vertices().size(); label++) {
        inner.get(fid).add(new ArrayList<>());
        outer.get(fid).add(new TreeSet<>(Long::compareUnsigned));
      }
    }
    for (int label = 0; label < model.vertices().size(); label++) placeVertices(label);
    for (Triple triple : model.schema().triples()) placeEdges(triple);
  }

  private void placeVertices(int label) {
    gidOf.add(new HashMap<>());
    for (GraphModel.Vertex vertex : model.vertices().get(label)) {
      int fid = owner(label, vertex.oid());
      List<GraphModel.Vertex> mates = inner.get(fid).get(label);
      gidOf.get(label).put(vertex.oid(), gids.gid(fid, label, mates.size()));
      mates.add(vertex);
    }
  }

  private int owner(int label, Oid oid) {
    int fid = partitioner.fid(label, oid);
    return fid >= 0 ? fid : Math.floorMod(oid.toString().hashCode() + label, partitioner.fnum());
  }

  private void placeEdges(Triple triple) {
    for (GraphModel.Edge edge : model.edges().get(triple.id())) {
      long source = gid(triple.source(), edge.source());
      long destination = gid(triple.destination(), edge.destination());
      if (gids.fid(source) == gids.fid(destination)) continue;
      outer.get(gids.fid(source)).get(triple.destination()).add(destination);
      outer.get(gids.fid(destination)).get(triple.source()).add(source);
    }
  }

  int fnum() {
    return partitioner.fnum();
  }

  GidLayout gids() {
    return gids;
  }

  long gid(int label, Oid oid) {
    Long gid = gidOf.get(label).get(oid);
    if (gid == null)
      throw new IllegalArgumentException("label %d has no vertex %s".formatted(label, oid));
    return gid;
  }

  /// The inner vertices of a fragment, by lid.
  List<GraphModel.Vertex> inner(int fid, int label) {
    return inner.get(fid).get(label);
  }

  /// The gids of a fragment's outer vertices, ascending as unsigned numbers.
  List<Long> outer(int fid, int label) {
    return List.copyOf(outer.get(fid).get(label));
  }

  /// The lids of the inner vertices of `fid` that `other` holds as outer, ascending.
  List<Integer> mirrors(int fid, int label, int other) {
    Set<Long> there = outer.get(other).get(label);
    return there.stream()
        .filter(gid -> gids.fid(gid) == fid)
        .map(gid -> (int) gids.index(gid))
        .toList();
  }

  /// A vertex's lid in a fragment, −1 if it is not there.
  int lid(int fid, int label, Oid oid) {
    long gid = gid(label, oid);
    if (gids.fid(gid) == fid) return (int) gids.index(gid);
    int position = outer(fid, label).indexOf(gid);
    return position < 0 ? -1 : inner(fid, label).size() + position;
  }
}
