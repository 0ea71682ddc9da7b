package io.pergola.builder.edge;

import io.pergola.builder.stage.Words;
import java.lang.foreign.MemorySegment;

/// Some entries on their way into the buckets. They are put into the order of their buckets in an
/// array that stays in the cache; then what goes to a bucket is copied at once. So nothing outside
/// the heap is written to entry by entry, which is slow until it is compiled with all
/// optimizations.
///
/// First each entry asks for its place, then each of their columns is put there and copied.
final class BucketOrder {
  private final int[] counts;
  private final int[] next;
  private final long[] ordered;

  /// @param counts entries by bucket; in use as long as this
  BucketOrder(int[] counts) {
    this.counts = counts;
    this.next = new int[counts.length];
    int sum = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      next[bucket] = sum;
      sum += counts[bucket];
    }
    this.ordered = new long[sum];
  }

  /// The place of the next entry that goes to a bucket.
  int place(int bucket) {
    return next[bucket]++;
  }

  /// Puts the first `count` values where their entries belong.
  ///
  /// @param places of the entries, from `from` on
  void put(long[] values, int count, int[] places, int from) {
    for (int i = 0; i < count; i++) ordered[places[from + i]] = values[i];
  }

  /// Copies what was put.
  ///
  /// @param starts the row of the first entry of each bucket
  /// @param width bytes a row
  void copy(MemorySegment target, long[] starts, int width) {
    int from = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      Words.store(ordered, from, counts[bucket], target, starts[bucket], width);
      from += counts[bucket];
    }
  }
}
