package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.util.Optional;

/// What the head of a file says about a column.
///
/// @param name how it is called
/// @param role what it is for
/// @param type what its cells are, where the head says so
public record ColumnHead(String name, Role role, Optional<PropertyType> type) {
  /// What a column is for.
  public enum Role {
    /// A property, or what the options make of it.
    ANY,
    /// The id of a vertex.
    ID,
    /// The id of an edge's source.
    SOURCE,
    /// The id of an edge's destination.
    DESTINATION,
    /// The labels of the record, several ones separated by `;`. Only records of the wanted label
    /// are read.
    LABEL,
    /// Nothing.
    IGNORED
  }

  static ColumnHead named(String name) {
    return new ColumnHead(name, Role.ANY, Optional.empty());
  }

  static ColumnHead typed(String name, PropertyType type) {
    return new ColumnHead(name, Role.ANY, Optional.of(type));
  }
}
