package io.pergola.graph;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The vertices and the edges of a [FragmentGraph], as sets that hold nothing.
final class GraphSets {
  private GraphSets() {}

  /// The gids of all vertices, label by label, inner before outer.
  static final class Vertices extends AbstractSet<Long> {
    private final Fragment fragment;

    Vertices(Fragment fragment) {
      this.fragment = fragment;
    }

    @Override
    public Iterator<Long> iterator() {
      return labels().boxed().flatMap(this::gids).iterator();
    }

    private Stream<Long> gids(int label) {
      return IntStream.range(0, fragment.vertexCount(label))
          .mapToObj(lid -> fragment.gid(label, lid));
    }

    private IntStream labels() {
      return IntStream.range(0, fragment.schema().vertexLabels().size());
    }

    @Override
    public int size() {
      long count = labels().mapToLong(fragment::vertexCount).sum();
      return (int) Math.min(count, Integer.MAX_VALUE);
    }

    @Override
    public boolean contains(Object vertex) {
      return vertex instanceof Long gid && fragment.lid(gid) >= 0;
    }
  }

  /// All edges, triple by triple, by row.
  static final class Edges extends AbstractSet<EdgeId> {
    private final FragmentGraph graph;

    Edges(FragmentGraph graph) {
      this.graph = graph;
    }

    @Override
    public Iterator<EdgeId> iterator() {
      List<TripleEdges> edges = graph.edges();
      return IntStream.range(0, edges.size())
          .boxed()
          .flatMap(triple -> rows(triple, edges.get(triple)))
          .iterator();
    }

    private Stream<EdgeId> rows(int triple, TripleEdges edges) {
      return LongStream.range(0, edges.rowLimit())
          .filter(edges::has)
          .mapToObj(row -> new EdgeId(graph.fragment().fid(), triple, row));
    }

    @Override
    public int size() {
      long count = graph.edges().stream().mapToLong(TripleEdges::count).sum();
      return (int) Math.min(count, Integer.MAX_VALUE);
    }

    @Override
    public boolean contains(Object edge) {
      return edge instanceof EdgeId id && graph.containsEdge(id);
    }
  }
}
