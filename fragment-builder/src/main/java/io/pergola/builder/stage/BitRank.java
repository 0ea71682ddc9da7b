package io.pergola.builder.stage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A set of numbers below a limit, first filled by any number of threads, then asked how many of
/// its numbers come before a given one.
public final class BitRank {
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] words;
  private int[] ranks = new int[0];
  private int count;

  /// An empty set of numbers below `limit`.
  public BitRank(long limit) {
    this.words = new long[(int) ((limit + 63) >>> 6)];
  }

  /// Adds a number.
  public void add(long number) {
    int word = (int) (number >>> 6);
    long bit = 1L << number;
    // mostly it is there already, and a plain read leaves the cache line shared
    if ((words[word] & bit) == 0) WORD.getAndBitwiseOr(words, word, bit);
  }

  /// Ends the filling. Returns how many numbers there are; only if they fit into an int the set can
  /// be used.
  public long settle() {
    ranks = new int[words.length];
    long before = 0;
    for (int i = 0; i < words.length; i++) {
      ranks[i] = (int) before;
      before += Long.bitCount(words[i]);
    }
    count = (int) before;
    return before;
  }

  boolean contains(long number) {
    return (words[(int) (number >>> 6)] >>> number & 1) != 0;
  }

  /// How many numbers there are.
  public int count() {
    return count;
  }

  /// How many numbers come before this one.
  public int rank(long number) {
    int word = (int) (number >>> 6);
    return ranks[word] + Long.bitCount(words[word] & (1L << number) - 1);
  }

  /// How many numbers come before `limit`, which may be the limit of the set.
  private int countBelow(long limit) {
    return limit >>> 6 == words.length ? count : rank(limit);
  }

  /// All numbers from `from` on and below `to`, ascending, each less `shift`.
  public int[] numbers(int from, int to, int shift) {
    int[] found = new int[countBelow(to) - countBelow(from)];
    int at = 0;
    for (int number = next(from); number < to; number = next(number + 1)) {
      found[at++] = number - shift;
    }
    return found;
  }

  /// The least number that is `from` or more; the greatest int if there is none.
  int next(int from) {
    int word = from >>> 6;
    if (word >= words.length) return Integer.MAX_VALUE;
    long left = words[word] & -1L << from;
    while (left == 0) {
      if (++word == words.length) return Integer.MAX_VALUE;
      left = words[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(left);
  }

  /// The bits, 64 a word, the first one lowest.
  public long[] words() {
    return words;
  }

  /// How many numbers come before each word.
  public int[] ranks() {
    return ranks;
  }
}
