package io.pergola.graph.verify;

import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;

/// Which bytes are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing beyond U+10FFFF.
final class Utf8 {
  private Utf8() {}

  /// The position of the first character in `bytes[begin .. end)` that is none; `end` if all are.
  static long firstInvalid(MemorySegment bytes, long begin, long end) {
    long at = begin;
    while (at < end) {
      int lead = bytes.get(Layouts.BYTE, at);
      int length = lead >= 0 ? 1 : length(lead & 0xff);
      if (length == 0 || length > end - at || !continues(bytes, at, length)) return at;
      at += length;
    }
    return end;
  }

  private static int length(int lead) {
    if (lead < 0xc2 || lead > 0xf4) return 0;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  }

  private static boolean continues(MemorySegment bytes, long at, int length) {
    for (int i = 1; i < length; i++) {
      if ((bytes.get(Layouts.BYTE, at + i) & 0xc0) != 0x80) return false;
    }
    if (length < 3) return true;
    int lead = bytes.get(Layouts.BYTE, at) & 0xff;
    int second = bytes.get(Layouts.BYTE, at + 1) & 0xff;
    return switch (lead) {
      case 0xe0 -> second >= 0xa0;
      case 0xed -> second < 0xa0;
      case 0xf0 -> second >= 0x90;
      case 0xf4 -> second < 0x90;
      default -> true;
    };
  }
}
