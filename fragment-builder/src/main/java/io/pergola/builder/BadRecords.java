package io.pergola.builder;

import io.pergola.builder.input.LoadException;
import java.util.Locale;

/// What to do about records that can't be loaded: cells that are not of their column's type,
/// vertices whose id was there before, edges to vertices that are not in their label's file.
public enum BadRecords {
  /// The load fails with the first one.
  FAIL,
  /// They are left out and counted.
  SKIP,
  /// They are left out, counted, and written to the report file.
  REPORT;

  /// Reads a name as users write it.
  ///
  /// @throws LoadException.BadOption if there is no such policy
  public static BadRecords parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "fail" -> FAIL;
      case "skip" -> SKIP;
      case "report" -> REPORT;
      default ->
          throw new LoadException.BadOption(
              "'%s' is not a policy for bad records; there are fail, skip and report"
                  .formatted(text));
    };
  }
}
