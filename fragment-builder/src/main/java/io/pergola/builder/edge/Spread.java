package io.pergola.builder.edge;

/// Where each group of entries puts its share of each bucket. Groups count first, each for itself;
/// then every group gets a range of its own in every bucket, in the order of the groups. So groups
/// can be moved in parallel and the result is as if they had been moved one after the other.
final class Spread {
  /// No group should have more entries, so that no task touches much memory.
  static final long MOST = 1 << 18;

  private final int[][] counts;
  private final long[][] cursors;
  private final long[] starts;

  Spread(int groups, int buckets) {
    this.counts = new int[groups][buckets];
    this.cursors = new long[groups][buckets];
    this.starts = new long[buckets + 1];
  }

  /// The counters of one group, by bucket.
  int[] counts(int group) {
    return counts[group];
  }

  /// Ends the counting.
  ///
  /// @param order for a bucket, the groups in the order in which their entries shall stand
  void settle(java.util.function.IntFunction<int[]> order) {
    long next = 0;
    for (int bucket = 0; bucket < starts.length - 1; bucket++) {
      starts[bucket] = next;
      for (int group : order.apply(bucket)) {
        cursors[group][bucket] = next;
        next += counts[group][bucket];
      }
    }
    starts[starts.length - 1] = next;
  }

  /// Where the next entry of a group goes, by bucket.
  long[] cursors(int group) {
    return cursors[group];
  }

  /// Where buckets begin; one more than buckets.
  long[] starts() {
    return starts;
  }
}
