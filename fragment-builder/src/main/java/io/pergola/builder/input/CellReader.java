package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.nio.charset.StandardCharsets;

/// Turns the bytes of a cell into the 64 bits that stand for its value: integers, days and time
/// units as they are, unsigned 64-bit ones as their signed twin, floats as their IEEE bits, truth
/// as 0 or 1.
///
/// Numbers may be written with a sign and between blanks; floats also as `1e-3`, `nan`, `inf`,
/// `infinity`; truth as true, t, yes, 1, false, f, no, 0 in any case.
final class CellReader {
  private static final double[] EXACT_POWERS = new double[23];

  static {
    EXACT_POWERS[0] = 1;
    for (int i = 1; i < EXACT_POWERS.length; i++) EXACT_POWERS[i] = EXACT_POWERS[i - 1] * 10;
  }

  private final TimeReader times = new TimeReader();

  /// The value read last.
  long bits;

  /// Why the cell read last has no value: "is not an int64", …
  String reason = "";

  /// Whether the cell is a `type`; then [#bits] holds it, else [#reason] says why not. Not for
  /// STRING.
  boolean read(PropertyType type, byte[] bytes, int from, int to) {
    int begin = from;
    int end = to;
    while (begin < end && blank(bytes[begin])) begin++;
    while (begin < end && blank(bytes[end - 1])) end--;
    return switch (type) {
      case FLOAT, DOUBLE -> floating(type, bytes, begin, end);
      case BOOL -> truth(bytes, begin, end);
      case DATE ->
          settle(
              times.date(bytes, begin, end),
              times.bits,
              "is not a date (YYYY-MM-DD or YYYY/MM/DD)");
      case TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_US, TIMESTAMP_NS ->
          settle(times.timestamp(type, bytes, begin, end), times.bits, times.reason);
      case UINT64 -> unsigned(bytes, begin, end);
      case STRING -> throw new IllegalArgumentException("a string is its bytes");
      default -> integer(type, bytes, begin, end);
    };
  }

  /// The least value of an integer type.
  static long least(PropertyType type) {
    if (type.isUnsigned()) return 0;
    return -1L << (type.byteWidth() * 8 - 1);
  }

  /// The greatest value of an integer type but UINT64.
  static long greatest(PropertyType type) {
    int bits = type.byteWidth() * 8 - (type.isUnsigned() ? 0 : 1);
    return (1L << bits) - 1;
  }

  private static boolean blank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  private boolean settle(boolean good, long value, String otherwise) {
    bits = value;
    if (!good) reason = otherwise;
    return good;
  }

  private boolean integer(PropertyType type, byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int at = negative || (from < to && bytes[from] == '+') ? from + 1 : from;
    if (!digits(bytes, at, to)) return fail(type);
    while (at < to - 1 && bytes[at] == '0') at++;
    if (to - at > 19) return overflow(type);
    long value = 0;
    for (; at < to; at++) value = value * 10 + (bytes[at] - '0');
    // 19 digits reach beyond 2^63 but not beyond 2^64: a wrapped value shows as negative
    if (value < 0 && !(negative && value == Long.MIN_VALUE)) return overflow(type);
    bits = negative ? -value : value;
    if (bits < least(type) || bits > greatest(type)) return overflow(type);
    return true;
  }

  private boolean unsigned(byte[] bytes, int from, int to) {
    int at = from < to && bytes[from] == '+' ? from + 1 : from;
    boolean negative = from < to && bytes[from] == '-';
    if (!digits(bytes, negative ? at + 1 : at, to)) return fail(PropertyType.UINT64);
    if (negative) return overflow(PropertyType.UINT64);
    try {
      bits = Long.parseUnsignedLong(ascii(bytes, at, to));
      return true;
    } catch (NumberFormatException tooLarge) {
      return overflow(PropertyType.UINT64);
    }
  }

  private static boolean digits(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) if (bytes[i] < '0' || bytes[i] > '9') return false;
    return from < to;
  }

  private boolean fail(PropertyType type) {
    reason = "is not " + article(type);
    return false;
  }

  private boolean overflow(PropertyType type) {
    String greatest = type == PropertyType.UINT64 ? "18446744073709551615" : "" + greatest(type);
    reason = "is out of the range of %s (%d to %s)".formatted(type.label(), least(type), greatest);
    return false;
  }

  static String article(PropertyType type) {
    return (type.isInteger() && !type.isUnsigned() ? "an " : "a ") + type.label();
  }

  private boolean floating(PropertyType type, byte[] bytes, int from, int to) {
    int at = from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
    long mantissa = 0;
    int digits = 0;
    int scale = 0;
    for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++, digits++) {
      mantissa = mantissa * 10 + (bytes[at] - '0');
    }
    if (at < to && bytes[at] == '.') {
      int point = at++;
      for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++, digits++) {
        mantissa = mantissa * 10 + (bytes[at] - '0');
      }
      scale = at - point - 1;
    }
    if (at == to && digits > 0 && digits <= 18 && exact(type, bytes[from], mantissa, scale)) {
      return true;
    }
    return slowFloating(type, bytes, from, to, digits > 0 ? at : -1);
  }

  /// Clinger's fast path: mantissa and power of ten are both exact, so one division rounds once.
  private boolean exact(PropertyType type, byte sign, long mantissa, int scale) {
    boolean narrow = type == PropertyType.FLOAT;
    if (scale > (narrow ? 10 : 22) || mantissa > (narrow ? 1L << 24 : 1L << 53)) return false;
    if (narrow) {
      float value = (float) mantissa / (float) EXACT_POWERS[scale];
      bits = Float.floatToRawIntBits(sign == '-' ? -value : value);
    } else {
      double value = mantissa / EXACT_POWERS[scale];
      bits = Double.doubleToRawLongBits(sign == '-' ? -value : value);
    }
    return true;
  }

  /// @param exponent where the exponent would begin; −1 if there was no digit
  private boolean slowFloating(PropertyType type, byte[] bytes, int from, int to, int exponent) {
    String text = ascii(bytes, from, to);
    if (exponent < 0) text = special(text);
    else if (exponent < to && !exponent(bytes, exponent, to)) text = "";
    if (text.isEmpty()) return fail(type);
    bits =
        type == PropertyType.FLOAT
            ? Float.floatToRawIntBits(Float.parseFloat(text))
            : Double.doubleToRawLongBits(Double.parseDouble(text));
    return true;
  }

  private static boolean exponent(byte[] bytes, int from, int to) {
    if (bytes[from] != 'e' && bytes[from] != 'E') return false;
    int at = from + 1;
    if (at < to && (bytes[at] == '-' || bytes[at] == '+')) at++;
    return digits(bytes, at, to) && to - at <= 9;
  }

  /// Java's spelling of infinities and of no number; empty for anything else.
  private static String special(String text) {
    String sign = text.startsWith("-") ? "-" : "";
    String word = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    return switch (word.toLowerCase(java.util.Locale.ROOT)) {
      case "inf", "infinity" -> sign + "Infinity";
      case "nan" -> "NaN";
      default -> "";
    };
  }

  private boolean truth(byte[] bytes, int from, int to) {
    switch (ascii(bytes, from, to).toLowerCase(java.util.Locale.ROOT)) {
      case "true", "t", "yes", "1" -> bits = 1;
      case "false", "f", "no", "0" -> bits = 0;
      default -> {
        return fail(PropertyType.BOOL);
      }
    }
    return true;
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
