package io.pergola.rpc.protocol;

/// Checks that the strings of a JSON text can be written again: each escape or byte sequence for
/// half a surrogate pair must have its other half. The parser lets lone ones pass.
final class Utf16 {
  private Utf16() {}

  static boolean hasLoneSurrogate(byte[] json, int from, int length) {
    int end = from + length;
    for (int i = from; i < end; i++) {
      if (json[i] == '\\') {
        int unit = escaped(json, i, end);
        if (unit < 0) i++; // one of the two-character escapes
        else if (!Character.isSurrogate((char) unit)) i += 5;
        else if (isPair(unit, escaped(json, i + 6, end))) i += 11;
        else return true;
      } else if (json[i] == (byte) 0xED && i + 1 < end && (json[i + 1] & 0xFF) >= 0xA0) {
        return true; // three bytes that spell a surrogate, which UTF-8 does not allow
      }
    }
    return false;
  }

  private static boolean isPair(int high, int low) {
    return Character.isHighSurrogate((char) high)
        && low >= 0
        && Character.isLowSurrogate((char) low);
  }

  /// The code unit of a `\\uXXXX` that starts at `at`, or −1.
  private static int escaped(byte[] json, int at, int end) {
    if (at + 6 > end || json[at] != '\\' || json[at + 1] != 'u') return -1;
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) unit = unit << 4 | Character.digit(json[i], 16);
    return unit;
  }
}
