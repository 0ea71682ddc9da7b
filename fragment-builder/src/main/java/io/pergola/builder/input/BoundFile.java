package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.util.List;

/// A file with the columns that someone wants from it, in that order.
///
/// @param file where they come from
/// @param columns what they are
public record BoundFile(TableFile file, List<Column> columns) {
  /// A column to read.
  ///
  /// @param position in the file, from 0
  /// @param type what its cells must be
  /// @param required whether a cell may not be empty
  /// @param guessed whether the type was guessed from the sample
  public record Column(int position, PropertyType type, boolean required, boolean guessed) {}

  /// Keeps the list unmodifiable.
  public BoundFile {
    columns = List.copyOf(columns);
  }

  /// The name in the file of the wanted column `index`.
  public String name(int index) {
    return file.columns().get(columns.get(index).position());
  }
}
