package io.pergola.graph.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.Column;
import io.pergola.graph.Csr;
import io.pergola.graph.Direction;
import io.pergola.graph.Fragment;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Layouts;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Rows;
import io.pergola.graph.Table;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asserts that the fragments of a graph, all of them, hold exactly what a model holds: every id,
/// property, adjacency and mirror, read through [Fragment]. Parallel edges are in input order.
public final class ModelAgreement {
  /// A neighbor in a list, with the properties of the edge between, if they are there.
  private record Neighbor(Oid oid, Optional<List<Optional<Object>>> values) {}

  private static final Comparator<Neighbor> BY_OID = Comparator.comparing(Neighbor::oid, Oid.ORDER);

  private final GraphModel model;
  private final List<? extends Fragment> fragments;
  private final GidLayout gids;

  private ModelAgreement(GraphModel model, List<? extends Fragment> fragments) {
    this.model = model;
    this.fragments = fragments;
    this.gids = GidLayout.of(fragments.size());
  }

  /// Compares.
  ///
  /// @param fragments all fragments, by fid
  public static void check(
      GraphModel model, Partitioner partitioner, List<? extends Fragment> fragments) {
    ModelAgreement agreement = new ModelAgreement(model, fragments);
    assertEquals(partitioner.fnum(), fragments.size(), "fragments");
    for (Fragment fragment : fragments) agreement.checkHead(fragment);
    for (VertexLabel label : model.schema().vertexLabels()) {
      agreement.checkVertices(label, partitioner);
      for (Fragment fragment : fragments) agreement.checkOuter(fragment, label.id());
    }
    for (Triple triple : model.schema().triples()) agreement.checkTriple(triple);
  }

  private void checkHead(Fragment fragment) {
    assertTrue(model.schema().includes(fragment.schema()), "the schema");
    assertEquals(model.directed(), fragment.directed());
    assertEquals(fragments.indexOf(fragment), fragment.fid());
    assertEquals(fragments.size(), fragment.fnum());
  }

  private void checkVertices(VertexLabel label, Partitioner partitioner) {
    List<GraphModel.Vertex> vertices = model.vertices().get(label.id());
    int inner = fragments.stream().mapToInt(f -> f.innerCount(label.id())).sum();
    assertEquals(vertices.size(), inner, "vertices of " + label.name());
    for (GraphModel.Vertex vertex : vertices) {
      Fragment owner = ownerOf(label, vertex.oid());
      int placed = partitioner.fid(label.id(), vertex.oid());
      if (placed >= 0) assertEquals(placed, owner.fid(), "owner of " + vertex.oid());
      int lid = owner.lid(label.id(), vertex.oid());
      assertEquals(vertex.oid(), owner.oid(label.id(), lid));
      assertEquals(gids.gid(owner.fid(), label.id(), lid), owner.gid(label.id(), lid));
      assertEquals(lid, owner.lid(owner.gid(label.id(), lid)));
      Table table = owner.table(label.id());
      assertEquals(vertex.values(), row(table.columns().subList(1, table.columns().size()), lid));
    }
  }

  private Fragment ownerOf(VertexLabel label, Oid oid) {
    List<? extends Fragment> owners =
        fragments.stream().filter(f -> f.lid(label.id(), oid) >= 0).toList();
    assertEquals(1, owners.size(), "owners of " + oid);
    return owners.getFirst();
  }

  private void checkOuter(Fragment fragment, int label) {
    int inner = fragment.innerCount(label);
    for (int lid = inner; lid < fragment.vertexCount(label); lid++) {
      long gid = fragment.gid(label, lid);
      assertTrue(lid == inner || Long.compareUnsigned(fragment.gid(label, lid - 1), gid) < 0);
      assertEquals(label, gids.label(gid));
      assertEquals(lid, fragment.lid(gid));
    }
    assertEquals(inner, fragment.outerBegin(label, 0));
    assertEquals(fragment.vertexCount(label), fragment.outerBegin(label, fragment.fnum()));
    for (Fragment owner : fragments) {
      int begin = fragment.outerBegin(label, owner.fid());
      int end = fragment.outerBegin(label, owner.fid() + 1);
      MemorySegment mirrors = owner.mirrors(label, fragment.fid());
      assertEquals(end - begin, mirrors.byteSize() / 4, "mirrors");
      for (int k = 0; k < end - begin; k++) {
        int mirror = mirrors.getAtIndex(Layouts.INT, k);
        assertEquals(owner.gid(label, mirror), fragment.gid(label, begin + k));
        assertTrue(owner.mirrorSet(label, fragment.fid()).contains(mirror));
      }
    }
  }

  private void checkTriple(Triple triple) {
    boolean symmetric = !model.directed() && triple.joinsOneLabel();
    Map<Oid, List<Neighbor>> out = new HashMap<>();
    Map<Oid, List<Neighbor>> in = symmetric ? out : new HashMap<>();
    for (GraphModel.Edge edge : model.edges().get(triple.id())) {
      Optional<List<Optional<Object>>> values = Optional.of(edge.values());
      add(out, edge.source(), new Neighbor(edge.destination(), values));
      add(in, edge.destination(), new Neighbor(edge.source(), values));
    }
    for (Fragment fragment : fragments) {
      checkLists(fragment, triple, Direction.OUT, out);
      checkLists(fragment, triple, Direction.IN, in);
    }
  }

  private static void add(Map<Oid, List<Neighbor>> lists, Oid vertex, Neighbor neighbor) {
    lists.computeIfAbsent(vertex, _ -> new ArrayList<>()).add(neighbor);
  }

  private void checkLists(
      Fragment fragment, Triple triple, Direction direction, Map<Oid, List<Neighbor>> expected) {
    boolean isOut = direction == Direction.OUT;
    int label = isOut ? triple.source() : triple.destination();
    int otherLabel = isOut ? triple.destination() : triple.source();
    Csr csr = isOut ? fragment.out(triple) : fragment.in(triple);
    assertEquals(fragment.innerCount(label), csr.vertexCount());
    long entries = 0;
    for (int lid = 0; lid < csr.vertexCount(); lid++) {
      List<Neighbor> found = new ArrayList<>();
      for (long at = csr.begin(lid); at < csr.end(lid); at++) {
        int neighbor = csr.neighbor(at);
        assertTrue(at == csr.begin(lid) || csr.neighbor(at - 1) <= neighbor, "ascending");
        assertEquals(lid, csr.vertexOf(at));
        found.add(
            new Neighbor(
                oid(fragment, otherLabel, neighbor), values(fragment, triple, direction, at)));
      }
      entries += found.size();
      List<Neighbor> wanted =
          new ArrayList<>(expected.getOrDefault(fragment.oid(label, lid), List.of()));
      found.sort(BY_OID);
      wanted.sort(BY_OID);
      for (int i = 0; i < Math.min(found.size(), wanted.size()); i++) {
        if (found.get(i).values().isEmpty()) {
          wanted.set(i, new Neighbor(wanted.get(i).oid(), Optional.empty()));
        }
      }
      assertEquals(wanted, found, direction + " list of " + fragment.oid(label, lid));
    }
    assertEquals(entries, csr.entryCount());
  }

  private Oid oid(Fragment fragment, int label, int lid) {
    Fragment owner = fragments.get(gids.fid(fragment.gid(label, lid)));
    return owner.oid(label, owner.lid(fragment.gid(label, lid)));
  }

  private static Optional<List<Optional<Object>>> values(
      Fragment fragment, Triple triple, Direction direction, long at) {
    List<Column> columns = fragment.edges(triple).columns();
    if (direction == Direction.OUT || fragment.symmetric(triple))
      return Optional.of(row(columns, at));
    if (columns.isEmpty()) return Optional.of(List.of());
    Optional<Rows> rows = fragment.inRows(triple);
    return rows.map(found -> row(columns, found.at(at)));
  }

  private static List<Optional<Object>> row(List<Column> columns, long row) {
    return columns.stream().map(column -> column.value(row)).toList();
  }
}
