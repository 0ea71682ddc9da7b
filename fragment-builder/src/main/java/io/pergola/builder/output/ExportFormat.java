package io.pergola.builder.output;

import io.pergola.builder.input.LoadException;
import java.util.Locale;

/// What an exported graph is written as.
public enum ExportFormat {
  /// Text with a header.
  CSV,
  /// Typed columns.
  PARQUET,
  /// LDBC Graphalytics: ids between blanks, behind them perhaps a weight. Only for graphs whose
  /// vertices have no properties and whose edges have at most one, a number.
  EDGELIST;

  /// Reads a name as users write it.
  ///
  /// @throws LoadException.BadOption if there is no such format
  public static ExportFormat parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "csv" -> CSV;
      case "parquet" -> PARQUET;
      case "edgelist" -> EDGELIST;
      default ->
          throw new LoadException.BadOption(
              "'%s' is not a format to export; there are csv, parquet and edgelist"
                  .formatted(text));
    };
  }

  /// The extension of files with vertices or with edges.
  String extension(boolean edges) {
    return switch (this) {
      case CSV -> "csv";
      case PARQUET -> "parquet";
      case EDGELIST -> edges ? "e" : "v";
    };
  }
}
