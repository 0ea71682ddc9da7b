package io.pergola.builder;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;

/// How many different ids there are, from the ids of some blocks of records.
///
/// It keeps the ids whose hash ends in so many zeros that they fit; so what it says of the blocks
/// that it saw is right to about 1/300 (adaptive sampling, Wegman). What it says of all blocks is
/// an extrapolation from how many ids were seen in one block only, in two, and so on.
final class IdSketch {
  private static final int MOST = 1 << 18;

  /// Numbers of entries up to this one are corrected for chance.
  private static final int FEW = 4;

  private final Long2IntOpenHashMap slots = new Long2IntOpenHashMap();
  private long[] ids = new long[1024];
  private int[] entries = new int[1024];
  private int[] blocks = new int[1024];
  private int[] lastBlock = new int[1024];
  private int[] ends = new int[1024];
  private int shift;
  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;
  private long entryCount;

  IdSketch() {
    slots.defaultReturnValue(-1);
  }

  /// Adds an id: a number, or the hash of a text.
  ///
  /// @param block which block it was seen in, rising
  /// @param end at which kind of end, below 32
  void add(long id, int block, int end) {
    least = Math.min(least, id);
    greatest = Math.max(greatest, id);
    entryCount++;
    if (Long.numberOfTrailingZeros(mix(id)) < shift) return;
    int slot = slots.get(id);
    if (slot < 0) slot = insert(id);
    entries[slot]++;
    if (lastBlock[slot] != block) blocks[slot]++;
    lastBlock[slot] = block;
    ends[slot] |= 1 << end;
    if (slots.size() > MOST) thin();
  }

  private int insert(long id) {
    int slot = slots.size();
    if (slot == ids.length) {
      ids = Arrays.copyOf(ids, slot * 2);
      entries = Arrays.copyOf(entries, slot * 2);
      blocks = Arrays.copyOf(blocks, slot * 2);
      lastBlock = Arrays.copyOf(lastBlock, slot * 2);
      ends = Arrays.copyOf(ends, slot * 2);
    }
    slots.put(id, slot);
    ids[slot] = id;
    entries[slot] = 0;
    blocks[slot] = 0;
    lastBlock[slot] = -1;
    ends[slot] = 0;
    return slot;
  }

  /// Drops half of the ids.
  private void thin() {
    shift++;
    int kept = 0;
    int size = slots.size();
    slots.clear();
    for (int i = 0; i < size; i++) {
      if (Long.numberOfTrailingZeros(mix(ids[i])) < shift) continue;
      ids[kept] = ids[i];
      entries[kept] = entries[i];
      blocks[kept] = blocks[i];
      lastBlock[kept] = lastBlock[i];
      ends[kept] = ends[i];
      slots.put(ids[kept], kept++);
    }
  }

  private static long mix(long id) {
    long hash = id * 0x9e3779b97f4a7c15L;
    hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
    return hash ^ hash >>> 32;
  }

  /// Different ids among those that were seen.
  long seen() {
    return (long) slots.size() << shift;
  }

  /// Numbers from the least to the greatest id; the greatest long if they overflow.
  long span() {
    if (entryCount == 0) return 0;
    long span = greatest - least + 1;
    return span <= 0 ? Long.MAX_VALUE : span;
  }

  /// Whether numbers of 32 bits hold them.
  boolean fitsInts() {
    return least >= Integer.MIN_VALUE && greatest <= Integer.MAX_VALUE;
  }

  /// Different ids in all blocks, of which there are `scale` times as many as were seen.
  ///
  /// @param numbers whether ids are numbers, so that there are no more than between the least and
  ///   the greatest
  long total(int blockCount, double scale, boolean numbers) {
    long seen = seen();
    if (scale <= 1.0001 || seen == 0) return seen;
    long[] frequencies = frequencies();
    double more = Math.max(chao(frequencies, blockCount, scale), goodToulmin(frequencies, scale));
    double most = numbers ? (double) span() : Double.MAX_VALUE;
    double all = Math.min(most, Math.min(seen * scale, seen + more));
    return Math.max(seen, Math.round(all));
  }

  /// How many ids were seen in 0, 1, 2, … blocks.
  private long[] frequencies() {
    long[] counts = new long[64];
    for (int i = 0; i < slots.size(); i++) counts[Math.min(blocks[i], 63)] += 1L << shift;
    return counts;
  }

  /// Chao's estimate of the ids that were not seen, and how many of them further blocks bring
  /// (Colwell and others, 2012).
  private static double chao(long[] frequencies, int blockCount, double scale) {
    double once = frequencies[1];
    double twice = frequencies[2];
    double unseen = twice > 0 ? once * once / (2 * twice) : once * (once - 1) / 2;
    if (unseen <= 0) return 0;
    double further = blockCount * (scale - 1);
    return unseen * (1 - Math.pow(1 - once / (blockCount * unseen + once), further));
  }

  /// The series of Good and Toulmin, its tail smoothed by a binomial (Orlitsky, Suresh and Wu,
  /// 2016).
  private static double goodToulmin(long[] frequencies, double scale) {
    double more = scale - 1;
    double ids = Arrays.stream(frequencies).asDoubleStream().sum();
    int terms = (int) Math.min(20, 2 + Math.log(Math.max(2, ids)) / Math.log(1 + more) / 2);
    double success = 1 / (1 + more);
    double[] tail = new double[terms + 2];
    double chance = Math.pow(success, terms);
    for (int i = terms; i >= 1; i--) {
      tail[i] = tail[i + 1] + chance;
      chance *= (double) i / (terms - i + 1) * (1 - success) / success;
    }
    double sum = 0;
    for (int i = 1; i <= terms && i < frequencies.length; i++) {
      sum -= Math.pow(-more, i) * tail[i] * frequencies[i];
    }
    return sum;
  }

  /// The share of the ids that were seen at such an end.
  double share(int end) {
    int count = 0;
    for (int i = 0; i < slots.size(); i++) if ((ends[i] & 1 << end) != 0) count++;
    return slots.isEmpty() ? 0 : (double) count / slots.size();
  }

  /// How often ids are held by a fragment that does not own them, if of their `scale` times as many
  /// entries a share `cut` is cut.
  double outer(int fragments, double cut, double scale, long total) {
    if (fragments == 1 || slots.isEmpty()) return 0;
    double others = fragments - 1.0;
    double[] frequencies = new double[FEW + 2];
    for (int i = 0; i < slots.size(); i++) frequencies[Math.min(entries[i], FEW + 1)]++;
    double sum = 0;
    double known = 0;
    for (int i = 0; i < slots.size(); i++) {
      double degree = degree(entries[i], frequencies, scale);
      known += degree;
      sum += others * (1 - Math.pow(1 - cut / others, degree));
    }
    double weight = (double) (1L << shift);
    long unseen = total - seen();
    double rest = unseen <= 0 ? 0 : Math.max(1, (entryCount * scale - known * weight) / unseen);
    return sum * weight + unseen * others * (1 - Math.pow(1 - cut / others, rest));
  }

  /// How many entries an id has in all if it was seen in so many (Good and Turing).
  private static double degree(int seen, double[] frequencies, double scale) {
    if (seen > FEW) return seen * scale;
    double again = (seen + 1) * frequencies[seen + 1] / frequencies[seen];
    return seen + (scale - 1) * Math.min(seen, again);
  }
}
