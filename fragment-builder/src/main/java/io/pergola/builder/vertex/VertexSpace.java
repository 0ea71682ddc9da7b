package io.pergola.builder.vertex;

import io.pergola.builder.input.LoadException;
import java.util.Arrays;

/// Where the vertices of one label stand, over all fragments: each has a **place**, and those of a
/// fragment stand in a row, in the order of their inner indexes.
///
/// ```
/// place  0 … inner(0)−1 | gap | base(1) … base(1)+inner(1)−1 | gap | …
/// ```
///
/// Places are cut into **buckets** of `2^bits` consecutive ones; fragments begin with a bucket, so
/// a bucket belongs to one fragment. There are about 512 buckets, fewer where there are fewer
/// vertices.
public final class VertexSpace {
  /// The place of no vertex.
  static final int NONE = -1;

  /// So that a position in a bucket fits into a signed short.
  static final int MAX_BITS = 15;

  private static final int BUCKETS = 512;

  private final int bits;
  private final int[] inner;
  private final int[] base;
  private final int[] owner;
  private final int size;

  private VertexSpace(int bits, int[] inner, int[] base, int size) {
    this.bits = bits;
    this.inner = inner;
    this.base = base;
    this.size = size;
    this.owner = new int[size >>> bits];
    for (int fid = 0; fid < inner.length; fid++) {
      int end = fid + 1 < base.length ? base[fid + 1] : size;
      Arrays.fill(owner, base[fid] >>> bits, end >>> bits, fid);
    }
  }

  /// @param inner how many vertices each fragment owns
  static VertexSpace of(String label, int[] inner) {
    long count = Arrays.stream(inner).asLongStream().sum();
    int bits = 0;
    while (bits < MAX_BITS && count >> bits > BUCKETS) bits++;
    int[] base = new int[inner.length];
    long next = 0;
    for (int fid = 0; fid < inner.length; fid++) {
      base[fid] = (int) next;
      next += roundUp(inner[fid], bits);
      if (next > Integer.MAX_VALUE - 64) throw tooMany(label, count);
    }
    return new VertexSpace(bits, inner, base, (int) next);
  }

  private static long roundUp(long count, int bits) {
    return (count + (1L << bits) - 1) >>> bits << bits;
  }

  static LoadException tooMany(String label, long count) {
    return new LoadException.TooLarge(
        "label '%s' has %d vertices or more; a load takes at most 2^31 - 1 of a label, so split the label"
            .formatted(label, count));
  }

  /// How many fragments there are.
  public int fnum() {
    return inner.length;
  }

  /// How many vertices a fragment owns.
  public int inner(int fid) {
    return inner[fid];
  }

  /// The first place of a fragment.
  public int base(int fid) {
    return base[fid];
  }

  /// The place after the last one of a fragment and its gap.
  public int end(int fid) {
    return fid + 1 < base.length ? base[fid + 1] : size;
  }

  /// Places of all fragments, gaps included.
  public int size() {
    return size;
  }

  /// The binary logarithm of a bucket's size.
  public int bits() {
    return bits;
  }

  /// How many buckets there are.
  public int buckets() {
    return owner.length;
  }

  /// The fragment of a bucket.
  public int ownerOfBucket(int bucket) {
    return owner[bucket];
  }

  /// The fragment of a place.
  public int owner(int place) {
    return owner[place >>> bits];
  }

  /// The inner index of a place in its fragment.
  public int local(int place) {
    return place - base[owner(place)];
  }

  /// The buckets of a fragment begin with this one; those of the last end with [#buckets].
  public int firstBucket(int fid) {
    return fid == inner.length ? owner.length : base[fid] >>> bits;
  }

  /// How many vertices stand in a bucket.
  public int verticesIn(int bucket) {
    int fid = owner[bucket];
    int first = (bucket << bits) - base[fid];
    return Math.max(0, Math.min(1 << bits, inner[fid] - first));
  }

  /// The inner index of a bucket's first place.
  public int firstLocal(int bucket) {
    return (bucket << bits) - base[owner[bucket]];
  }
}
