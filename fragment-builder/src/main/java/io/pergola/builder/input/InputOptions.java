package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import io.pergola.store.StoreException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a user says about an input file: `key=value` joined by `&`. Columns are named by their name
/// in the header or by their position, counted from 0.
///
/// @param id the column with the vertex's id
/// @param src the column with the id of the edge's source
/// @param dst the column with the id of the edge's destination
/// @param srcLabel the vertex label of sources
/// @param dstLabel the vertex label of destinations
/// @param newLabels whether labels of these edges that have no vertex file get their vertices from
///   the edges although other labels have files; without it such a label is taken for a mistake
/// @param delimiter between cells: one character or `comma`, `tab`, `semicolon`, `pipe`, `space`,
///   `blanks`
/// @param header whether the first line holds the names of the columns
/// @param quote whether cells may be quoted: `"` or `none`
/// @param format the kind of file, else by its extension
/// @param headerFile a file whose first line is the header, perhaps with types:
///   `name:string,age:int`
/// @param label the label, where it does not stand in front of the file
/// @param skip columns that are not loaded
/// @param types types of columns that shall not be guessed, such as `count:int32,since:date`
public record InputOptions(
    Optional<String> id,
    Optional<String> src,
    Optional<String> dst,
    Optional<String> srcLabel,
    Optional<String> dstLabel,
    Optional<Boolean> newLabels,
    Optional<Byte> delimiter,
    Optional<Boolean> header,
    Optional<Boolean> quote,
    Optional<Format> format,
    Optional<Path> headerFile,
    Optional<String> label,
    Set<String> skip,
    Map<String, PropertyType> types) {
  /// Nothing said.
  public static final InputOptions NONE = parse("");

  private static final Set<String> KEYS =
      Set.of(
          "id",
          "src",
          "dst",
          "src_label",
          "dst_label",
          "new_labels",
          "delimiter",
          "header",
          "quote",
          "format",
          "header_file",
          "label",
          "skip",
          "types",
          // as vineyard-graph-loader calls them
          "header_row",
          "include_all_columns");

  /// Keeps the collections unmodifiable.
  public InputOptions {
    skip = Set.copyOf(skip);
    types = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(types));
  }

  /// Reads options.
  ///
  /// @throws LoadException.BadOption if a key is unknown, stands twice or has a value that can't be
  public static InputOptions parse(String text) {
    Map<String, String> given = new LinkedHashMap<>(split(text));
    return of(given, types(java.util.Objects.requireNonNullElse(given.remove("types"), "")));
  }

  /// Makes options of keys and values, and of columns and their types.
  ///
  /// @throws LoadException.BadOption if a key is unknown or has a value that can't be
  public static InputOptions of(Map<String, String> given, Map<String, String> types) {
    given.forEach(InputOptions::requireKey);
    Map<String, PropertyType> parsed = new LinkedHashMap<>();
    types.forEach((column, type) -> parsed.put(column, type(type)));
    return new InputOptions(
        Optional.ofNullable(given.get("id")),
        Optional.ofNullable(given.get("src")),
        Optional.ofNullable(given.get("dst")),
        Optional.ofNullable(given.get("src_label")),
        Optional.ofNullable(given.get("dst_label")),
        truth(given, "new_labels"),
        Optional.ofNullable(given.get("delimiter")).map(InputOptions::delimiter),
        truth(given, "header").or(() -> truth(given, "header_row")),
        Optional.ofNullable(given.get("quote")).map(InputOptions::quote),
        Optional.ofNullable(given.get("format")).map(Format::parse),
        Optional.ofNullable(given.get("header_file")).map(Path::of),
        Optional.ofNullable(given.get("label")),
        given.containsKey("skip") ? Set.of(given.get("skip").split(",")) : Set.of(),
        parsed);
  }

  private static void requireKey(String key, String value) {
    if (KEYS.contains(key)) return;
    throw new LoadException.BadOption(
        "'%s' (%s) is not an option; there are %s"
            .formatted(key, value, KEYS.stream().sorted().toList()));
  }

  /// Takes `key=value&key=value` apart.
  ///
  /// @throws LoadException.BadOption if a key is unknown, stands twice or has no value
  public static Map<String, String> split(String text) {
    Map<String, String> given = new LinkedHashMap<>();
    if (text.isBlank()) return given;
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (!KEYS.contains(key)) {
        throw new LoadException.BadOption(
            "'%s' in '#%s' is not an option; there are id, src, dst, src_label, dst_label, new_labels, delimiter, header, header_file, quote, format, label, skip and types, as key=value joined by &"
                .formatted(pair, text));
      }
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (value.isEmpty()) throw new LoadException.BadOption("'%s' has no value".formatted(key));
      if (given.put(key, value) != null) {
        throw new LoadException.BadOption("'%s' stands twice in '#%s'".formatted(key, text));
      }
    }
    return given;
  }

  private static byte delimiter(String text) {
    return switch (text) {
      case "comma" -> ',';
      case "tab", "\\t" -> '\t';
      case "semicolon" -> ';';
      case "pipe" -> '|';
      case "space" -> ' ';
      case "blanks" -> Dialect.BLANKS;
      default -> character(text);
    };
  }

  private static byte character(String text) {
    char only = text.charAt(0);
    if (text.length() != 1 || only <= 0x08 || only >= 0x7f || "\r\n\"".indexOf(only) >= 0) {
      throw new LoadException.BadOption(
          "delimiter=%s: expected one ASCII character that is not a quote or a newline, or comma, tab, semicolon, pipe, space or blanks (any run of spaces and tabs)"
              .formatted(text));
    }
    return (byte) only;
  }

  private static Optional<Boolean> truth(Map<String, String> given, String key) {
    String text = given.getOrDefault(key, "");
    return switch (text) {
      case "" -> Optional.empty();
      case "true", "yes", "1" -> Optional.of(true);
      case "false", "no", "0" -> Optional.of(false);
      default ->
          throw new LoadException.BadOption("%s=%s: expected true or false".formatted(key, text));
    };
  }

  private static boolean quote(String text) {
    return switch (text) {
      case "\"", "double" -> true;
      case "none" -> false;
      default ->
          throw new LoadException.BadOption("quote=%s: expected double or none".formatted(text));
    };
  }

  private static Map<String, String> types(String text) {
    Map<String, String> types = new LinkedHashMap<>();
    if (text.isEmpty()) return types;
    for (String pair : text.split(",", -1)) {
      int colon = pair.lastIndexOf(':');
      if (colon <= 0) {
        throw new LoadException.BadOption(
            "types=%s: '%s' is not COLUMN:TYPE, such as count:int32".formatted(text, pair));
      }
      if (types.put(pair.substring(0, colon), pair.substring(colon + 1)) != null) {
        throw new LoadException.BadOption(
            "types=%s: column '%s' stands twice".formatted(text, pair.substring(0, colon)));
      }
    }
    return types;
  }

  private static PropertyType type(String name) {
    try {
      return PropertyType.parse(name);
    } catch (StoreException.Invalid unknown) {
      throw new LoadException.BadOption("types: " + unknown.getMessage());
    }
  }
}
