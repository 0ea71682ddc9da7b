package io.pergola.builder.input;

/// Checks of text encoded in UTF-8.
final class Utf8 {
  private Utf8() {}

  /// Whether `bytes[from .. to)` is well-formed UTF-8 (Unicode, table 3-7).
  static boolean valid(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (bytes[at] >= 0) {
        at++;
        continue;
      }
      int length = lengthAt(bytes, at, to);
      if (length == 0) return false;
      at += length;
    }
    return true;
  }

  private static int lengthAt(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xff;
    int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || at + length > to) return 0;
    int second = bytes[at + 1] & 0xff;
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) return 0;
    for (int i = 2; i < length; i++) if ((bytes[at + i] & 0xc0) != 0x80) return 0;
    return length;
  }
}
