package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Headers that say what their columns are for: those of neo4j-admin (`id:ID(Group)`, `:LABEL`,
/// `:START_ID`, `:END_ID`, `:TYPE`, `since:date`, `:IGNORE`) and of Neptune (`~id`, `~label`,
/// `~from`, `~to`, `since:Date(single)`).
///
/// Lists (`string[]`) and types that properties do not have (points, durations) are read as text.
final class TypedHeader {
  private static final Pattern CELL =
      Pattern.compile("(?<name>.*?):(?<type>[A-Za-z_]+)(?<rest>[\\[({].*)?", Pattern.DOTALL);
  private static final Pattern ROLE =
      Pattern.compile("(?s).*:(ID|START_ID|END_ID)([({].*)?", Pattern.CASE_INSENSITIVE);

  private TypedHeader() {}

  /// Whether a header can only be one of these.
  static boolean matches(List<String> cells) {
    return cells.stream().anyMatch(cell -> cell.equals("~id") || ROLE.matcher(cell).matches());
  }

  static List<ColumnHead> read(List<String> cells) {
    boolean neptune = cells.stream().anyMatch(cell -> cell.startsWith("~"));
    return cells.stream().map(cell -> head(cell, neptune)).toList();
  }

  private static ColumnHead head(String cell, boolean neptune) {
    Optional<ColumnHead.Role> tilde = neptune(cell);
    if (tilde.isPresent()) return new ColumnHead(cell, tilde.get(), Optional.empty());
    Matcher matcher = CELL.matcher(cell);
    if (!matcher.matches()) return ColumnHead.named(cell);
    String name = matcher.group("name").isEmpty() ? cell : matcher.group("name");
    String type = matcher.group("type");
    ColumnHead.Role role = neo4j(type);
    if (role != ColumnHead.Role.ANY) return new ColumnHead(name, role, Optional.empty());
    boolean list = matcher.group("rest") != null && matcher.group("rest").startsWith("[");
    return ColumnHead.typed(name, list ? PropertyType.STRING : type(type, neptune));
  }

  private static Optional<ColumnHead.Role> neptune(String cell) {
    return switch (cell) {
      case "~id" -> Optional.of(ColumnHead.Role.ID);
      case "~from" -> Optional.of(ColumnHead.Role.SOURCE);
      case "~to" -> Optional.of(ColumnHead.Role.DESTINATION);
      case "~label" -> Optional.of(ColumnHead.Role.LABEL);
      default -> Optional.empty();
    };
  }

  private static ColumnHead.Role neo4j(String type) {
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "ID" -> ColumnHead.Role.ID;
      case "START_ID" -> ColumnHead.Role.SOURCE;
      case "END_ID" -> ColumnHead.Role.DESTINATION;
      case "LABEL", "TYPE" -> ColumnHead.Role.LABEL;
      case "IGNORE" -> ColumnHead.Role.IGNORED;
      default -> ColumnHead.Role.ANY;
    };
  }

  private static PropertyType type(String name, boolean neptune) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "bool", "boolean" -> PropertyType.BOOL;
      case "byte" -> PropertyType.INT8;
      case "short" -> PropertyType.INT16;
      case "int", "integer" -> PropertyType.INT32;
      case "long" -> PropertyType.INT64;
      case "float" -> PropertyType.FLOAT;
      case "double" -> PropertyType.DOUBLE;
      // with a time of day, other than the name says
      case "date" -> neptune ? PropertyType.TIMESTAMP_US : PropertyType.DATE;
      case "datetime", "localdatetime" -> PropertyType.TIMESTAMP_US;
      default -> PropertyType.STRING;
    };
  }
}
