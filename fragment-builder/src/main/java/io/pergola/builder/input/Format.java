package io.pergola.builder.input;

import java.nio.file.Path;
import java.util.Locale;

/// The kinds of text files that can be loaded.
public enum Format {
  /// Comma-separated, with a header; the delimiter is taken from the first line if it is not given.
  CSV(',', true, false),
  /// Tab-separated, with a header.
  TSV('\t', true, false),
  /// A pair of ids and perhaps a weight a line, between blanks; `#` and `%` begin comments. SNAP's
  /// `.txt`, GAP's `.el` and `.wel`.
  EDGELIST((char) Dialect.BLANKS, false, true),
  /// LDBC Graphalytics vertices: an id and perhaps properties a line, between blanks.
  V((char) Dialect.BLANKS, false, false),
  /// LDBC Graphalytics edges: source, destination and perhaps a weight a line, between blanks.
  E((char) Dialect.BLANKS, false, false),
  /// CSV whose header says roles and types as neo4j-admin wants them: `id:ID`, `:START_ID`,
  /// `since:date`.
  NEO4J(',', true, false),
  /// CSV whose header says roles and types as Neptune wants them: `~id`, `~from`, `since:Date`.
  NEPTUNE(',', true, false),
  /// A matrix in coordinates, of the Matrix Market.
  MTX((char) Dialect.BLANKS, false, true),
  /// Columns in row groups.
  PARQUET(',', false, false),
  /// Arrow's IPC file or stream.
  ARROW(',', false, false),
  /// XML with nodes and edges.
  GRAPHML(',', true, false),
  /// The Graph Modelling Language.
  GML(',', true, false),
  /// Graphviz's language.
  DOT(',', true, false);

  private final char delimiter;
  private final boolean quotes;
  private final boolean comments;

  Format(char delimiter, boolean quotes, boolean comments) {
    this.delimiter = delimiter;
    this.quotes = quotes;
    this.comments = comments;
  }

  Dialect dialect() {
    return new Dialect((byte) delimiter, quotes, comments);
  }

  /// Whether files have a header unless told otherwise.
  boolean mayHaveHeader() {
    return this == CSV || this == TSV;
  }

  /// Whether files say the types of their columns and hold no text.
  public boolean isColumnar() {
    return this == PARQUET || this == ARROW;
  }

  /// Whether the third column of edges is called `weight`.
  public boolean isEdgeList() {
    return this == E || this == EDGELIST;
  }

  /// Whether JGraphT imports it.
  boolean isImported() {
    return this == GRAPHML || this == GML || this == DOT;
  }

  /// The format that a file's name suggests: by its extension before that of the compression, CSV
  /// if that says nothing.
  ///
  /// @throws LoadException.BadFile if the extension is of a format that can't be loaded
  static Format of(Path file) {
    String name = Compression.of(file).strip(file).toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return switch (extension) {
      case "tsv", "tab" -> TSV;
      case "txt", "el", "wel" -> EDGELIST;
      case "v" -> V;
      case "e" -> E;
      case "mtx" -> MTX;
      case "parquet", "pq" -> PARQUET;
      case "arrow", "feather", "ipc", "arrows" -> ARROW;
      case "graphml" -> GRAPHML;
      case "gml" -> GML;
      case "dot", "gv" -> DOT;
      case "bz2", "xz", "zip", "orc", "json", "sg", "wsg" ->
          throw new LoadException.BadFile(
              file,
              "'.%s' files can't be loaded; convert it to CSV or Parquet. If it is text after all, say so with #format=csv"
                  .formatted(extension));
      default -> CSV;
    };
  }

  /// Reads a format's name as users write it.
  ///
  /// @throws LoadException.BadOption if there is no such format
  static Format parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "csv" -> CSV;
      case "tsv" -> TSV;
      case "edgelist", "txt", "snap", "el", "wel" -> EDGELIST;
      case "v" -> V;
      case "e" -> E;
      case "neo4j" -> NEO4J;
      case "neptune" -> NEPTUNE;
      case "mtx" -> MTX;
      case "parquet" -> PARQUET;
      case "arrow", "feather", "ipc" -> ARROW;
      case "graphml" -> GRAPHML;
      case "gml" -> GML;
      case "dot" -> DOT;
      default ->
          throw new LoadException.BadOption(
              "format=%s: there are csv, tsv, edgelist, v, e, mtx, neo4j, neptune, parquet, arrow, graphml, gml and dot"
                  .formatted(text));
    };
  }
}
