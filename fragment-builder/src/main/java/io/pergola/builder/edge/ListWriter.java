package io.pergola.builder.edge;

import io.pergola.builder.vertex.VertexSpace;
import io.pergola.graph.Csr;
import io.pergola.graph.Layouts;
import io.pergola.graph.csr.CsrWriter;
import io.pergola.store.ObjectStore;
import java.lang.foreign.MemorySegment;

/// Fills one direction of a triple in one fragment, bucket by bucket, from several threads.
final class ListWriter {
  private final CsrWriter lists;
  private final VertexSpace space;
  private final int firstBucket;
  private final long[] entries;
  private final int[] listsBefore;
  private final boolean sparse;

  /// @param space of the label that owns the lists
  /// @param starts where each bucket's entries begin, over all fragments
  /// @param nonEmpty by bucket: how many of its vertices have entries
  ListWriter(ObjectStore store, VertexSpace space, int fid, long[] starts, int[] nonEmpty) {
    this.space = space;
    this.firstBucket = space.firstBucket(fid);
    int buckets = space.firstBucket(fid + 1) - firstBucket;
    this.entries = new long[buckets + 1];
    this.listsBefore = new int[buckets + 1];
    for (int i = 0; i < buckets; i++) {
      entries[i + 1] = starts[firstBucket + i + 1] - starts[firstBucket];
      listsBefore[i + 1] = listsBefore[i] + nonEmpty[firstBucket + i];
    }
    this.lists = CsrWriter.of(store, space.inner(fid), listsBefore[buckets], entries[buckets]);
    this.sparse = lists.form() == Csr.Form.SPARSE;
    if (!isEmpty()) {
      lists.offsets().setAtIndex(Layouts.LONG, lists.listCount(), entries[buckets]);
    }
  }

  CsrWriter lists() {
    return lists;
  }

  boolean isEmpty() {
    return lists.form() == Csr.Form.EMPTY;
  }

  long entryCount() {
    return entries[entries.length - 1];
  }

  int listCount() {
    return lists.listCount();
  }

  /// The position of a bucket's first entry.
  long entryAt(int bucket) {
    return entries[bucket - firstBucket];
  }

  /// Writes where the lists of a bucket begin.
  ///
  /// @param degrees by position in the bucket
  void writeOffsets(int bucket, int[] degrees) {
    long at = entryAt(bucket);
    int count = space.verticesIn(bucket);
    int first = sparse ? listsBefore[bucket - firstBucket] : space.firstLocal(bucket);
    int[] ids = new int[count];
    long[] begins = new long[count];
    int found = 0;
    for (int i = 0; i < count; i++) {
      ids[found] = space.firstLocal(bucket) + i;
      begins[found] = at;
      at += degrees[i];
      if (!sparse || degrees[i] > 0) found++;
    }
    MemorySegment.copy(begins, 0, lists.offsets(), Layouts.LONG, first * 8L, found);
    if (sparse) MemorySegment.copy(ids, 0, lists.ids(), Layouts.INT, first * 4L, found);
  }

  MemorySegment neighbors() {
    return lists.neighbors();
  }

  MemorySegment offsets() {
    return lists.offsets();
  }

  /// The inner vertex of a list.
  int vertexAt(int list) {
    return sparse ? lists.ids().getAtIndex(Layouts.INT, list) : list;
  }
}
