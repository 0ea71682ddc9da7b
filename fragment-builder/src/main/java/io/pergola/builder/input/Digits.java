package io.pergola.builder.input;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Decimal digits, eight at a time ("SIMD within a register").
final class Digits {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Digits() {}

  /// Eight bytes, the first one lowest.
  static long load(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /// How many of the eight bytes, from the lowest on, are digits.
  static int count(long eight) {
    long value = eight ^ 0x3030303030303030L;
    long noDigit = (value + 0x7676767676767676L | value) & 0x8080808080808080L;
    return noDigit == 0 ? 8 : Long.numberOfTrailingZeros(noDigit) >>> 3;
  }

  /// The number that the lowest `count` bytes spell, 0 to 8 of them, all digits.
  static long value(long eight, int count) {
    if (count == 0) return 0;
    long value = (eight << ((8 - count) << 3)) & 0x0f0f0f0f0f0f0f0fL;
    value = ((value * 2561) >>> 8) & 0x00ff00ff00ff00ffL;
    value = ((value * 6553601) >>> 16) & 0x0000ffff0000ffffL;
    return (value * 42949672960001L) >>> 32;
  }
}
