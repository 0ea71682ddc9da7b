package io.pergola.graphscope;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/// [Sssp] by delta-stepping (Meyer and Sanders, J. Algorithms 49, 2003): vertices wait in buckets
/// of distances delta wide; those of the lowest bucket are relaxed together until it stays empty.
///
/// A sum along a path never decreases, in floating point too, so each vertex ends at the least sum
/// over all paths whatever the order of relaxations: the result does not depend on threads, nor on
/// fragments.
final class SsspKernel implements Kernel {
  /// A worker goes on in the same bucket with what it found there itself, up to so many.
  private static final int OWN = 4096;

  private final FlatGraph graph;
  private final Team team;
  private final int source;
  private final Weights[][] weights;
  private final Distances distances;
  private final Worker[] workers;
  private final IntToLongFunction bucketOf;
  private int[] frontier = new int[1024];
  private long first;
  private int rounds;

  /// @param source flat
  /// @param weights of the graph's forward lists
  SsspKernel(FlatGraph graph, Team team, int source, Weights[][] weights, Distances distances) {
    this.graph = graph;
    this.team = team;
    this.source = source;
    this.weights = weights;
    this.distances = distances;
    this.workers = new Worker[team.size()];
    Arrays.setAll(workers, worker -> new Worker());
    this.bucketOf = v -> distances.bucket(distances.raw(v));
  }

  @Override
  public int rounds() {
    return rounds;
  }

  @Override
  public Values values(Names names) {
    return new Values.Distances(distances::number);
  }

  @Override
  public void run() {
    fill(graph.innerChunks);
    fill(graph.outerChunks);
    for (Worker worker : workers) worker.buckets.clear();
    first = 0;
    rounds = 0;
    distances.lower(source, 0);
    workers[0].buckets.add(source, 0);
    do {
      for (int slot = next(0); slot < Buckets.NEAR; slot = next(slot)) relax(slot, gather(slot));
    } while (moveWindow());
  }

  private void fill(Chunk[] chunks) {
    team.forEach(chunks.length, (item, worker) -> distances.clear(chunks[item]));
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
    team.forEachPiece(
        0, size, edges(size), (from, to, worker) -> relax(slot, from, to, workers[worker]));
  }

  private void relax(int slot, int from, int to, Worker worker) {
    for (int i = from; i < to; i++) relaxFrom(frontier[i], first + slot, worker);
    goOn(slot, worker);
  }

  /// Entries of the lists of the frontier's first `size` vertices; no more of them are counted than
  /// it takes to know that vertices and entries are worth sharing.
  private long edges(int size) {
    long edges = 0;
    for (int i = 0; i < size && edges + size < Team.WORTH_SHARING; i++) {
      Span span = graph.span(frontier[i]);
      edges += graph.entries(span, frontier[i] - span.base());
    }
    return edges;
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

  /// Skips vertices that a shorter path has taken to an earlier bucket: they were relaxed there.
  private void relaxFrom(int v, long bucket, Worker worker) {
    long distance = distances.raw(v);
    if (distances.bucket(distance) < bucket) return;
    Span span = graph.span(v);
    int lid = v - span.base();
    Lists[] forward = graph.forward[span.index()];
    for (int i = 0; i < forward.length; i++) {
      relaxAll(forward[i], weights[span.index()][i], lid, distance, worker);
    }
  }

  private void relaxAll(Lists lists, Weights weights, int lid, long distance, Worker worker) {
    Distances.Batch batch = worker.batch;
    long end = lists.end(lid);
    for (long begin = lists.begin(lid); begin < end; begin += Lists.BATCH) {
      int count = (int) Math.min(Lists.BATCH, end - begin);
      lists.read(begin, count, batch.neighbors);
      int nearer = distances.look(distance, weights, begin, count, batch);
      for (int i = 0; i < nearer; i++) {
        reach(lists.to, batch.nearer[i], batch.reached[i], worker);
      }
    }
  }

  private void reach(Span span, int v, long reached, Worker worker) {
    if (!distances.lower(v, reached)) return;
    int home = graph.home(span, v);
    if (home == v || distances.lower(home, reached)) {
      worker.buckets.add(home, distances.bucket(reached));
    }
  }

  /// What one worker writes to.
  private static final class Worker {
    final Buckets buckets = new Buckets();
    final Distances.Batch batch = new Distances.Batch();
  }
}
