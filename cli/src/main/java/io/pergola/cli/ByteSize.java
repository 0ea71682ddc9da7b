package io.pergola.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/// A size as users write it: `4Gi`, `256M`, `1.5G`, `4096`. Units are powers of 1024, with or
/// without the `i` and a `B`.
///
/// @param bytes never negative
record ByteSize(long bytes) {
  /// What `--size ""` means: as if the option were not there.
  static final ByteSize UNSET = new ByteSize(0);

  private static final String UNITS = "KMGT";
  private static final Pattern FORM =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGT]?)I?B?", Pattern.CASE_INSENSITIVE);

  /// Reads a size.
  static ByteSize parse(String text) {
    if (text.isBlank()) return UNSET;
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new TypeConversionException("'" + text + "' is not a size, such as 4Gi, 256M or 1.5G");
    }
    String unit = form.group(2).toUpperCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    double bytes = Double.parseDouble(form.group(1)) * Math.pow(1024, power);
    if (bytes > Long.MAX_VALUE) {
      throw new TypeConversionException("'" + text + "' is more than any memory holds");
    }
    return new ByteSize((long) bytes);
  }

  /// A size for people, such as `1.4 MiB`.
  static String human(long bytes) {
    if (bytes < 1024) return bytes + " B";
    int power = Math.min((63 - Long.numberOfLeadingZeros(bytes)) / 10, UNITS.length());
    double amount = bytes / Math.pow(1024, power);
    String digits = amount < 10 ? "%.2f" : amount < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, digits, amount) + " " + UNITS.charAt(power - 1) + "iB";
  }
}
