package io.pergola.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jgrapht.Graph;
import org.jgrapht.GraphIterables;
import org.jgrapht.GraphType;
import org.jgrapht.graph.AbstractGraph;
import org.jgrapht.graph.DefaultGraphType;
import org.jspecify.annotations.Nullable;

/// A fragment as JGraphT sees a graph: [Fragment#asJGraphT()].
final class FragmentGraph extends AbstractGraph<Long, EdgeId> {
  private final Fragment fragment;
  private final GidLayout gids;
  private final GraphType type;
  private final List<Triple> triples;
  private final List<TripleEdges> edges = new ArrayList<>();
  private final EdgeWeights weights;

  private FragmentGraph(Fragment fragment, EdgeWeights weights) {
    this.fragment = fragment;
    this.gids = GidLayout.of(fragment.fnum());
    this.triples = fragment.schema().triples();
    for (Triple triple : triples) edges.add(TripleEdges.of(fragment, triple));
    this.weights = weights;
    this.type =
        new DefaultGraphType.Builder(fragment.directed(), !fragment.directed())
            .allowSelfLoops(true)
            .allowMultipleEdges(true)
            .allowCycles(true)
            .weighted(weights.given())
            .modifiable(false)
            .build();
  }

  static Graph<Long, EdgeId> of(Fragment fragment) {
    return new FragmentGraph(fragment, EdgeWeights.none(fragment));
  }

  static Graph<Long, EdgeId> of(Fragment fragment, String weightProperty) {
    FragmentGraph graph = new FragmentGraph(fragment, EdgeWeights.of(fragment, weightProperty));
    for (int triple = 0; triple < graph.edges.size(); triple++) {
      graph.weights.requireRows(triple, graph.edges.get(triple).rowLimit());
    }
    return graph;
  }

  Fragment fragment() {
    return fragment;
  }

  List<TripleEdges> edges() {
    return edges;
  }

  @Override
  public GraphType getType() {
    return type;
  }

  @Override
  public boolean containsVertex(Long gid) {
    return fragment.lid(gid) >= 0;
  }

  @Override
  public Set<Long> vertexSet() {
    return new GraphSets.Vertices(fragment);
  }

  @Override
  public Set<EdgeId> edgeSet() {
    return new GraphSets.Edges(this);
  }

  @Override
  public boolean containsEdge(EdgeId edge) {
    return edge.fid() == fragment.fid()
        && edge.triple() >= 0
        && edge.triple() < edges.size()
        && edges.get(edge.triple()).has(edge.row());
  }

  private TripleEdges edgesOf(EdgeId edge) {
    if (!containsEdge(edge)) {
      throw new IllegalArgumentException("no such edge in graph: " + edge);
    }
    return edges.get(edge.triple());
  }

  @Override
  public Long getEdgeSource(EdgeId edge) {
    return fragment.gid(triples.get(edge.triple()).source(), edgesOf(edge).source(edge.row()));
  }

  @Override
  public Long getEdgeTarget(EdgeId edge) {
    int label = triples.get(edge.triple()).destination();
    return fragment.gid(label, edgesOf(edge).destination(edge.row()));
  }

  @Override
  public double getEdgeWeight(EdgeId edge) {
    edgesOf(edge);
    return weights.at(edge);
  }

  @Override
  public Set<EdgeId> outgoingEdgesOf(Long vertex) {
    Set<EdgeId> found = new LinkedHashSet<>();
    collect(vertex, true, !fragment.directed(), found);
    return Collections.unmodifiableSet(found);
  }

  @Override
  public Set<EdgeId> incomingEdgesOf(Long vertex) {
    Set<EdgeId> found = new LinkedHashSet<>();
    collect(vertex, !fragment.directed(), true, found);
    return Collections.unmodifiableSet(found);
  }

  @Override
  public Set<EdgeId> edgesOf(Long vertex) {
    Set<EdgeId> found = new LinkedHashSet<>();
    collect(vertex, true, true, found);
    return Collections.unmodifiableSet(found);
  }

  private void collect(Long vertex, boolean out, boolean in, Set<EdgeId> found) {
    int lid = requireVertex(vertex);
    int label = gids.label(vertex);
    for (Triple triple : triples) {
      TripleEdges of = edges.get(triple.id());
      if (out && triple.source() == label) {
        of.outgoing(lid, row -> found.add(new EdgeId(fragment.fid(), triple.id(), row)));
      }
      if (in && triple.destination() == label) {
        of.incoming(lid, row -> found.add(new EdgeId(fragment.fid(), triple.id(), row)));
      }
    }
  }

  @Override
  public int outDegreeOf(Long vertex) {
    return fragment.directed() ? Math.toIntExact(outDegree(vertex)) : degreeOf(vertex);
  }

  @Override
  public int inDegreeOf(Long vertex) {
    return fragment.directed() ? Math.toIntExact(inDegree(vertex)) : degreeOf(vertex);
  }

  @Override
  public int degreeOf(Long vertex) {
    return Math.toIntExact(outDegree(vertex) + inDegree(vertex));
  }

  private long outDegree(Long vertex) {
    int lid = requireVertex(vertex);
    return triples.stream()
        .filter(triple -> triple.source() == gids.label(vertex))
        .mapToLong(triple -> edges.get(triple.id()).outDegree(lid))
        .sum();
  }

  private long inDegree(Long vertex) {
    int lid = requireVertex(vertex);
    return triples.stream()
        .filter(triple -> triple.destination() == gids.label(vertex))
        .mapToLong(triple -> edges.get(triple.id()).inDegree(lid))
        .sum();
  }

  private int requireVertex(Long gid) {
    int lid = fragment.lid(gid);
    if (lid < 0) {
      throw new IllegalArgumentException(
          "no such vertex in graph: 0x%016x is not in %s".formatted(gid, fragment));
    }
    return lid;
  }

  @Override
  @SuppressWarnings("NullAway") // JGraphT asks for null if one of the vertices is not there
  public @Nullable Set<EdgeId> getAllEdges(Long source, Long target) {
    if (!containsVertex(source) || !containsVertex(target)) return null;
    Set<EdgeId> found = new LinkedHashSet<>();
    for (EdgeId edge : outgoingEdgesOf(source)) if (joins(edge, source, target)) found.add(edge);
    return Collections.unmodifiableSet(found);
  }

  @Override
  @SuppressWarnings("NullAway") // JGraphT asks for null if there is no edge
  public @Nullable EdgeId getEdge(Long source, Long target) {
    Set<EdgeId> found = getAllEdges(source, target);
    return found == null || found.isEmpty() ? null : found.iterator().next();
  }

  private boolean joins(EdgeId edge, Long source, Long target) {
    Long from = getEdgeSource(edge);
    Long to = getEdgeTarget(edge);
    boolean forward = from.equals(source) && to.equals(target);
    return forward || (!fragment.directed() && from.equals(target) && to.equals(source));
  }

  @Override
  public GraphIterables<Long, EdgeId> iterables() {
    return new GraphIterables<>() {
      @Override
      public Graph<Long, EdgeId> getGraph() {
        return FragmentGraph.this;
      }

      @Override
      public long edgeCount() {
        return edges.stream().mapToLong(TripleEdges::count).sum();
      }
    };
  }

  @Override
  @SuppressWarnings("NullAway") // JGraphT: null means that there is none
  public @Nullable Supplier<Long> getVertexSupplier() {
    return null;
  }

  @Override
  @SuppressWarnings("NullAway") // JGraphT: null means that there is none
  public @Nullable Supplier<EdgeId> getEdgeSupplier() {
    return null;
  }

  @Override
  public EdgeId addEdge(Long source, Long target) {
    throw readOnly();
  }

  @Override
  public boolean addEdge(Long source, Long target, EdgeId edge) {
    throw readOnly();
  }

  @Override
  public Long addVertex() {
    throw readOnly();
  }

  @Override
  public boolean addVertex(Long vertex) {
    throw readOnly();
  }

  @Override
  public EdgeId removeEdge(Long source, Long target) {
    throw readOnly();
  }

  @Override
  public boolean removeEdge(EdgeId edge) {
    throw readOnly();
  }

  @Override
  public boolean removeVertex(Long vertex) {
    throw readOnly();
  }

  @Override
  public void setEdgeWeight(EdgeId edge, double weight) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("a fragment can't be changed");
  }

  // Two views of a fragment are the same graph; AbstractGraph would copy all edges to compare.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FragmentGraph graph
        ? fragment.equals(graph.fragment) && weights.equals(graph.weights)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return fragment.id().hashCode();
  }
}
