package io.pergola.graph;

import io.pergola.store.StoreException;
import java.util.List;
import java.util.Optional;

/// The columns of a label, all of the same length. A view, like its columns.
///
/// @param rowCount rows of every column; a table without columns still has rows
/// @param columns in the order of the schema
public record Table(long rowCount, List<Column> columns) {
  /// Keeps the list unmodifiable.
  public Table {
    if (!(columns instanceof LazyColumns)) columns = List.copyOf(columns);
  }

  /// The names and types of the columns.
  public List<Property> properties() {
    return columns instanceof LazyColumns lazy
        ? lazy.properties()
        : columns.stream().map(Column::property).toList();
  }

  /// The column of that name, if there is one.
  public Optional<Column> find(String name) {
    List<Property> properties = properties();
    for (int i = 0; i < properties.size(); i++) {
      if (properties.get(i).name().equals(name)) return Optional.of(columns.get(i));
    }
    return Optional.empty();
  }

  /// The column of that name.
  ///
  /// @throws StoreException.NotFound if there is none; the message lists those that are there
  public Column column(String name) {
    return find(name)
        .orElseThrow(() ->
            new StoreException.NotFound(
                "there is no property '%s'; there are %s"
                    .formatted(name, properties().stream().map(Property::name).toList())));
  }
}
