package io.pergola.graphscope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// The distances of [SsspKernel] so far, by flat index, in one of two forms. As *raw* numbers they
/// are longs that order as distances do.
sealed interface Distances {
  /// What one worker reads and writes while it relaxes: a batch of entries of a list, and those of
  /// them that lead nearer.
  final class Batch {
    final int[] neighbors = new int[Lists.BATCH];
    final int[] nearer = new int[Lists.BATCH];
    final long[] reached = new long[Lists.BATCH];
    private final int[] wholes = new int[Lists.BATCH];
    private final double[] reals = new double[Lists.BATCH];
  }

  /// Of the vertices of a chunk none is reached.
  void clear(Chunk chunk);

  /// A vertex's distance.
  long raw(int v);

  /// Makes a distance smaller; returns false if it is not greater than that.
  boolean lower(int v, long raw);

  /// The bucket of a distance.
  long bucket(long raw);

  /// The distance as a result, infinity if the vertex was not reached.
  double number(int v);

  /// Compares what the neighbors of a batch have with what they would have from a distance on. Puts
  /// those that come nearer into `nearer`, and their new distances into `reached`. The loop has no
  /// call in it, so the compiler checks bounds once.
  ///
  /// @param raw where the list's vertex is
  /// @param begin of the batch's `count` entries, whose neighbors have been read
  /// @return how many come nearer
  int look(long raw, Weights weights, long begin, int count, Batch batch);

  /// As int32, for whole weights whose sums stay below 2^31.
  final class Whole implements Distances {
    private static final int INFINITY = Integer.MAX_VALUE;
    private static final VarHandle DISTANCE = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] distances;
    private final int shift;

    /// @param delta the width of a bucket, a power of two
    Whole(int size, double delta) {
      this.distances = new int[size];
      this.shift = Math.clamp(Math.getExponent(delta), 0, 30);
    }

    @Override
    public void clear(Chunk chunk) {
      Arrays.fill(distances, chunk.from(), chunk.to(), INFINITY);
    }

    @Override
    public long raw(int v) {
      return distances[v];
    }

    @Override
    public boolean lower(int v, long raw) {
      int reached = (int) raw;
      int old = distances[v];
      while (reached < old) {
        if (DISTANCE.compareAndSet(distances, v, old, reached)) return true;
        old = (int) DISTANCE.getVolatile(distances, v);
      }
      return false;
    }

    @Override
    public long bucket(long raw) {
      return raw >> shift;
    }

    @Override
    public double number(int v) {
      return distances[v] == INFINITY ? Double.POSITIVE_INFINITY : distances[v];
    }

    @Override
    public int look(long raw, Weights weights, long begin, int count, Batch batch) {
      weights.read(begin, count, batch.wholes);
      return look((int) raw, distances, count, batch);
    }

    private static int look(int distance, int[] distances, int count, Batch batch) {
      int[] neighbors = batch.neighbors;
      int[] weights = batch.wholes;
      int found = 0;
      for (int i = 0; i < count; i++) {
        int v = neighbors[i];
        int reached = distance + weights[i];
        if (v >= 0 && reached < distances[v]) {
          batch.nearer[found] = v;
          batch.reached[found++] = reached;
        }
      }
      return found;
    }
  }

  /// As the bits of doubles, which order like the doubles as none is negative.
  final class Real implements Distances {
    private static final long MAX_BUCKET = Long.MAX_VALUE / 2;
    private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    private static final VarHandle DISTANCE = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] distances;
    private final double perDelta;

    /// @param delta the width of a bucket, positive
    Real(int size, double delta) {
      this.distances = new long[size];
      this.perDelta = 1 / delta;
    }

    @Override
    public void clear(Chunk chunk) {
      Arrays.fill(distances, chunk.from(), chunk.to(), INFINITY);
    }

    @Override
    public long raw(int v) {
      return distances[v];
    }

    @Override
    public boolean lower(int v, long raw) {
      long old = distances[v];
      while (raw < old) {
        if (DISTANCE.compareAndSet(distances, v, old, raw)) return true;
        old = (long) DISTANCE.getVolatile(distances, v);
      }
      return false;
    }

    @Override
    public long bucket(long raw) {
      return Math.min((long) (Double.longBitsToDouble(raw) * perDelta), MAX_BUCKET);
    }

    @Override
    public double number(int v) {
      return Double.longBitsToDouble(distances[v]);
    }

    @Override
    public int look(long raw, Weights weights, long begin, int count, Batch batch) {
      weights.read(begin, count, batch.reals);
      return look(Double.longBitsToDouble(raw), distances, count, batch);
    }

    private static int look(double distance, long[] distances, int count, Batch batch) {
      int[] neighbors = batch.neighbors;
      double[] weights = batch.reals;
      int found = 0;
      for (int i = 0; i < count; i++) {
        int v = neighbors[i];
        long reached = Double.doubleToRawLongBits(distance + weights[i]);
        if (v >= 0 && reached < distances[v]) {
          batch.nearer[found] = v;
          batch.reached[found++] = reached;
        }
      }
      return found;
    }
  }
}
