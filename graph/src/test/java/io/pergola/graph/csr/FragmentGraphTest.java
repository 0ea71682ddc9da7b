package io.pergola.graph.csr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.EdgeId;
import io.pergola.graph.Fragment;
import io.pergola.graph.Fragments;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Triple;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.graph.testkit.RandomGraphs;
import io.pergola.graph.testkit.SmallGraphs;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jgrapht.Graph;
import org.jgrapht.GraphTests;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.alg.scoring.PageRank;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DirectedPseudograph;
import org.jgrapht.graph.Pseudograph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FragmentGraphTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  /// An edge of JGraphT's own graph. Edges are told apart by identity.
  private static final class Edge {}

  @Test
  void aFragmentIsTheGraphOfTheEdgesThatTouchItsVertices() {
    for (long seed = 0; seed < 400; seed++) {
      GraphModel model = RandomGraphs.graph(seed);
      Partitioner partitioner = RandomGraphs.partitioner(model, seed);
      NaiveFragments writer = NaiveFragments.into(STORE.get()).withOuterOids();
      if (seed % 3 == 0) writer.withoutInRows();
      for (Fragment fragment : Fragments.open(STORE.get(), writer.write(model, partitioner))) {
        try (fragment) {
          compare(expected(model, fragment), fragment, "seed " + seed);
        }
      }
      STORE.get().clear();
    }
  }

  private static String name(int label, Oid oid) {
    return label + ":" + oid;
  }

  private static String name(Fragment fragment, long gid) {
    int label = GidLayout.of(fragment.fnum()).label(gid);
    return name(label, fragment.oid(label, fragment.lid(gid)));
  }

  private static Graph<String, Edge> expected(GraphModel model, Fragment fragment) {
    Graph<String, Edge> graph =
        model.directed() ? new DirectedPseudograph<>(Edge.class) : new Pseudograph<>(Edge.class);
    for (int label = 0; label < model.vertices().size(); label++) {
      for (int lid = 0; lid < fragment.vertexCount(label); lid++) {
        graph.addVertex(name(label, fragment.oid(label, lid)));
      }
    }
    for (Triple triple : model.schema().triples()) {
      for (GraphModel.Edge edge : model.edges().get(triple.id())) {
        boolean here =
            fragment.lid(triple.source(), edge.source()) >= 0
                || fragment.lid(triple.destination(), edge.destination()) >= 0;
        if (here) {
          graph.addEdge(
              name(triple.source(), edge.source()),
              name(triple.destination(), edge.destination()),
              new Edge());
        }
      }
    }
    return graph;
  }

  private static void compare(Graph<String, Edge> expected, Fragment fragment, String what) {
    Graph<Long, EdgeId> graph = fragment.asJGraphT();
    assertEquals(expected.getType().isDirected(), graph.getType().isDirected());
    assertEquals(
        expected.vertexSet(),
        graph.vertexSet().stream().map(gid -> name(fragment, gid)).collect(Collectors.toSet()),
        what);
    assertEquals(expected.vertexSet().size(), graph.vertexSet().size(), what);
    assertEquals(ends(expected), ends(graph, fragment, graph.edgeSet()), what);
    assertEquals(expected.edgeSet().size(), graph.edgeSet().size(), what);
    assertEquals(expected.edgeSet().size(), graph.iterables().edgeCount(), what);
    for (Long gid : graph.vertexSet()) compare(expected, graph, fragment, gid, what);
    for (EdgeId edge : graph.edgeSet()) {
      assertTrue(graph.containsEdge(edge) && graph.edgeSet().contains(edge), what);
      assertFalse(graph.containsEdge(new EdgeId(edge.fid() + 1, edge.triple(), edge.row())));
    }
  }

  private static void compare(
      Graph<String, Edge> expected,
      Graph<Long, EdgeId> graph,
      Fragment fragment,
      Long gid,
      String what) {
    String name = name(fragment, gid);
    assertEquals(expected.degreeOf(name), graph.degreeOf(gid), what);
    assertEquals(expected.inDegreeOf(name), graph.inDegreeOf(gid), what);
    assertEquals(expected.outDegreeOf(name), graph.outDegreeOf(gid), what);
    assertEquals(
        ends(expected, expected.edgesOf(name)), ends(graph, fragment, graph.edgesOf(gid)), what);
    assertEquals(
        ends(expected, expected.incomingEdgesOf(name)),
        ends(graph, fragment, graph.incomingEdgesOf(gid)),
        what);
    assertEquals(
        ends(expected, expected.outgoingEdgesOf(name)),
        ends(graph, fragment, graph.outgoingEdgesOf(gid)),
        what);
    for (Long other : graph.vertexSet().stream().limit(5).toList()) {
      Set<Edge> between = expected.getAllEdges(name, name(fragment, other));
      assertEquals(between.size(), graph.getAllEdges(gid, other).size(), what);
      assertEquals(between.isEmpty(), graph.getEdge(gid, other) == null, what);
    }
  }

  private static List<String> ends(Graph<String, Edge> graph) {
    return ends(graph, graph.edgeSet());
  }

  private static List<String> ends(Graph<String, Edge> graph, Collection<Edge> edges) {
    return edges.stream()
        .map(
            e -> ends(graph.getType().isDirected(), graph.getEdgeSource(e), graph.getEdgeTarget(e)))
        .sorted()
        .toList();
  }

  private static List<String> ends(
      Graph<Long, EdgeId> graph, Fragment fragment, Collection<EdgeId> edges) {
    return edges.stream()
        .map(edge ->
            ends(
                fragment.directed(),
                name(fragment, graph.getEdgeSource(edge)),
                name(fragment, graph.getEdgeTarget(edge))))
        .sorted()
        .toList();
  }

  private static String ends(boolean directed, String source, String target) {
    return directed ? source + " → " + target : new TreeSet<>(List.of(source, target)).toString();
  }

  @Test
  void jGraphTsAlgorithmsRunOnAFragment() {
    GraphModel model = SmallGraphs.plain(true, 6, edge(0, 1), edge(1, 2), edge(2, 0), edge(3, 4));
    try (Fragment fragment = only(model)) {
      Graph<Long, EdgeId> graph = fragment.asJGraphT();
      assertEquals(3, new ConnectivityInspector<>(graph).connectedSets().size());
      assertEquals(
          List.of(0L, 1L, 2L), new DijkstraShortestPath<>(graph).getPath(0L, 2L).getVertexList());
      PageRank<Long, EdgeId> ranks = new PageRank<>(graph);
      assertEquals(ranks.getVertexScore(0L), ranks.getVertexScore(1L), 1e-6);
      assertTrue(GraphTests.isSimple(graph));
    }
  }

  @Test
  void weightsAreAProperty() {
    try (Fragment fragment = only(withoutNulls(SmallGraphs.people()))) {
      Graph<Long, EdgeId> graph = fragment.asJGraphT("since");
      assertTrue(graph.getType().isWeighted());
      long ada = fragment.gid(0, fragment.lid(0, Oid.of(1)));
      long three = fragment.gid(0, fragment.lid(0, Oid.of(3)));
      assertEquals(2003, graph.getEdgeWeight(graph.getEdge(ada, three)));
      long basel = fragment.gid(1, fragment.lid(1, Oid.of("Basel")));
      long ben = fragment.gid(0, fragment.lid(0, Oid.of(2)));
      assertEquals(1, graph.getEdgeWeight(graph.getEdge(ben, basel)));
      assertFalse(fragment.asJGraphT().getType().isWeighted());
    }
  }

  @Test
  void weightsMustBeNumbersInEveryRow() {
    try (Fragment fragment = only(SmallGraphs.people())) {
      assertEquals(
          "property 'since' is null in 1 of 6 rows; weights have a value in each",
          assertThrows(StoreException.Invalid.class, () -> fragment.asJGraphT("since"))
              .getMessage());
      assertEquals(
          "no edge label has a property 'name'",
          assertThrows(StoreException.NotFound.class, () -> fragment.asJGraphT("name"))
              .getMessage());
    }
  }

  @Test
  void weightsOfEdgesFromElsewhereNeedTheRowsOfInEdges() {
    GraphModel model = withoutNulls(SmallGraphs.people());
    NaiveFragments writer = NaiveFragments.into(STORE.get()).withoutInRows();
    try (Fragment even =
        Fragments.open(STORE.get(), writer.write(model, new Partitioner.Hash(2))).getFirst()) {
      assertEquals(
          "property 'since' is here for 0 of 3 edges: the graph was loaded without the properties of in-edges, so those whose source is an outer vertex have none",
          assertThrows(StoreException.NotFound.class, () -> even.asJGraphT("since")).getMessage());
    }
  }

  @Test
  void theGraphCanNotBeChangedAndSaysWhatIsNotThere() {
    try (Fragment fragment = only(SmallGraphs.plain(false, 2, edge(0, 1)))) {
      Graph<Long, EdgeId> graph = fragment.asJGraphT();
      assertThrows(UnsupportedOperationException.class, () -> graph.addEdge(0L, 1L));
      assertThrows(UnsupportedOperationException.class, () -> graph.removeVertex(0L));
      assertThrows(UnsupportedOperationException.class, () -> graph.addVertex(7L));
      assertThrows(IllegalArgumentException.class, () -> graph.edgesOf(7L));
      assertThrows(IllegalArgumentException.class, () -> graph.getEdgeSource(new EdgeId(0, 0, 9)));
      assertNull(graph.getAllEdges(0L, 7L));
      assertNull(graph.getEdge(7L, 0L));
      assertEquals(graph, fragment.asJGraphT());
    }
  }

  private static Fragment only(GraphModel model) {
    return Fragments.open(STORE.get(), NaiveFragments.write(STORE.get(), model, 1)).getFirst();
  }

  private static long[] edge(long source, long destination) {
    return new long[] {source, destination};
  }

  private static GraphModel withoutNulls(GraphModel model) {
    List<List<GraphModel.Edge>> edges = new ArrayList<>();
    for (List<GraphModel.Edge> triple : model.edges()) {
      edges.add(
          triple.stream()
              .filter(edge -> edge.values().stream().allMatch(value -> value.isPresent()))
              .toList());
    }
    return new GraphModel(model.schema(), model.directed(), model.vertices(), edges);
  }
}
