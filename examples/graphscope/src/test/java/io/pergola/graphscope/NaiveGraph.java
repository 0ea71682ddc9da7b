package io.pergola.graphscope;

import io.pergola.graph.Oid;
import io.pergola.graph.Triple;
import io.pergola.graph.testkit.GraphModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The slow twin of the engine: a model as maps, and each algorithm by its definition.
final class NaiveGraph {
  /// A vertex; ordered by label, then by id.
  record Vertex(int label, Oid oid) implements Comparable<Vertex> {
    private static final Comparator<Vertex> ORDER =
        Comparator.comparingInt(Vertex::label).thenComparing(Vertex::oid, Oid.ORDER);

    @Override
    public int compareTo(Vertex other) {
      return ORDER.compare(this, other);
    }
  }

  /// An edge or, in an undirected graph, one of its two directions.
  record Arc(Vertex from, Vertex to, double weight) {}

  private final SortedMap<Vertex, List<Arc>> arcs = new TreeMap<>();
  private final boolean directed;

  /// @param weight the property that weighs edges; 1 without
  NaiveGraph(GraphModel model, Selection selection, Optional<String> weight) {
    directed = model.directed();
    selection
        .vertexLabels()
        .forEach(label ->
            model
                .vertices()
                .get(label.id())
                .forEach(v -> arcs.put(new Vertex(label.id(), v.oid()), new ArrayList<>())));
    for (Triple triple : selection.triples()) {
      for (GraphModel.Edge edge : model.edges().get(triple.id())) {
        Vertex source = new Vertex(triple.source(), edge.source());
        Vertex destination = new Vertex(triple.destination(), edge.destination());
        double value = weight.map(name -> weight(model, triple, name, edge)).orElse(1.0);
        arcsOf(source).add(new Arc(source, destination, value));
        if (!model.directed()) arcsOf(destination).add(new Arc(destination, source, value));
      }
    }
  }

  private static double weight(GraphModel model, Triple triple, String name, GraphModel.Edge edge) {
    var properties = model.schema().edgeLabels().get(triple.edgeLabel()).properties();
    for (int i = 0; i < properties.size(); i++) {
      if (properties.get(i).name().equals(name)) {
        return ((Number) edge.values().get(i).orElseThrow()).doubleValue();
      }
    }
    throw new AssertionError("no property " + name);
  }

  /// What a map has for a key that must be there.
  static <K, V> V at(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key), () -> "nothing for " + key);
  }

  private List<Arc> arcsOf(Vertex v) {
    return at(arcs, v);
  }

  Iterable<Vertex> vertices() {
    return arcs.keySet();
  }

  List<Arc> arcs() {
    return arcs.values().stream().flatMap(List::stream).toList();
  }

  Map<Vertex, Double> hops(Vertex source) {
    Map<Vertex, Double> hops = new HashMap<>(Map.of(source, 0.0));
    ArrayDeque<Vertex> queue = new ArrayDeque<>(List.of(source));
    while (!queue.isEmpty()) {
      Vertex v = queue.remove();
      for (Arc arc : arcsOf(v)) {
        if (hops.putIfAbsent(arc.to(), at(hops, v) + 1) == null) queue.add(arc.to());
      }
    }
    return hops;
  }

  /// Bellman and Ford: relax everything until nothing changes.
  Map<Vertex, Double> distances(Vertex source) {
    Map<Vertex, Double> distances = new HashMap<>(Map.of(source, 0.0));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Arc arc : arcs()) {
        double from = distances.getOrDefault(arc.from(), Double.POSITIVE_INFINITY);
        double to = distances.getOrDefault(arc.to(), Double.POSITIVE_INFINITY);
        if (!(from + arc.weight() < to)) continue;
        distances.put(arc.to(), from + arc.weight());
        changed = true;
      }
    }
    return distances;
  }

  Map<Vertex, Double> ranks(double damping, int iterations) {
    int n = arcs.size();
    Map<Vertex, Double> first = new HashMap<>();
    for (Vertex v : vertices()) first.put(v, 1.0 / n);
    return Stream.iterate(first, ranks -> step(ranks, damping))
        .skip(iterations)
        .findFirst()
        .orElseThrow();
  }

  private Map<Vertex, Double> step(Map<Vertex, Double> ranks, double damping) {
    int n = arcs.size();

    double dangling =
        arcs.keySet().stream()
            .filter(v -> arcsOf(v).isEmpty())
            .mapToDouble(v -> at(ranks, v))
            .sum();
    Map<Vertex, Double> next = new HashMap<>();
    for (Vertex v : vertices()) next.put(v, (1 - damping) / n + damping * dangling / n);
    for (Arc arc : arcs()) {
      double given = at(ranks, arc.from()) / arcsOf(arc.from()).size();
      next.merge(arc.to(), damping * given, Double::sum);
    }
    return next;
  }

  /// The smallest vertex of each vertex's component.
  Map<Vertex, Vertex> components() {
    Map<Vertex, Vertex> smallest = new HashMap<>();
    for (Vertex v : vertices()) smallest.put(v, v);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Arc arc : arcs()) {
        Vertex a = at(smallest, arc.from());
        Vertex b = at(smallest, arc.to());
        if (a.equals(b)) continue;
        Vertex least = a.compareTo(b) < 0 ? a : b;
        smallest.put(arc.from(), least);
        smallest.put(arc.to(), least);
        changed = true;
      }
    }
    return smallest;
  }

  /// Label propagation, all labels at once.
  Map<Vertex, Vertex> labels(int iterations) {
    Map<Vertex, Vertex> labels = new HashMap<>();
    for (Vertex v : vertices()) labels.put(v, v);
    for (int i = 0; i < iterations; i++) {
      Map<Vertex, TreeMap<Vertex, Integer>> votes = new HashMap<>();
      for (Arc arc : arcs()) {
        votes
            .computeIfAbsent(arc.from(), v -> new TreeMap<>())
            .merge(at(labels, arc.to()), 1, Integer::sum);
        if (!directed) continue;
        votes
            .computeIfAbsent(arc.to(), v -> new TreeMap<>())
            .merge(at(labels, arc.from()), 1, Integer::sum);
      }
      votes.forEach((v, counts) -> {
        int most = Collections.max(counts.values());
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() == most)
            .findFirst()
            .ifPresent(first -> labels.put(v, first.getKey()));
      });
    }
    return labels;
  }

  /// Every vertex's neighbors, whatever the direction, without itself.
  Map<Vertex, Set<Vertex>> neighbors() {
    Map<Vertex, Set<Vertex>> neighbors = new HashMap<>();
    for (Vertex v : vertices()) neighbors.put(v, new HashSet<>());
    for (Arc arc : arcs()) {
      if (arc.from().equals(arc.to())) continue;
      at(neighbors, arc.from()).add(arc.to());
      at(neighbors, arc.to()).add(arc.from());
    }
    return neighbors;
  }

  /// Local clustering coefficients, by asking for every pair of neighbors.
  Map<Vertex, Double> coefficients() {
    Set<List<Vertex>> pairs = new HashSet<>();
    for (Arc arc : arcs()) pairs.add(List.of(arc.from(), arc.to()));
    Map<Vertex, Double> coefficients = new HashMap<>();
    neighbors()
        .forEach((v, around) -> {
          long possible = around.size() * (around.size() - 1L);
          long found =
              around.stream()
                  .mapToLong(a ->
                      around.stream()
                          .filter(b -> !a.equals(b) && pairs.contains(List.of(a, b)))
                          .count())
                  .sum();
          coefficients.put(v, possible == 0 ? 0.0 : (double) found / possible);
        });
    return coefficients;
  }

  /// Core numbers: take off a vertex of least degree, again and again.
  Map<Vertex, Double> cores() {
    Map<Vertex, Set<Vertex>> left = neighbors();
    Map<Vertex, Double> cores = new HashMap<>();
    double core = 0;
    while (!left.isEmpty()) {
      Vertex v = Collections.min(left.keySet(), Comparator.comparingInt(u -> at(left, u).size()));
      Set<Vertex> around = at(left, v);
      core = Math.max(core, around.size());
      cores.put(v, core);
      for (Vertex neighbor : around) at(left, neighbor).remove(v);
      left.remove(v);
    }
    return cores;
  }
}
