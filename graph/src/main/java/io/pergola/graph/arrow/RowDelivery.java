package io.pergola.graph.arrow;

import io.pergola.graph.Csr;
import io.pergola.graph.Rows;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/// Tells the entries at the far ends of edges the rows that those at the near ends have.
///
/// Going through the near lists in order meets the entries of each far list in order, so one cursor
/// for each far list is enough. Far vertices are cut into ranges of about as many entries, one for
/// each core: neighbours ascend, so a range is one run of a near list.
///
/// @param near lists whose entries have rows
/// @param far lists that hold the same edges from the other end
/// @param rows of the entries of `far`, to be filled
record RowDelivery(Csr near, Csr far, Rows rows) {
  /// Delivers.
  ///
  /// @param first from which position on the entries of a near vertex have rows of their own, which
  ///   follow each other
  /// @param row the row of the first of them
  /// @return how far each list of `far` has its rows
  long[] run(IntToLongFunction first, IntToLongFunction row) {
    long[] cursors = new long[far.vertexCount()];
    if (far.entryCount() == 0) return cursors;
    for (int vertex = 0; vertex < cursors.length; vertex++) cursors[vertex] = far.begin(vertex);
    int ranges = ForkJoinPool.getCommonPoolParallelism() + 1;
    IntStream.range(0, ranges)
        .parallel()
        .forEach(i -> {
          Range range = new Range(bound(i, ranges), bound(i + 1, ranges), cursors);
          range.deliver(first, row);
        });
    return cursors;
  }

  private int bound(int range, int ranges) {
    if (range == 0) return 0;
    if (range == ranges) return far.vertexCount();
    return far.vertexOf(far.entryCount() / ranges * range);
  }

  /// The far vertices from `least` to `limit − 1`.
  private final class Range {
    private final int least;
    private final int limit;
    private final long[] cursors;

    Range(int least, int limit, long[] cursors) {
      this.least = least;
      this.limit = limit;
      this.cursors = cursors;
    }

    void deliver(IntToLongFunction first, IntToLongFunction firstRow) {
      for (int list = 0; list < near.listCount(); list++) {
        int vertex = near.vertexAt(list);
        long begin = first.applyAsLong(vertex);
        long at = least == 0 ? begin : Math.max(begin, near.seek(vertex, least));
        long end = near.end(vertex);
        if (at < end) deliver(at, end, firstRow.applyAsLong(vertex) + at - begin);
      }
    }

    private void deliver(long from, long end, long firstRow) {
      long row = firstRow;
      for (long at = from; at < end; at++, row++) {
        int neighbor = near.neighbor(at);
        if (neighbor >= limit) break;
        DerivedLists.setRow(rows, cursors[neighbor]++, row);
      }
    }
  }
}
