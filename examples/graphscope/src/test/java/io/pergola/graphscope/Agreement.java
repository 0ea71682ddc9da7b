package io.pergola.graphscope;

import static io.pergola.graphscope.NaiveGraph.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.Fragment;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graphscope.NaiveGraph.Arc;
import io.pergola.graphscope.NaiveGraph.Vertex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.alg.scoring.ClusteringCoefficient;
import org.jgrapht.alg.scoring.Coreness;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.DirectedWeightedPseudograph;

/// Runs all algorithms on fragments and compares with the slow twin and with JGraphT.
final class Agreement {
  private final List<Fragment> fragments;
  private final RunOptions options;
  private final Selection selection;
  private final NaiveGraph naive;
  private final NaiveGraph unweighted;
  private final Graph<Vertex, DefaultWeightedEdge> jgrapht =
      new DirectedWeightedPseudograph<>(DefaultWeightedEdge.class);

  /// @param model its edges have the property [Models#WEIGHT]
  Agreement(GraphModel model, List<Fragment> fragments, RunOptions options) {
    this.fragments = fragments;
    this.options = options;
    this.selection = Selection.of(model.schema(), options.part());
    this.naive = new NaiveGraph(model, selection, Optional.of(Models.WEIGHT));
    this.unweighted = new NaiveGraph(model, selection, Optional.empty());
    for (Vertex v : naive.vertices()) jgrapht.addVertex(v);
    for (Arc arc : naive.arcs()) {
      DefaultWeightedEdge edge = jgrapht.addEdge(arc.from(), arc.to());
      jgrapht.setEdgeWeight(edge, arc.weight());
    }
  }

  void check() {
    ranks();
    components();
    communities();
    coefficients();
    triangles();
    cores();
    int i = 0;
    for (Vertex source : naive.vertices()) {
      if (i++ % Math.max(1, jgrapht.vertexSet().size() / 2) > 0) continue;
      hops(source);
      distances(source);
    }
  }

  private void ranks() {
    Map<Vertex, Double> expected = naive.ranks(0.85, 10);
    Map<Vertex, Row> found = run(PageRank.DEFAULT);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((v, rank) -> assertEquals(rank, at(found, v).number(), 1e-13, v::toString));
  }

  private void components() {
    Map<Vertex, Vertex> expected = naive.components();
    Map<Vertex, Row> found = run(new Wcc());
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((v, least) -> assertEquals(name(least), at(found, v).text(), v::toString));
    for (Set<Vertex> component : new ConnectivityInspector<>(jgrapht).connectedSets()) {
      assertEquals(1, component.stream().map(v -> at(found, v).text()).distinct().count());
      component.forEach(v -> assertEquals(component.size(), at(found, v).number()));
    }
  }

  private void communities() {
    for (int iterations : new int[] {1, 2, 10}) {
      Map<Vertex, Row> found = run(new Cdlp(iterations));
      naive
          .labels(iterations)
          .forEach((v, label) -> assertEquals(name(label), at(found, v).text(), v::toString));
    }
  }

  private void coefficients() {
    Map<Vertex, Row> found = run(new Lcc());
    naive
        .coefficients()
        .forEach((v, share) -> assertEquals(share, at(found, v).number(), 1e-13, v::toString));
  }

  private void triangles() {
    Map<Vertex, Set<Vertex>> neighbors = naive.neighbors();
    Map<Vertex, Row> found = run(new Triangles());
    neighbors.forEach((v, around) -> {
      long ends =
          around.stream()
              .mapToLong(u -> at(neighbors, u).stream().filter(around::contains).count())
              .sum();
      assertEquals(ends / 2.0, at(found, v).number(), v::toString);
    });
  }

  private void cores() {
    Map<Vertex, Row> found = run(new KCore());
    naive.cores().forEach((v, core) -> assertEquals(core, at(found, v).number(), v::toString));
    var simple = new org.jgrapht.graph.SimpleGraph<Vertex, DefaultEdge>(DefaultEdge.class);
    jgrapht.vertexSet().forEach(simple::addVertex);
    for (Arc arc : naive.arcs()) {
      if (!arc.from().equals(arc.to())) simple.addEdge(arc.from(), arc.to());
    }
    new Coreness<>(simple)
        .getScores()
        .forEach((v, core) -> assertEquals((double) core, at(found, v).number()));
    if (fragments.getFirst().directed()) return;
    Map<Vertex, Row> shares = run(new Lcc());
    new ClusteringCoefficient<>(simple)
        .getScores()
        .forEach((v, share) -> {
          double expected = simple.degreeOf(v) < 2 ? 0 : share;
          assertEquals(expected, at(shares, v).number(), 1e-13);
        });
  }

  private void hops(Vertex source) {
    Map<Vertex, Double> expected = unweighted.hops(source);
    Map<Vertex, Row> found = run(new Bfs(name(source)));
    found.forEach((v, row) -> {
      Double hops = expected.getOrDefault(v, Double.POSITIVE_INFINITY);
      assertEquals(hops, row.number(), v::toString);
      String text = hops.isInfinite() ? "9223372036854775807" : Long.toString(hops.longValue());
      assertEquals(text, row.text());
    });
    assertEquals(expected, reached(run(new Sssp(name(source), Optional.empty()))));
  }

  private void distances(Vertex source) {
    Map<Vertex, Double> found = reached(run(new Sssp(name(source), Optional.of(Models.WEIGHT))));
    assertEquals(naive.distances(source), found);
    var paths = new DijkstraShortestPath<>(jgrapht).getPaths(source);
    for (Vertex v : naive.vertices()) {
      double expected = paths.getWeight(v);
      double distance = found.getOrDefault(v, Double.POSITIVE_INFINITY);
      if (Double.isInfinite(expected)) assertEquals(expected, distance);
      else assertEquals(expected, distance, 1e-9 * expected);
    }
  }

  private Map<Vertex, Row> run(Algorithm algorithm) {
    Result result = Analytics.run(fragments, algorithm, options);
    Map<Vertex, Row> rows = new HashMap<>();
    result.rows().forEach(row -> rows.put(new Vertex(row.label().id(), row.oid()), row));
    assertEquals(result.count(), rows.size());
    return rows;
  }

  private static Map<Vertex, Double> reached(Map<Vertex, Row> rows) {
    return rows.entrySet().stream()
        .filter(e -> Double.isFinite(e.getValue().number()))
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().number()));
  }

  private String name(Vertex v) {
    if (!selection.severalLabels()) return v.oid().toString();
    return selection.schema().vertexLabels().get(v.label()).name() + ":" + v.oid();
  }
}
