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
    columns = List.copyOf(columns);
  }

  /// The column of that name, if there is one.
  public Optional<Column> find(String name) {
    return columns.stream().filter(column -> column.property().name().equals(name)).findFirst();
  }

  /// The column of that name.
  ///
  /// @throws StoreException.NotFound if there is none; the message lists those that are there
  public Column column(String name) {
    return find(name)
        .orElseThrow(() ->
            new StoreException.NotFound(
                "there is no property '%s'; there are %s"
                    .formatted(name, columns.stream().map(c -> c.property().name()).toList())));
  }
}
