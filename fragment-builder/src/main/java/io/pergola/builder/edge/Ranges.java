package io.pergola.builder.edge;

import java.util.ArrayList;
import java.util.List;

/// Runs of consecutive buckets that fit into memory one at a time. If all fit together, there is
/// one.
///
/// @param ends behind which bucket each run ends
/// @param mostEntries of the largest run
record Ranges(List<Integer> ends, long mostEntries) {
  /// Cuts buckets into runs.
  ///
  /// @param starts where each bucket's entries begin, and where the last ends
  /// @param capacity entries of a run, unless one bucket alone has more
  static Ranges of(long[] starts, long capacity) {
    List<Integer> ends = new ArrayList<>();
    long most = 0;
    int from = 0;
    for (int bucket = 1; bucket < starts.length; bucket++) {
      boolean last = bucket == starts.length - 1;
      if (last || starts[bucket + 1] - starts[from] > capacity) {
        ends.add(bucket);
        most = Math.max(most, starts[bucket] - starts[from]);
        from = bucket;
      }
    }
    return new Ranges(List.copyOf(ends), most);
  }

  int from(int run) {
    return run == 0 ? 0 : ends.get(run - 1);
  }

  int to(int run) {
    return ends.get(run);
  }

  int count() {
    return ends.size();
  }
}
