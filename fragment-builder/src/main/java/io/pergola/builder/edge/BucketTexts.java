package io.pergola.builder.edge;

import io.pergola.builder.stage.ColumnSink;
import io.pergola.builder.stage.StagedText;
import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Writes the texts of a bucket's edges in the order of the lists. They are fetched in input order,
/// which memory and disks like, and put into the other order in the cache. Used by one thread for
/// one bucket after the other.
final class BucketTexts {
  /// More bytes of a bucket are not fetched; then each text is copied on its own.
  private static final int MOST = 16 << 20;

  private byte[] fetched = new byte[1 << 12];
  private byte[] sorted = new byte[0];
  private int[] begins = new int[1];
  private long[] ends = new long[0];

  /// Where a bucket's texts go: their first row, and where the first one's bytes begin.
  record Place(long row, long begin) {}

  /// Writes one property.
  void write(SortedBucket bucket, int property, ColumnSink sink, Place place) {
    if (ends.length < bucket.size()) {
      ends = new long[bucket.size() + bucket.size() / 4];
      begins = new int[ends.length + 1];
    }
    if (fetch(bucket, property)) {
      int byteSize = sort(bucket, place.begin());
      MemorySegment.copy(sorted, 0, sink.bytes(), Layouts.BYTE, place.begin(), byteSize);
    } else {
      copyEach(bucket, property, sink.bytes(), place.begin());
    }
    sink.ends(place.row(), ends, bucket.size());
  }

  private boolean fetch(SortedBucket bucket, int property) {
    EdgeBuckets edges = bucket.edges();
    int next = 0;
    for (int i = 0; i < bucket.size(); i++) {
      edges.relieve(i);
      StagedText text = edges.textOf(bucket.start() + i, property);
      int row = edges.rowOf(bucket.start() + i);
      int length = text.length(row);
      if (length > MOST - next) return false;
      if (length > fetched.length - next) {
        fetched = Arrays.copyOf(fetched, Math.clamp(2L * (next + length), 0, MOST));
      }
      MemorySegment.copy(text.bytes(), Layouts.BYTE, text.begin(row), fetched, next, length);
      begins[i] = next;
      next += length;
    }
    begins[bucket.size()] = next;
    return true;
  }

  /// Returns the bytes of all.
  private int sort(SortedBucket bucket, long begin) {
    if (sorted.length < fetched.length) sorted = new byte[fetched.length];
    int[] order = bucket.order();
    int next = 0;
    for (int i = 0; i < bucket.size(); i++) {
      int from = begins[order[i]];
      int length = begins[order[i] + 1] - from;
      System.arraycopy(fetched, from, sorted, next, length);
      next += length;
      ends[i] = begin + next;
    }
    return next;
  }

  private void copyEach(SortedBucket bucket, int property, MemorySegment target, long begin) {
    EdgeBuckets edges = bucket.edges();
    long next = begin;
    for (int i = 0; i < bucket.size(); i++) {
      edges.relieve(i);
      long entry = bucket.start() + bucket.order()[i];
      StagedText text = edges.textOf(entry, property);
      int row = edges.rowOf(entry);
      int length = text.length(row);
      MemorySegment.copy(text.bytes(), text.begin(row), target, next, length);
      next += length;
      ends[i] = next;
    }
  }
}
