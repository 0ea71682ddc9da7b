package io.pergola.graphscope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/// [Sssp] by delta-stepping (Meyer and Sanders, J. Algorithms 49, 2003): vertices wait in buckets
/// of distances delta wide; those of the lowest bucket are relaxed together until it stays empty.
///
/// Distances are kept as the bits of doubles, which order like the doubles as none is negative. A
/// sum along a path never decreases, in floating point too, so each vertex ends at the least sum
/// over all paths whatever the order of relaxations: the result does not depend on threads, nor on
/// fragments.
final class SsspKernel implements Kernel {
  private static final int GRAIN = 64;

  /// A worker goes on in the same bucket with what it found there itself, up to so many.
  private static final int OWN = 4096;

  private static final long MAX_BUCKET = Long.MAX_VALUE / 2;
  private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
  private static final VarHandle DISTANCE = MethodHandles.arrayElementVarHandle(long[].class);

  private final FlatGraph graph;
  private final Team team;
  private final int source;
  private final Weights[][] weights;
  private final double perDelta;
  private final long[] distances;
  private final Worker[] workers;
  private final IntToLongFunction bucketOf;
  private int[] frontier = new int[1024];
  private long first;
  private int rounds;

  /// @param source flat
  /// @param weights of the graph's forward lists
  /// @param delta the width of a bucket, positive
  SsspKernel(FlatGraph graph, Team team, int source, Weights[][] weights, double delta) {
    this.graph = graph;
    this.team = team;
    this.source = source;
    this.weights = weights;
    this.perDelta = 1 / delta;
    this.distances = new long[graph.size];
    this.workers = new Worker[team.size()];
    Arrays.setAll(workers, worker -> new Worker());
    this.bucketOf = v -> bucket(distances[v]);
  }

  @Override
  public int rounds() {
    return rounds;
  }

  @Override
  public Values values(Names names) {
    return new Values.Distances(distances);
  }

  @Override
  public void run() {
    fill(graph.innerChunks);
    fill(graph.outerChunks);
    for (Worker worker : workers) worker.buckets.clear();
    first = 0;
    rounds = 0;
    distances[source] = 0;
    workers[0].buckets.add(source, 0);
    do {
      for (int slot = next(0); slot < Buckets.NEAR; slot = next(slot)) relax(slot, gather(slot));
    } while (moveWindow());
  }

  private void fill(Chunk[] chunks) {
    team.forEach(
        chunks.length,
        (item, worker) -> Arrays.fill(distances, chunks[item].from(), chunks[item].to(), INFINITY));
  }

  /// The first slot from `slot` on where someone waits.
  private int next(int slot) {
    for (int s = slot; s < Buckets.NEAR; s++) {
      for (Worker worker : workers) if (worker.buckets.size(s) > 0) return s;
    }
    return Buckets.NEAR;
  }

  private int gather(int slot) {
    int size = 0;
    for (Worker worker : workers) size = Math.addExact(size, worker.buckets.size(slot));
    if (size > frontier.length)
      frontier = new int[(int) Math.min(2L * size, Integer.MAX_VALUE - 8)];
    int at = 0;
    for (Worker worker : workers) at = worker.buckets.drain(slot, frontier, at);
    return at;
  }

  private void relax(int slot, int size) {
    team.step(rounds++, 0);
    int items = (int) (((long) size + GRAIN - 1) / GRAIN);
    team.forEach(
        items,
        (item, worker) -> {
          int from = item * GRAIN;
          int to = Math.min(size, from + GRAIN);
          for (int i = from; i < to; i++) relaxFrom(frontier[i], first + slot, workers[worker]);
          goOn(slot, workers[worker]);
        });
  }

  private void goOn(int slot, Worker worker) {
    Buckets buckets = worker.buckets;
    int done = 0;
    while (done < buckets.size(slot) && done < OWN) {
      relaxFrom(buckets.at(slot, done++), first + slot, worker);
    }
    if (done > 0) buckets.dropFirst(slot, done);
  }

  private boolean moveWindow() {
    long least = Long.MAX_VALUE;
    for (Worker worker : workers) least = Math.min(least, worker.buckets.nextFar(bucketOf));
    if (least == Long.MAX_VALUE) return false;
    for (Worker worker : workers) worker.buckets.moveTo(least, bucketOf);
    first = least;
    return true;
  }

  private long bucket(long distance) {
    return Math.min((long) (Double.longBitsToDouble(distance) * perDelta), MAX_BUCKET);
  }

  /// Skips vertices that a shorter path has taken to an earlier bucket: they were relaxed there.
  private void relaxFrom(int v, long bucket, Worker worker) {
    long distance = distances[v];
    if (bucket(distance) < bucket) return;
    Span span = graph.span(v);
    int lid = v - span.base();
    Lists[] forward = graph.forward[span.index()];
    for (int i = 0; i < forward.length; i++) {
      relaxAll(
          forward[i], weights[span.index()][i], lid, Double.longBitsToDouble(distance), worker);
    }
  }

  private void relaxAll(Lists lists, Weights weights, int lid, double distance, Worker worker) {
    long end = lists.end(lid);
    for (long begin = lists.begin(lid); begin < end; begin += Lists.BATCH) {
      int count = (int) Math.min(Lists.BATCH, end - begin);
      weights.read(begin, count, worker.weights);
      relaxBatch(lists, begin, count, distance, worker);
    }
  }

  /// Copies the neighbors to the heap first: the loop runs a third faster than over a segment.
  private void relaxBatch(Lists lists, long begin, int count, double distance, Worker worker) {
    lists.read(begin, count, worker.neighbors);
    relaxBatch(lists.to, distance, worker.neighbors, worker.weights, count, distances, worker);
  }

  private void relaxBatch(
      Span to,
      double distance,
      int[] neighbors,
      double[] weights,
      int count,
      long[] distances,
      Worker worker) {
    for (int i = 0; i < count; i++) {
      int v = neighbors[i];
      if (v < 0) continue;
      long reached = Double.doubleToRawLongBits(distance + weights[i]);
      if (reached < distances[v]) reach(to, v, reached, worker);
    }
  }

  private void reach(Span span, int v, long reached, Worker worker) {
    if (!lower(distances, v, reached)) return;
    int home = graph.home(span, v);
    if (home == v || lower(distances, home, reached)) worker.buckets.add(home, bucket(reached));
  }

  private static boolean lower(long[] distances, int v, long reached) {
    long old = distances[v];
    while (reached < old) {
      if (DISTANCE.compareAndSet(distances, v, old, reached)) return true;
      old = (long) DISTANCE.getVolatile(distances, v);
    }
    return false;
  }

  /// What one worker writes to.
  private static final class Worker {
    final Buckets buckets = new Buckets();
    final int[] neighbors = new int[Lists.BATCH];
    final double[] weights = new double[Lists.BATCH];
  }
}
