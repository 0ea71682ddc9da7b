package io.pergola.builder;

import java.util.Arrays;
import java.util.Random;

/// Some edges of each triple, to see how many of them a partitioner cuts. How well one cuts that
/// looks at neighbors, or at a file, is not foreseen; it is taken for [PartitionerKind#HASH], which
/// looks at nothing.
final class CutSample {
  private static final int MOST = 1 << 15;

  private final LoadOptions options;
  private final long[][] sources;
  private final long[][] destinations;
  private final long[] seen;
  private final Random random = new Random(1);

  CutSample(LoadOptions options, int triples) {
    this.options = options;
    this.sources = new long[triples][MOST];
    this.destinations = new long[triples][MOST];
    this.seen = new long[triples];
  }

  /// Keeps a fair choice of the edges (a reservoir).
  void add(int triple, long source, long destination) {
    long number = seen[triple]++;
    long slot = number < MOST ? number : random.nextLong(number + 1);
    if (slot >= MOST) return;
    sources[triple][(int) slot] = source;
    destinations[triple][(int) slot] = destination;
  }

  /// The same without any edges, of which none is cut.
  CutSample none() {
    return new CutSample(options, seen.length);
  }

  /// The share of a triple's edges that is cut.
  double share(int triple) {
    int fragments = options.fragments();
    int size = (int) Math.min(seen[triple], MOST);
    if (fragments == 1 || size == 0) return 0;
    long[] starts =
        options.partitioner().equals(PartitionerKind.RANGE) ? starts(triple, size) : null;
    int cut = 0;
    for (int i = 0; i < size; i++) {
      if (fid(sources[triple][i], starts) != fid(destinations[triple][i], starts)) cut++;
    }
    return (double) cut / size;
  }

  /// Of all edges.
  double share() {
    double cut = 0;
    double all = 0;
    for (int triple = 0; triple < seen.length; triple++) {
      cut += share(triple) * seen[triple];
      all += seen[triple];
    }
    return all == 0 ? 0 : cut / all;
  }

  private long[] starts(int triple, int size) {
    long[] sorted = new long[2 * size];
    System.arraycopy(sources[triple], 0, sorted, 0, size);
    System.arraycopy(destinations[triple], 0, sorted, size, size);
    sorted = Arrays.stream(sorted).sorted().distinct().toArray();
    long[] starts = new long[options.fragments() - 1];
    for (int fid = 1; fid < options.fragments(); fid++) {
      starts[fid - 1] = sorted[(int) ((long) sorted.length * fid / options.fragments())];
    }
    return starts;
  }

  private int fid(long id, long @org.jspecify.annotations.Nullable [] starts) {
    if (starts == null) return (int) Long.remainderUnsigned(id, options.fragments());
    int fid = 0;
    while (fid < starts.length && id >= starts[fid]) fid++;
    return fid;
  }
}
