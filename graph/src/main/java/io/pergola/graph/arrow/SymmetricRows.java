package io.pergola.graph.arrow;

import io.pergola.graph.Chunks;
import io.pergola.graph.Csr;
import io.pergola.graph.Rows;
import io.pergola.store.Scratch;

/// A triple that holds each edge at both ends. An edge's first entry is at its lower end, or the
/// first of the two of a self loop.
final class SymmetricRows implements EdgeRows {
  private final Csr lists;
  private final Rows rows;

  /// The row of each vertex's first edge in that sense; one more is behind the last.
  private final long[] first;

  /// Where the entries of each vertex that lead above itself begin.
  private final long[] above;

  private SymmetricRows(Csr lists, Rows rows) {
    this.lists = lists;
    this.rows = rows;
    this.first = new long[lists.vertexCount() + 1];
    this.above = new long[lists.vertexCount()];
  }

  static SymmetricRows of(Csr lists, long base, Scratch scratch) {
    Rows rows = EdgeRows.rows(lists.entryCount(), base + lists.entryCount(), scratch);
    SymmetricRows made = new SymmetricRows(lists, rows);
    made.number(base);
    made.forEachRun((row, begin, end, entries) -> {
      for (long at = begin; at < end; row++) {
        for (int entry = 0; entry < entries; entry++) DerivedLists.setRow(rows, at++, row);
      }
    });
    new RowDelivery(lists, lists, rows)
        .run(vertex -> made.above[vertex], vertex -> made.first[vertex] + made.loops(vertex));
    return made;
  }

  private void number(long base) {
    Chunks.ofVertices(
        lists.listCount(),
        (from, to) -> {
          for (int list = (int) from; list < to; list++) {
            int vertex = lists.vertexAt(list);
            long end = lists.end(vertex);
            long begin = lists.seek(vertex, vertex);
            long at = begin;
            while (at < end && lists.neighbor(at) == vertex) at++;
            above[vertex] = at;
            first[vertex + 1] = (at - begin) / 2 + end - at;
          }
        });
    first[0] = base;
    for (int vertex = 0; vertex < above.length; vertex++) first[vertex + 1] += first[vertex];
  }

  /// The self loops of a vertex.
  private long loops(int vertex) {
    return first[vertex + 1] - first[vertex] - (lists.end(vertex) - above[vertex]);
  }

  private interface Run {
    /// Edges whose rows follow each other, and so do their entries.
    ///
    /// @param row of the first edge
    /// @param entries how many each edge has here
    void edges(long row, long begin, long end, int entries);
  }

  private void forEachRun(Run run) {
    Chunks.ofVertices(
        lists.listCount(),
        (from, to) -> {
          for (int list = (int) from; list < to; list++) {
            int vertex = lists.vertexAt(list);
            long loops = loops(vertex);
            run.edges(first[vertex], above[vertex] - 2 * loops, above[vertex], 2);
            run.edges(first[vertex] + loops, above[vertex], lists.end(vertex), 1);
          }
        });
  }

  /// Where the first entry of each edge stands.
  Rows firstEntries(Scratch scratch) {
    Rows positions = EdgeRows.rows(count(), lists.entryCount(), scratch);
    long base = base();
    forEachRun((row, begin, end, entries) -> {
      for (long at = begin; at < end; at += entries, row++) {
        DerivedLists.setRow(positions, row - base, at);
      }
    });
    return positions;
  }

  @Override
  public long base() {
    return first[0];
  }

  @Override
  public long count() {
    return first[above.length] - first[0];
  }

  @Override
  public long out(long position) {
    return rows.at(position);
  }

  @Override
  public long in(long position) {
    return rows.at(position);
  }
}
