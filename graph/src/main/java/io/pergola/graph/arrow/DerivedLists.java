package io.pergola.graph.arrow;

import io.pergola.graph.Chunks;
import io.pergola.graph.Csr;
import io.pergola.graph.Layouts;
import io.pergola.graph.Rows;
import io.pergola.store.Scratch;
import io.pergola.store.StoreException;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// One direction of a triple as [Csr] lists, taken out of the units of an edge label: those of
/// inner vertices, to neighbours of one label, 4 bytes each instead of 16. Made in scratch memory
/// when it is first asked for; kernels then run as on the `csr` layout.
///
/// @param csr neighbours by list; parallel edges in [EdgeOrder]
/// @param eids for each neighbour the row of the edge in the label's table
record DerivedLists(Csr csr, Rows eids) {
  /// What a derivation needs to know of the neighbours' label.
  ///
  /// @param begin the lid of its vertex 0, with label bits
  /// @param end behind its last possible lid
  /// @param inner its inner vertices
  /// @param outer its outer vertices
  /// @param outers where its outer vertices go; null if there are none
  record Neighbors(long begin, long end, int inner, int outer, @Nullable OuterVertices outers) {
    static Neighbors of(VidBits ids, int label, ArrowVertices vertices) {
      return new Neighbors(
          ids.lid(label, 0),
          ids.lid(label, 0) + ids.maxOffset() + 1,
          vertices.inner(),
          vertices.outer(),
          vertices.outer() == 0 ? null : vertices.outers().get());
    }

    int lid(long vid) {
      long offset = vid - begin;
      if (offset < 0 || offset >= (long) inner + outer) {
        throw new StoreException.Corrupt(
            "neighbour %d of a label that has %d inner and %d outer vertices"
                .formatted(offset, inner, outer));
      }
      return outers == null || offset < inner
          ? (int) offset
          : inner + outers.place((int) offset - inner);
    }
  }

  /// No neighbour at all.
  static DerivedLists empty(int vertexCount, MemorySegment zero) {
    return new DerivedLists(Csr.empty(vertexCount, zero), new Rows(zero.asSlice(0, 0), 4));
  }

  /// Derives the lists of the first `vertexCount` vertices.
  ///
  /// @param edgeRows rows of the edge label's table
  static DerivedLists of(
      Units units,
      int vertexCount,
      Neighbors neighbors,
      EdgeOrder order,
      long edgeRows,
      Scratch scratch) {
    return new Derivation(units, vertexCount, neighbors, order, edgeRows, scratch).derive();
  }

  private static final class Derivation {
    private final Units units;
    private final int vertexCount;
    private final Neighbors neighbors;
    private final EdgeOrder order;
    private final long edgeRows;
    private final Scratch scratch;

    Derivation(
        Units units,
        int vertexCount,
        Neighbors neighbors,
        EdgeOrder order,
        long edgeRows,
        Scratch scratch) {
      this.units = units;
      this.vertexCount = vertexCount;
      this.neighbors = neighbors;
      this.order = order;
      this.edgeRows = edgeRows;
      this.scratch = scratch;
    }

    DerivedLists derive() {
      MemorySegment offsets = offsets();
      long entries = offsets.getAtIndex(Layouts.LONG, vertexCount);
      if (entries == 0) return empty(vertexCount, offsets.asSlice(0, 8));
      MemorySegment lids = scratch.allocate(4 * entries);
      int width = edgeRows <= Integer.MAX_VALUE ? 4 : 8;
      Rows eids = new Rows(scratch.allocate(width * entries), width);
      Chunks.ofVertices(vertexCount, (from, to) -> fill((int) from, (int) to, offsets, lids, eids));
      return new DerivedLists(Csr.dense(offsets, lids), eids);
    }

    /// Where the neighbours of each vertex begin.
    private MemorySegment offsets() {
      MemorySegment counts = scratch.allocate(8 * (vertexCount + 1L));
      Chunks.ofVertices(
          vertexCount,
          (from, to) -> {
            for (int vertex = (int) from; vertex < to; vertex++) {
              counts.setAtIndex(Layouts.LONG, vertex + 1L, end(vertex) - begin(vertex));
            }
          });
      long sum = 0;
      for (int vertex = 0; vertex < vertexCount; vertex++) {
        sum += counts.getAtIndex(Layouts.LONG, vertex + 1L);
        counts.setAtIndex(Layouts.LONG, vertex + 1L, sum);
      }
      return counts;
    }

    private long begin(int vertex) {
      long begin = units.begin(vertex);
      long end = units.end(vertex);
      if (begin >= end || units.vid(begin) >= neighbors.begin()) return begin;
      return units.seek(vertex, neighbors.begin());
    }

    private long end(int vertex) {
      long begin = units.begin(vertex);
      long end = units.end(vertex);
      if (begin >= end || units.vid(end - 1) < neighbors.end()) return end;
      return units.seek(vertex, neighbors.end());
    }

    private void fill(int from, int to, MemorySegment offsets, MemorySegment lids, Rows eids) {
      Run run = new Run(order, lids, eids);
      for (int vertex = from; vertex < to; vertex++) {
        long at = offsets.getAtIndex(Layouts.LONG, vertex);
        long first = at;
        int previous = -1;
        boolean sorted = true;
        boolean parallel = false;
        for (long unit = begin(vertex), end = end(vertex); unit < end; unit++, at++) {
          int lid = neighbors.lid(units.vid(unit));
          lids.set(Layouts.INT, at << 2, lid);
          setRow(eids, at, units.eid(unit));
          sorted &= lid >= previous;
          parallel |= lid == previous;
          previous = lid;
        }
        if (!sorted) run.sort(first, at);
        else if (parallel) run.sortParallel(first, at);
      }
    }
  }

  static void setRow(Rows rows, long at, long row) {
    if (rows.byteWidth() == 4) rows.values().set(Layouts.INT, at << 2, (int) row);
    else rows.values().set(Layouts.LONG, at << 3, row);
  }

  /// Sorts parts of the two arrays together.
  private record Run(EdgeOrder order, MemorySegment lids, Rows eids) {
    /// Each run of one neighbour, of a list that ascends already.
    void sortParallel(long from, long to) {
      for (long begin = from, end; begin < to; begin = end) {
        int lid = lids.get(Layouts.INT, begin << 2);
        boolean sorted = true;
        for (end = begin + 1; end < to && lids.get(Layouts.INT, end << 2) == lid; end++) {
          sorted = sorted && order.compare(eids.at(end - 1), eids.at(end)) <= 0;
        }
        if (!sorted) sort(begin, end);
      }
    }

    void sort(long from, long to) {
      int count = Math.toIntExact(to - from);
      int[] found = new int[count];
      long[] rows = new long[count];
      int[] positions = new int[count];
      for (int i = 0; i < count; i++) {
        found[i] = lids.get(Layouts.INT, (from + i) << 2);
        rows[i] = eids.at(from + i);
        positions[i] = i;
      }
      IntArrays.stableSort(
          positions,
          (a, b) ->
              found[a] != found[b]
                  ? Integer.compare(found[a], found[b])
                  : order.compare(rows[a], rows[b]));
      for (int i = 0; i < count; i++) {
        lids.set(Layouts.INT, (from + i) << 2, found[positions[i]]);
        setRow(eids, from + i, rows[positions[i]]);
      }
    }
  }
}
