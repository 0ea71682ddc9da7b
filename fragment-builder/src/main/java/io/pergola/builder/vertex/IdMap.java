package io.pergola.builder.vertex;

import java.util.Arrays;

/// Finds the place of an int64 id. Filled by one thread, then read by any number.
sealed interface IdMap permits IdMap.Writable, IdMap.Ranked {
  /// The place of an id, or [VertexSpace#NONE].
  int get(long id);

  /// Places of `count` ids. A loop of its own in each implementation, so that misses of the cache
  /// overlap and nothing is called per id.
  void getAll(long[] ids, int count, int[] places);

  /// A map that new ids can be put into.
  sealed interface Writable extends IdMap permits Direct, LongTable {
    /// Sets the place of an id.
    ///
    /// @return what it was before, or [VertexSpace#NONE]
    int put(long id, int place);
  }

  /// One slot for each number between the least and the greatest id.
  final class Direct implements Writable {
    private final long least;
    private final int[] places;

    Direct(long least, int length) {
      this.least = least;
      this.places = new int[length];
      Arrays.fill(places, VertexSpace.NONE);
    }

    @Override
    public int get(long id) {
      long slot = id - least;
      return slot < 0 || slot >= places.length ? VertexSpace.NONE : places[(int) slot];
    }

    @Override
    public void getAll(long[] ids, int count, int[] into) {
      for (int i = 0; i < count; i++) {
        long slot = ids[i] - least;
        boolean inside = slot >= 0 && slot < places.length && ids[i] >= least;
        into[i] = inside ? places[(int) slot] : VertexSpace.NONE;
      }
    }

    @Override
    public int put(long id, int place) {
      int slot = (int) (id - least);
      int before = places[slot];
      places[slot] = place;
      return before;
    }
  }

  /// One bit for each number between the least and the greatest id; the rank of an id among the
  /// bits that are set leads to its place. An eighth of what [Direct] takes, so it stays in the
  /// cache longer.
  final class Ranked implements IdMap {
    private final long least;
    private final long[] bits;
    private final int[] ranks;
    private final int[] places;

    /// @param bits which ids there are, counted from `least`
    /// @param ranks how many there are before each word
    /// @param places by rank; empty if places are ranks
    Ranked(long least, long[] bits, int[] ranks, int[] places) {
      this.least = least;
      this.bits = bits;
      this.ranks = ranks;
      this.places = places;
    }

    @Override
    public int get(long id) {
      long at = id - least;
      if (id < least || at < 0 || at >>> 6 >= bits.length) return VertexSpace.NONE;
      long word = bits[(int) (at >>> 6)];
      if ((word >>> at & 1) == 0) return VertexSpace.NONE;
      int rank = ranks[(int) (at >>> 6)] + Long.bitCount(word & (1L << at) - 1);
      return places.length == 0 ? rank : places[rank];
    }

    @Override
    public void getAll(long[] ids, int count, int[] into) {
      for (int i = 0; i < count; i++) into[i] = get(ids[i]);
    }
  }
}
