package io.pergola.graphscope;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Prints doubles as LDBC Graphalytics' reference outputs do: one digit, a point, 15 digits and an
/// exponent of at least two digits, such as `8.500000000000000e-01`.
///
/// The digits are those of the shortest decimal that reads back as the same double
/// ([Double#toString]), padded with zeros, or rounded where it has 17. So up to 16 digits nothing
/// is lost.
final class Decimals {
  private static final int DIGITS = 16;

  private Decimals() {}

  /// Appends a double; `infinity` or `nan` if it is that.
  static void append(StringBuilder line, double value) {
    if (value < 0) line.append('-');
    if (value == 0) line.append("0.000000000000000e+00");
    else if (Double.isNaN(value)) line.append("nan");
    else if (Double.isInfinite(value)) line.append("infinity");
    else appendFinite(line, Math.abs(value));
  }

  private static void appendFinite(StringBuilder line, double value) {
    BigDecimal shortest = new BigDecimal(Double.toString(value));
    BigDecimal decimal = shortest.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    if (shortest.precision() > DIGITS && shortest.unscaledValue().longValue() % 5 == 0) {
      decimal = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    }
    String digits = decimal.unscaledValue().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    int begin = line.length();
    line.append(digits).insert(begin + 1, '.');
    line.repeat('0', DIGITS + 1 - (line.length() - begin));
    line.append('e').append(exponent < 0 ? '-' : '+');
    if (Math.abs(exponent) < 10) line.append('0');
    line.append(Math.abs(exponent));
  }
}
