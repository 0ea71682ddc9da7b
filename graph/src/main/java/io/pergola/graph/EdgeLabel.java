package io.pergola.graph;

import java.util.List;

/// A kind of edge. All edges of a label have the same properties, whatever vertices they join.
///
/// @param id its number, counted from 0 in the order given
/// @param name unique among edge labels
/// @param properties its columns
/// @param relations the (source label, destination label) pairs that it joins, in the order given
public record EdgeLabel(int id, String name, List<Property> properties, List<Relation> relations) {
  /// A pair of vertex labels that an edge label joins.
  ///
  /// @param source a vertex label's id
  /// @param destination a vertex label's id
  public record Relation(int source, int destination) {
    /// Whether the other one joins the same labels the other way.
    public boolean isReverseOf(Relation other) {
      return source == other.destination && destination == other.source;
    }
  }

  /// @throws io.pergola.store.StoreException.Invalid if two properties share a name
  public EdgeLabel {
    properties = List.copyOf(properties);
    relations = List.copyOf(relations);
    Schema.requireDistinct("property", "edge label '" + name + "'", properties, Property::name);
    Schema.requireDistinct("relation", "edge label '" + name + "'", relations, r -> r);
  }
}
