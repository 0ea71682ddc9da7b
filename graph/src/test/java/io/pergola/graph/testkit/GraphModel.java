package io.pergola.graph.testkit;

import io.pergola.graph.Oid;
import io.pergola.graph.Schema;
import java.util.List;
import java.util.Optional;

/// A property graph in plain lists: the oracle that fragments are compared with.
///
/// Values are what [io.pergola.graph.Column#value] gives.
///
/// @param directed whether edges have a direction
/// @param vertices by vertex label, in input order; oids are unique within a label
/// @param edges by triple, in input order
public record GraphModel(
    Schema schema, boolean directed, List<List<Vertex>> vertices, List<List<Edge>> edges) {
  /// A vertex.
  ///
  /// @param values by property; nothing is null
  public record Vertex(Oid oid, List<Optional<Object>> values) {}

  /// An edge.
  ///
  /// @param values by property; nothing is null
  public record Edge(Oid source, Oid destination, List<Optional<Object>> values) {}

  /// Vertices of all labels.
  public int vertexCount() {
    return vertices.stream().mapToInt(List::size).sum();
  }

  /// Edges of all triples.
  public int edgeCount() {
    return edges.stream().mapToInt(List::size).sum();
  }
}
