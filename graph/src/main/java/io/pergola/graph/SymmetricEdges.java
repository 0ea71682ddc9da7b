package io.pergola.graph;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The edges of an undirected triple of one label. Its lists hold each edge at both ends; the entry
/// that names the edge is the one at the lower lid, and the first of the two of a self loop.
final class SymmetricEdges implements TripleEdges {
  private final Csr lists;
  private final int inner;
  private final int outer;
  private final long count;
  private volatile @Nullable OuterEdges outerEdges;

  SymmetricEdges(Fragment fragment, Triple triple) {
    this.lists = fragment.out(triple);
    this.inner = fragment.innerCount(triple.source());
    this.outer = fragment.outerCount(triple.source());
    this.count = countEdges();
  }

  private long countEdges() {
    long edges = 0;
    for (int list = 0; list < lists.listCount(); list++) {
      int vertex = lists.vertexAt(list);
      long loops = lists.seek(vertex, vertex);
      long above = lists.seek(vertex, vertex + 1);
      edges += (above - loops) / 2 + lists.end(vertex) - above;
    }
    return edges;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public long rowLimit() {
    return lists.entryCount();
  }

  @Override
  public boolean has(long row) {
    return row >= 0 && row < rowLimit() && isName(lists.vertexOf(row), row);
  }

  private boolean isName(int vertex, long row) {
    int neighbor = lists.neighbor(row);
    if (neighbor != vertex) return neighbor > vertex;
    return (row - lists.seek(vertex, vertex)) % 2 == 0;
  }

  @Override
  public int source(long row) {
    return lists.vertexOf(row);
  }

  @Override
  public int destination(long row) {
    return lists.neighbor(row);
  }

  @Override
  public void outgoing(int lid, LongConsumer rows) {
    if (lid >= inner) {
      ofOuter().forEach(lid, rows);
      return;
    }
    for (long at = lists.begin(lid); at < lists.end(lid); at++) {
      if (lists.neighbor(at) < lid) rows.accept(twin(lid, at));
      else if (isName(lid, at)) rows.accept(at);
    }
  }

  /// The entry at the other end: parallel edges keep their order in both lists.
  private long twin(int lid, long at) {
    int neighbor = lists.neighbor(at);
    return lists.seek(neighbor, lid) + at - lists.seek(lid, neighbor);
  }

  @Override
  public void incoming(int lid, LongConsumer rows) {}

  @Override
  public long outDegree(int lid) {
    return lid < inner ? lists.degree(lid) : ofOuter().degree(lid);
  }

  @Override
  public long inDegree(int lid) {
    return 0;
  }

  private OuterEdges ofOuter() {
    OuterEdges made = outerEdges;
    if (made == null) {
      made = new OuterEdges(inner, outer, this::forEachCut, lists::neighbor);
      outerEdges = made;
    }
    return made;
  }

  private void forEachCut(LongConsumer row) {
    for (int list = 0; list < lists.listCount(); list++) {
      int vertex = lists.vertexAt(list);
      for (long at = lists.seek(vertex, inner); at < lists.end(vertex); at++) row.accept(at);
    }
  }
}
