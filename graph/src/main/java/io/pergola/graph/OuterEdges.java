package io.pergola.graph;

import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongToIntFunction;

/// Which edges touch each outer vertex of a label: a fragment has no lists for them, so these are
/// made on demand, 8 bytes a cut edge.
final class OuterEdges {
  private final int inner;
  private final int[] ends;
  private final long[] rows;

  /// @param inner the lid of the first outer vertex
  /// @param cut gives the rows of all cut edges, each time it is asked
  /// @param outerEnd the lid of the outer vertex of such an edge
  OuterEdges(int inner, int outer, Cut cut, LongToIntFunction outerEnd) {
    this.inner = inner;
    this.ends = new int[outer + 1];
    cut.forEach(row -> ends[outerEnd.applyAsInt(row) - inner + 1]++);
    for (int i = 0; i < outer; i++) ends[i + 1] = Math.addExact(ends[i], ends[i + 1]);
    this.rows = new long[ends[outer]];
    int[] next = ends.clone();
    IntUnaryOperator slot = vertex -> next[vertex]++;
    cut.forEach(row -> rows[slot.applyAsInt(outerEnd.applyAsInt(row) - inner)] = row);
  }

  /// Something that can be gone through several times.
  interface Cut {
    void forEach(LongConsumer row);
  }

  void forEach(int lid, LongConsumer row) {
    for (int at = ends[lid - inner]; at < ends[lid - inner + 1]; at++) row.accept(rows[at]);
  }

  int degree(int lid) {
    return ends[lid - inner + 1] - ends[lid - inner];
  }
}
