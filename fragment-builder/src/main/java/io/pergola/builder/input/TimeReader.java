package io.pergola.builder.input;

import io.pergola.graph.PropertyType;

/// Reads dates and timestamps in ISO 8601's spelling, or with slashes: `2001-02-03`, `2001/02/03`,
/// `2001-02-03 04:05`, `2001-02-03T04:05:06.789Z`, `… +02:00`, `… UTC`. A time with a zone is
/// turned into UTC.
final class TimeReader {
  private static final long SECONDS_A_DAY = 86_400;
  private static final int[] TENS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  /// Days, or units of the timestamp's type, since 1970-01-01.
  long bits;

  /// Why there is no value.
  String reason = "";

  private int at;
  private int end;
  private long nanos;

  /// Whether the cell is a date.
  boolean date(byte[] bytes, int from, int to) {
    at = from;
    end = to;
    return day(bytes) && at == end;
  }

  /// Whether the cell is a timestamp that its type can hold exactly. A date alone is its midnight.
  boolean timestamp(PropertyType type, byte[] bytes, int from, int to) {
    at = from;
    end = to;
    nanos = 0;
    if (!moment(bytes)) {
      reason = "is not a timestamp (YYYY-MM-DD hh:mm:ss, perhaps with a fraction and a zone)";
      return false;
    }
    return scale(type);
  }

  /// Seconds into `bits`, the rest into `nanos`.
  private boolean moment(byte[] bytes) {
    if (!day(bytes)) return false;
    long seconds = bits * SECONDS_A_DAY;
    if (at < end) {
      if (bytes[at] != ' ' && bytes[at] != 'T' && bytes[at] != 't') return false;
      at++;
      long inDay = clock(bytes);
      if (inDay < 0) return false;
      seconds += inDay;
      while (at < end && bytes[at] == ' ') at++;
      long offset = zone(bytes);
      if (offset == Long.MIN_VALUE) return false;
      seconds -= offset;
    }
    bits = seconds;
    return at == end;
  }

  private boolean scale(PropertyType type) {
    long perSecond = perSecond(type);
    long unit = 1_000_000_000L / perSecond;
    if (nanos % unit != 0) {
      reason = "is finer than %s can hold; give type timestamp_ns".formatted(type.label());
      return false;
    }
    try {
      bits = Math.addExact(Math.multiplyExact(bits, perSecond), nanos / unit);
      return true;
    } catch (ArithmeticException overflow) {
      reason = "is out of the range of " + type.label();
      return false;
    }
  }

  static long perSecond(PropertyType type) {
    return switch (type) {
      case TIMESTAMP_S -> 1L;
      case TIMESTAMP_MS -> 1_000L;
      case TIMESTAMP_US -> 1_000_000L;
      default -> 1_000_000_000L;
    };
  }

  private boolean day(byte[] bytes) {
    int year = number(bytes, 4);
    char separator = at < end && bytes[at] == '/' ? '/' : '-';
    if (year < 0 || !skip(bytes, separator)) return false;
    int month = number(bytes, 2);
    if (month < 1 || month > 12 || !skip(bytes, separator)) return false;
    int day = number(bytes, 2);
    if (day < 1 || day > daysIn(year, month)) return false;
    bits = epochDay(year, month, day);
    return true;
  }

  private long clock(byte[] bytes) {
    int hours = number(bytes, 2);
    if (hours < 0 || hours > 23 || !skip(bytes, ':')) return -1;
    int minutes = number(bytes, 2);
    if (minutes < 0 || minutes > 59) return -1;
    int seconds = 0;
    if (skip(bytes, ':')) {
      seconds = number(bytes, 2);
      if (seconds < 0 || seconds > 59) return -1;
      if (skip(bytes, '.') && !fraction(bytes)) return -1;
    }
    return hours * 3_600L + minutes * 60L + seconds;
  }

  private boolean fraction(byte[] bytes) {
    int digits = 0;
    for (; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++, digits++) {
      if (digits == 9) return false;
      nanos = nanos * 10 + (bytes[at] - '0');
    }
    nanos *= TENS[9 - digits];
    return digits > 0;
  }

  /// Seconds east of UTC; 0 if there is no zone; the least number if it is malformed.
  private long zone(byte[] bytes) {
    if (at == end || skip(bytes, 'Z') || skip(bytes, 'z')) return 0;
    if (skip(bytes, 'U')) return skip(bytes, 'T') && skip(bytes, 'C') ? 0 : Long.MIN_VALUE;
    int sign = bytes[at] == '-' ? -1 : 1;
    if (!skip(bytes, '-') && !skip(bytes, '+')) return Long.MIN_VALUE;
    int hours = number(bytes, 2);
    if (hours < 0 || hours > 18) return Long.MIN_VALUE;
    int minutes = 0;
    if (at < end) {
      skip(bytes, ':');
      minutes = number(bytes, 2);
      if (minutes < 0 || minutes > 59) return Long.MIN_VALUE;
    }
    return sign * (hours * 3_600L + minutes * 60L);
  }

  private boolean skip(byte[] bytes, char expected) {
    if (at >= end || bytes[at] != expected) return false;
    at++;
    return true;
  }

  private int number(byte[] bytes, int digits) {
    if (end - at < digits) return -1;
    int value = 0;
    for (int i = 0; i < digits; i++, at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) return -1;
      value = value * 10 + digit;
    }
    return value;
  }

  private static int daysIn(int year, int month) {
    return switch (month) {
      case 4, 6, 9, 11 -> 30;
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      default -> 31;
    };
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar; years begin in March here, so that
  /// the leap day is the last.
  private static long epochDay(int year, int month, int day) {
    long y = month > 2 ? year : year - 1L;
    long era = Math.floorDiv(y, 400L);
    long ofEra = y - era * 400;
    long ofYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
  }
}
