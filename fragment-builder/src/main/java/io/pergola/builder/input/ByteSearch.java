package io.pergola.builder.input;

/// Looks for single bytes, eight at a time ("SIMD within a register").
final class ByteSearch {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private ByteSearch() {}

  /// The byte in all eight places.
  static long pattern(byte octet) {
    return (octet & 0xff) * ONES;
  }

  /// The first place from `from` on that holds a newline or the byte of `pattern`. There must be
  /// one, and seven bytes more.
  static int lineEndOr(long pattern, byte[] bytes, int from) {
    for (int at = from; ; at += 8) {
      long eight = Digits.load(bytes, at);
      long found = matches(eight ^ pattern) | matches(eight ^ ('\n' * ONES));
      if (found != 0) return at + (Long.numberOfTrailingZeros(found) >>> 3);
    }
  }

  /// The first quote in `bytes[from .. to)`, or `to`.
  static int quote(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long found = matches(Digits.load(bytes, at) ^ ('"' * ONES));
      if (found != 0) return at + (Long.numberOfTrailingZeros(found) >>> 3);
    }
    while (at < to && bytes[at] != '"') at++;
    return Math.min(at, to);
  }

  /// The highest bit of the lowest zero byte, and perhaps of bytes above it.
  private static long matches(long eight) {
    return (eight - ONES) & ~eight & HIGHS;
  }
}
