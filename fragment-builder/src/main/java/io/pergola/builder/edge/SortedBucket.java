package io.pergola.builder.edge;

/// A bucket of edges and the order of its entries in the lists.
record SortedBucket(EdgeBuckets edges, int number, BucketSort sort) {
  /// How many entries there are.
  int size() {
    return sort.size();
  }

  /// The entry among those of all buckets that comes first in input order.
  long start() {
    return edges.start(number);
  }

  /// For each place in the lists the entry's place in input order.
  int[] order() {
    return sort.order();
  }
}
