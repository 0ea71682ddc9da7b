package io.pergola.graphscope;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.store.StoreException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The part of a schema that a run goes over.
///
/// @param schema the whole of it
/// @param vertexLabels by id
/// @param edgeLabels by id
/// @param triples of these edge labels between these vertex labels, by id
record Selection(
    Schema schema,
    List<VertexLabel> vertexLabels,
    List<EdgeLabel> edgeLabels,
    List<Triple> triples) {

  static Selection of(Schema schema, Subgraph part) {
    Set<Integer> vertices = new TreeSet<>();
    for (String name : part.vertexLabels()) vertices.add(schema.vertexLabel(name).id());
    if (part.vertexLabels().isEmpty()) schema.vertexLabels().forEach(l -> vertices.add(l.id()));
    Set<Integer> edges = new TreeSet<>();
    for (String name : part.edgeLabels()) edges.add(schema.edgeLabel(name).id());
    if (part.edgeLabels().isEmpty()) schema.edgeLabels().forEach(l -> edges.add(l.id()));
    List<Triple> triples =
        schema.triples().stream()
            .filter(t -> edges.contains(t.edgeLabel()))
            .filter(t -> vertices.contains(t.source()) && vertices.contains(t.destination()))
            .toList();
    requireUse(schema, part, triples);
    return new Selection(
        schema,
        vertices.stream().map(schema.vertexLabels()::get).toList(),
        edges.stream().map(schema.edgeLabels()::get).toList(),
        triples);
  }

  /// Whether ids need their label to be understood.
  boolean severalLabels() {
    return vertexLabels.size() > 1;
  }

  private static void requireUse(Schema schema, Subgraph part, List<Triple> triples) {
    Set<Integer> used = new HashSet<>();
    for (Triple triple : triples) used.add(triple.edgeLabel());
    for (String name : part.edgeLabels()) {
      if (used.contains(schema.edgeLabel(name).id())) continue;
      throw new StoreException.Invalid(
          "edge label '%s' joins none of the chosen vertex labels %s; choose the labels of both of its ends"
              .formatted(name, part.vertexLabels()));
    }
  }
}
