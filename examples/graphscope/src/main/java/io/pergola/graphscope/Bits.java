package io.pergola.graphscope;

/// A set of flat indices as one bit each. Writers own whole words.
final class Bits {
  private Bits() {}

  /// Words for the indices `0 .. size`.
  static long[] of(int size) {
    return new long[(size >>> 6) + 1];
  }

  static boolean has(long[] bits, int index) {
    return (bits[index >>> 6] >>> index & 1) != 0;
  }

  static void set(long[] bits, int index) {
    bits[index >>> 6] |= 1L << index;
  }
}
