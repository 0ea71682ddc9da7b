package io.pergola.builder;

import io.pergola.builder.input.BoundFile;
import io.pergola.builder.input.ColumnHead;
import io.pergola.builder.input.Format;
import io.pergola.builder.input.InputOptions;
import io.pergola.builder.input.LoadException;
import io.pergola.builder.input.TableFile;
import io.pergola.graph.PropertyType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The columns of one file and what they are: ids first, then properties.
///
/// Properties are named by the header. Without one, vertices have `p1`, `p2`, …, and so do edges,
/// except that the first property of an edge list or of Graphalytics edges is `weight`.
final class FileColumns {
  private static final String WEIGHT = "weight";

  private final TableFile file;
  private final List<Integer> keys;
  private final Map<String, Integer> properties = new LinkedHashMap<>();
  private final Map<Integer, PropertyType> given = new LinkedHashMap<>();

  private FileColumns(TableFile file, List<Integer> keys, Set<String> skip, boolean edges) {
    this.file = file;
    this.keys = keys;
    Set<Integer> skipped = skip.stream().map(file::position).collect(Collectors.toSet());
    boolean weighted = edges && file.format().isEdgeList();
    for (int position = 0; position < file.columns().size(); position++) {
      if (keys.contains(position) || skipped.contains(position) || !isProperty(position)) continue;
      int number = properties.size() + 1;
      String plain = weighted && number == 1 ? WEIGHT : "p" + number;
      properties.put(file.header() ? file.columns().get(position) : plain, position);
    }
  }

  private boolean isProperty(int position) {
    return switch (file.heads().get(position).role()) {
      case ANY, ID -> true;
      case SOURCE, DESTINATION, LABEL -> false;
      case IGNORED -> {
        if (file.format().isColumnar()) throw unloadable(file.columns().get(position));
        yield false;
      }
    };
  }

  private LoadException unloadable(String column) {
    return new LoadException.BadFile(
        file.path(),
        "column '%s' is a list, a struct or of another type that no property has; leave it out with #skip=%s, or write it as plain columns"
            .formatted(column, column));
  }

  static FileColumns ofVertices(TableFile file, InputOptions options) {
    int id =
        options.id().map(file::position).or(() -> file.positionOf(ColumnHead.Role.ID)).orElse(0);
    FileColumns columns = new FileColumns(file, List.of(id), options.skip(), false);
    columns.give(options.types(), List.of("id"));
    return columns;
  }

  static FileColumns ofEdges(TableFile file, InputOptions options) {
    if (file.columns().size() < 2) {
      throw new LoadException.BadFile(
          file.path(),
          "has one column, '%s', but edges need two: source and destination. Cells were taken to be separated by %s; if they are not, give #delimiter=…"
              .formatted(file.header() ? file.columns().getFirst() : "0", file.delimiterName()));
    }
    Optional<Integer> src =
        options.src().map(file::position).or(() -> file.positionOf(ColumnHead.Role.SOURCE));
    Optional<Integer> dst =
        options.dst().map(file::position).or(() -> file.positionOf(ColumnHead.Role.DESTINATION));
    int source = src.orElse(dst.isPresent() && dst.get() == 0 ? 1 : 0);
    int destination = dst.orElse(source == 0 ? 1 : 0);
    if (source == destination) {
      throw new LoadException.BadFile(
          file.path(),
          "source and destination are the same column, '%s'; name two"
              .formatted(file.columns().get(source)));
    }
    FileColumns columns = new FileColumns(file, List.of(source, destination), options.skip(), true);
    columns.give(options.types(), List.of("src", "dst"));
    return columns;
  }

  /// Takes the types that the user gave. A column is called by its name, its position, the name of
  /// its property or what its ids are for.
  private void give(Map<String, PropertyType> types, List<String> roles) {
    types.forEach((name, type) -> {
      Integer position = file.header() ? file.find(name).orElse(null) : null;
      if (position == null) position = properties.get(name);
      if (position == null && roles.contains(name)) position = keys.get(roles.indexOf(name));
      if (position == null) position = file.position(name);
      given.put(position, type);
    });
  }

  TableFile file() {
    return file;
  }

  Set<String> properties() {
    return properties.keySet();
  }

  /// What the ids in column `key` are.
  ColumnType keyType(int key) {
    int position = keys.get(key);
    if (given.containsKey(position)) return ColumnType.given(given.get(position));
    return file.hasSample() ? ColumnType.guess(file.guessIds(position)) : ColumnType.unknown();
  }

  /// What the property's cells are.
  ColumnType propertyType(String name) {
    int position = Objects.requireNonNull(properties.get(name));
    if (given.containsKey(position)) return ColumnType.given(given.get(position));
    if (file.type(position).isPresent()) {
      PropertyType type = file.type(position).get();
      return file.format().isColumnar() ? ColumnType.guess(type) : ColumnType.given(type);
    }
    Optional<PropertyType> guess = file.guessProperty(position);
    if (guess.isEmpty()) return ColumnType.unknown();
    // Graphalytics has no other weights than numbers, so anything else is a mistake
    boolean weight = file.format() == Format.E && name.equals(WEIGHT);
    boolean text = weight && guess.get() == PropertyType.STRING;
    return ColumnType.guess(text ? PropertyType.DOUBLE : guess.get());
  }

  /// Refuses a file whose properties are not those of the label's first file.
  void requireSame(FileColumns first, String label) {
    if (properties().equals(first.properties())) return;
    Set<String> missing = new HashSet<>(first.properties());
    missing.removeAll(properties());
    throw new LoadException.BadFile(
        file.path(),
        "has the properties %s, but %s has %s%s; all files of label '%s' have the same ones"
            .formatted(
                properties(),
                first.file.path(),
                first.properties(),
                missing.isEmpty() ? "" : " (missing here: " + missing + ")",
                label));
  }

  /// The file with its columns in the label's order.
  BoundFile bind(List<PropertyType> keyTypes, List<BoundProperty> wanted) {
    List<BoundFile.Column> columns = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      columns.add(new BoundFile.Column(keys.get(i), keyTypes.get(i), true, false));
    }
    for (BoundProperty property : wanted) {
      columns.add(
          new BoundFile.Column(
              Objects.requireNonNull(properties.get(property.name())),
              property.type(),
              false,
              property.guessed()));
    }
    return new BoundFile(file, columns);
  }

  /// A property whose type is settled.
  record BoundProperty(String name, PropertyType type, boolean guessed) {}
}
