package io.pergola.builder.vertex;

import java.util.Arrays;

/// Gives vertices their places: counts how many each fragment gets, then deals out the places in
/// input order.
final class Placing {
  private final int[] counts;
  private int[] next = new int[0];

  Placing(int fnum) {
    this.counts = new int[fnum];
  }

  void count(int fid) {
    counts[fid]++;
  }

  VertexSpace settle(String label) {
    VertexSpace space = VertexSpace.of(label, Arrays.copyOf(counts, counts.length));
    next = new int[counts.length];
    for (int fid = 0; fid < next.length; fid++) next[fid] = space.base(fid);
    return space;
  }

  int place(int fid) {
    return next[fid]++;
  }

  /// The rank at which fragment `fid` begins if `count` vertices are cut into even ranges.
  static int cut(int fid, int fnum, int count) {
    return (int) ((long) count * fid / fnum);
  }

  /// The fragment of the vertex of rank `rank`: the last one that begins at or before it.
  static int fidOfRank(int rank, int fnum, int count) {
    int fid = (int) ((long) rank * fnum / Math.max(1, count));
    while (fid + 1 < fnum && cut(fid + 1, fnum, count) <= rank) fid++;
    while (fid > 0 && cut(fid, fnum, count) > rank) fid--;
    return fid;
  }
}
