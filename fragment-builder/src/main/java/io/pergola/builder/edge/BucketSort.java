package io.pergola.builder.edge;

import java.util.Arrays;

/// Sorts the entries of one bucket by (source, key of the other end), stably: least significant
/// digits first, counting. It does not care how uneven the lists are. Used by one thread for one
/// bucket after the other.
final class BucketSort {
  private static final int DIGIT = 11;
  private static final int SMALL = 512;
  private static final int INDEX_BITS = 17;

  private long[] keys = new long[0];
  private long[] otherKeys = new long[0];
  private short[] low = new short[0];
  private int[] others = new int[0];
  private int[] order = new int[0];
  private int[] otherOrder = new int[0];
  private final int[] counts = new int[1 << DIGIT];
  private int size;

  /// Loads bucket `bucket` and sorts it.
  ///
  /// @param outer of the fragment that owns the bucket and the label of the other ends
  /// @param keyBits how many bits keys have
  /// @param lowBits how many bits positions in the bucket have
  /// @param ordered whether [#order] is asked for
  void sort(
      EdgeBuckets edges, int bucket, OuterSet outer, int keyBits, int lowBits, boolean ordered) {
    size = edges.size(bucket);
    reserve(size, ordered);
    long start = edges.start(bucket);
    edges.loadLow(start, size, low);
    edges.loadOthers(start, size, others);
    for (int i = 0; i < size; i++) keys[i] = (long) low[i] << 32 | outer.key(others[i]);
    if (size < SMALL && keyBits + lowBits + INDEX_BITS < 64) {
      small(keyBits, ordered);
      return;
    }
    if (ordered) for (int i = 0; i < size; i++) order[i] = i;
    for (int bit = 0; bit < keyBits; bit += DIGIT) pass(bit, keyBits - bit, ordered);
    for (int bit = 0; bit < lowBits; bit += DIGIT) pass(32 + bit, lowBits - bit, ordered);
  }

  private void reserve(int wanted, boolean ordered) {
    if (keys.length < wanted) {
      keys = new long[wanted + (wanted >> 2)];
      otherKeys = new long[keys.length];
      low = new short[keys.length];
      others = new int[keys.length];
    }
    if (ordered && order.length < wanted) {
      order = new int[keys.length];
      otherOrder = new int[keys.length];
    }
  }

  /// The index in the lowest bits keeps equal keys in order.
  private void small(int keyBits, boolean ordered) {
    for (int i = 0; i < size; i++) {
      long packed = ((keys[i] >>> 32) << keyBits) | (int) keys[i];
      keys[i] = packed << INDEX_BITS | i;
    }
    Arrays.sort(keys, 0, size);
    for (int i = 0; i < size; i++) {
      if (ordered) order[i] = (int) keys[i] & (1 << INDEX_BITS) - 1;
      long packed = keys[i] >>> INDEX_BITS;
      keys[i] = ((packed >>> keyBits) << 32) | (packed & ((1L << keyBits) - 1));
    }
  }

  private void pass(int shift, int bits, boolean ordered) {
    int mask = (1 << Math.min(bits, DIGIT)) - 1;
    Arrays.fill(counts, 0, mask + 1, 0);
    for (int i = 0; i < size; i++) counts[(int) (keys[i] >>> shift) & mask]++;
    int next = 0;
    for (int digit = 0; digit <= mask; digit++) {
      int count = counts[digit];
      counts[digit] = next;
      next += count;
    }
    if (ordered) moveOrdered(shift, mask);
    else move(shift, mask);
    long[] keysBefore = keys;
    keys = otherKeys;
    otherKeys = keysBefore;
  }

  private void move(int shift, int mask) {
    for (int i = 0; i < size; i++) {
      long key = keys[i];
      otherKeys[counts[(int) (key >>> shift) & mask]++] = key;
    }
  }

  private void moveOrdered(int shift, int mask) {
    for (int i = 0; i < size; i++) {
      long key = keys[i];
      int at = counts[(int) (key >>> shift) & mask]++;
      otherKeys[at] = key;
      otherOrder[at] = order[i];
    }
    int[] orderBefore = order;
    order = otherOrder;
    otherOrder = orderBefore;
  }

  /// Room for as many ints as there are entries.
  int[] ints() {
    return others;
  }

  int size() {
    return size;
  }

  /// The sorted entries: position in the bucket in the upper, key in the lower half.
  long[] keys() {
    return keys;
  }

  /// Where each sorted entry stood before.
  int[] order() {
    return order;
  }
}
