package io.pergola.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The hash that Vineyard uses for ids, "wyhash" with its default secret: it places string vertices
/// in fragments and ids in hash indexes. All arithmetic is modulo 2^64.
public final class WyHash {
  private static final long S0 = 0xa0761d6478bd642fL;
  private static final long S1 = 0xe7037ed1a0b428dbL;
  private static final long S2 = 0x8ebc6af09c88c6e3L;
  private static final long S3 = 0x589965cc75374cc3L;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private WyHash() {}

  /// Hash of an int64 id.
  public static long hash(long key) {
    long a = key ^ S0;
    long b = S0 ^ S1;
    return mix(a * b ^ S0, Math.unsignedMultiplyHigh(a, b) ^ S1);
  }

  /// Hash of an int32 id: the byte rule over its four little-endian bytes.
  public static long hash(int key) {
    long word = Integer.toUnsignedLong(key);
    long both = word << 32 | word;
    return mix(S1 ^ 4, mix(both ^ S1, both ^ S0));
  }

  /// Hash of a string id: the byte rule over its UTF-8 bytes.
  public static long hash(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return hash(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  /// The byte rule over `bytes[from .. from + length)`.
  public static long hash(MemorySegment bytes, long from, long length) {
    long seed = S0;
    long a = 0;
    long b = 0;
    if (length > 16) {
      long at = from;
      long left = length;
      if (left > 48) {
        long t1 = seed;
        long t2 = seed;
        do {
          seed = mix(bytes.get(LONG, at) ^ S1, bytes.get(LONG, at + 8) ^ seed);
          t1 = mix(bytes.get(LONG, at + 16) ^ S2, bytes.get(LONG, at + 24) ^ t1);
          t2 = mix(bytes.get(LONG, at + 32) ^ S3, bytes.get(LONG, at + 40) ^ t2);
          at += 48;
          left -= 48;
        } while (left > 48);
        seed ^= t1 ^ t2;
      }
      for (; left > 16; left -= 16, at += 16) {
        seed = mix(bytes.get(LONG, at) ^ S1, bytes.get(LONG, at + 8) ^ seed);
      }
      a = bytes.get(LONG, at + left - 16);
      b = bytes.get(LONG, at + left - 8);
    } else if (length >= 4) {
      long k = (length >>> 3) * 4;
      a = word(bytes, from) << 32 | word(bytes, from + k);
      b = word(bytes, from + length - 4) << 32 | word(bytes, from + length - 4 - k);
    } else if (length > 0) {
      a = octet(bytes, from) << 16 | octet(bytes, from + length / 2) << 8;
      a |= octet(bytes, from + length - 1);
    }
    return mix(S1 ^ length, mix(a ^ S1, b ^ seed));
  }

  private static long word(MemorySegment bytes, long at) {
    return Integer.toUnsignedLong(bytes.get(INT, at));
  }

  private static long octet(MemorySegment bytes, long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  private static long mix(long a, long b) {
    return a * b ^ Math.unsignedMultiplyHigh(a, b);
  }
}
