package io.pergola.graph;

import java.util.Set;

/// A vertex property that a graph is to get.
///
/// @param property its name and type
/// @param vertexLabels which labels get it
/// @param filler writes its values
public record NewProperty(Property property, Set<Integer> vertexLabels, Filler filler) {
  /// Writes the values of a new property.
  public interface Filler {
    /// Adds the column to a label's table in one fragment.
    ///
    /// @param table gets exactly one column more, of the property's name and type: a value, or
    ///   null, for each inner vertex by lid
    void addTo(TableWriter table, int fid, int vertexLabel);
  }

  /// Keeps the set unmodifiable.
  public NewProperty {
    vertexLabels = Set.copyOf(vertexLabels);
  }

  /// The schema of a graph that has the property too.
  ///
  /// @throws io.pergola.store.StoreException.Invalid if a label has a property of that name
  public Schema addTo(Schema schema) {
    return new Schema(
        schema.vertexLabels().stream()
            .map(label -> vertexLabels.contains(label.id()) ? label.with(property) : label)
            .toList(),
        schema.edgeLabels());
  }
}
