package io.pergola.graph;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The edges of a triple whose out-lists hold each edge once: first the out-entries in order, then
/// the in-entries with an outer source in order.
///
/// Within a list inner neighbors come before outer ones, so the in-entries with an outer source are
/// the ends of the in-lists; `cutBefore[k]` counts those before list k.
final class DirectedEdges implements TripleEdges {
  private final Csr out;
  private final Csr in;
  private final int innerSources;
  private final int outerSources;
  private final int innerDestinations;
  private final int outerDestinations;
  private final long[] cutBefore;
  private volatile @Nullable OuterEdges fromOuter;
  private volatile @Nullable OuterEdges toOuter;

  DirectedEdges(Fragment fragment, Triple triple) {
    this.out = fragment.out(triple);
    this.in = fragment.in(triple);
    this.innerSources = fragment.innerCount(triple.source());
    this.outerSources = fragment.outerCount(triple.source());
    this.innerDestinations = fragment.innerCount(triple.destination());
    this.outerDestinations = fragment.outerCount(triple.destination());
    this.cutBefore = new long[in.listCount() + 1];
    for (int list = 0; list < in.listCount(); list++) {
      int vertex = in.vertexAt(list);
      cutBefore[list + 1] = cutBefore[list] + in.end(vertex) - cut(vertex);
    }
  }

  /// Where the in-entries of a vertex with an outer source begin.
  private long cut(int vertex) {
    return in.seek(vertex, innerSources);
  }

  @Override
  public long count() {
    return rowLimit();
  }

  @Override
  public long rowLimit() {
    return out.entryCount() + cutBefore[in.listCount()];
  }

  @Override
  public boolean has(long row) {
    return row >= 0 && row < rowLimit();
  }

  @Override
  public int source(long row) {
    return row < out.entryCount() ? out.vertexOf(row) : in.neighbor(inPosition(row));
  }

  @Override
  public int destination(long row) {
    return row < out.entryCount() ? out.neighbor(row) : in.vertexOf(inPosition(row));
  }

  private long inPosition(long row) {
    long nth = row - out.entryCount();
    int found = Arrays.binarySearch(cutBefore, nth);
    int list = found >= 0 ? found : -found - 2;
    // Lists without cut entries repeat the count: the one that holds the nth is the last of them.
    while (cutBefore[list + 1] <= nth) list++;
    return cut(in.vertexAt(list)) + nth - cutBefore[list];
  }

  @Override
  public void outgoing(int lid, LongConsumer rows) {
    if (lid < innerSources) {
      for (long at = out.begin(lid); at < out.end(lid); at++) rows.accept(at);
    } else {
      fromOuter().forEach(lid, rows);
    }
  }

  @Override
  public void incoming(int lid, LongConsumer rows) {
    if (lid >= innerDestinations) {
      toOuter().forEach(lid, rows);
      return;
    }
    long cut = cut(lid);
    for (long at = in.begin(lid); at < cut; at++) rows.accept(outEntry(lid, at));
    for (long at = cut; at < in.end(lid); at++) {
      rows.accept(out.entryCount() + cutBefore[in.listOf(lid)] + at - cut);
    }
  }

  /// The out-entry of an in-entry: parallel edges keep their order in both lists.
  private long outEntry(int lid, long at) {
    int source = in.neighbor(at);
    return out.seek(source, lid) + at - in.seek(lid, source);
  }

  @Override
  public long outDegree(int lid) {
    return lid < innerSources ? out.degree(lid) : fromOuter().degree(lid);
  }

  @Override
  public long inDegree(int lid) {
    return lid < innerDestinations ? in.degree(lid) : toOuter().degree(lid);
  }

  private OuterEdges fromOuter() {
    OuterEdges made = fromOuter;
    if (made == null) {
      made = new OuterEdges(innerSources, outerSources, this::forEachFromOuter, this::source);
      fromOuter = made;
    }
    return made;
  }

  private void forEachFromOuter(LongConsumer row) {
    for (long at = out.entryCount(); at < rowLimit(); at++) row.accept(at);
  }

  private OuterEdges toOuter() {
    OuterEdges made = toOuter;
    if (made == null) {
      made =
          new OuterEdges(innerDestinations, outerDestinations, this::forEachToOuter, out::neighbor);
      toOuter = made;
    }
    return made;
  }

  private void forEachToOuter(LongConsumer row) {
    for (int list = 0; list < out.listCount(); list++) {
      int vertex = out.vertexAt(list);
      for (long at = out.seek(vertex, innerDestinations); at < out.end(vertex); at++) {
        row.accept(at);
      }
    }
  }
}
