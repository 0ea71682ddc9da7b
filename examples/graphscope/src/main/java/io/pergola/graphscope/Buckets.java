package io.pergola.graphscope;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/// One worker's vertices that wait, sorted into buckets by distance: a window of [#NEAR] buckets
/// one by one, and all that are farther in one heap until the window moves.
final class Buckets {
  /// Buckets in the window.
  static final int NEAR = 1024;

  private final int[][] near = new int[NEAR][];
  private final int[] sizes = new int[NEAR];
  private int[] far = new int[16];
  private int farSize;
  private long first;

  /// Empties everything; the window begins at bucket 0.
  void clear() {
    Arrays.fill(sizes, 0);
    farSize = 0;
    first = 0;
  }

  /// Adds a vertex to a bucket, which is not before the window.
  void add(int v, long bucket) {
    long slot = bucket - first;
    if (slot < NEAR) addNear(v, (int) slot);
    else addFar(v);
  }

  /// How many wait in a slot of the window.
  int size(int slot) {
    return sizes[slot];
  }

  /// The i-th of those.
  int at(int slot, int i) {
    return near[slot][i];
  }

  /// Forgets the first `count` of a slot.
  void dropFirst(int slot, int count) {
    sizes[slot] -= count;
    System.arraycopy(near[slot], count, near[slot], 0, sizes[slot]);
  }

  /// Moves a slot's vertices to `into[at ..]`; returns where they end.
  int drain(int slot, int[] into, int at) {
    int size = sizes[slot];
    if (size > 0) System.arraycopy(near[slot], 0, into, at, size);
    sizes[slot] = 0;
    return at + size;
  }

  /// Forgets the far vertices whose bucket lies within the window by now: they have been there.
  /// Returns the least bucket of the others, or `Long.MAX_VALUE`.
  long nextFar(IntToLongFunction bucketOf) {
    long least = Long.MAX_VALUE;
    int kept = 0;
    for (int i = 0; i < farSize; i++) {
      long bucket = bucketOf.applyAsLong(far[i]);
      if (bucket - first < NEAR) continue;
      far[kept++] = far[i];
      least = Math.min(least, bucket);
    }
    farSize = kept;
    return least;
  }

  /// Moves the window, which is empty, and what is not far any more into it.
  void moveTo(long bucket, IntToLongFunction bucketOf) {
    first = bucket;
    int count = farSize;
    farSize = 0;
    for (int i = 0; i < count; i++) add(far[i], bucketOf.applyAsLong(far[i]));
  }

  private void addNear(int v, int slot) {
    int[] bin = near[slot];
    int size = sizes[slot];
    if (bin == null) near[slot] = bin = new int[16];
    else if (size == bin.length) near[slot] = bin = Arrays.copyOf(bin, size * 2);
    bin[size] = v;
    sizes[slot] = size + 1;
  }

  private void addFar(int v) {
    if (farSize == far.length) far = Arrays.copyOf(far, farSize * 2);
    far[farSize++] = v;
  }
}
