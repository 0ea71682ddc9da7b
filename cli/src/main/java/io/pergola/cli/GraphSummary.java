package io.pergola.cli;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Property;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A graph in words and numbers.
record GraphSummary(FragmentGroup group) {
  long vertices() {
    return schema().vertexLabels().stream().mapToLong(label -> group.vertexCount(label.id())).sum();
  }

  long edges() {
    return schema().triples().stream().mapToLong(this::edges).sum();
  }

  /// Edges of a triple: half of its entries where one CSR holds each edge at both ends.
  long edges(Triple triple) {
    long entries = group.entryCount(triple);
    return !group.directed() && triple.joinsOneLabel() ? entries / 2 : entries;
  }

  Schema schema() {
    return group.schema();
  }

  String partitioner() {
    return switch (group.partitioner()) {
      case Partitioner.Hash hash -> "hash";
      case Partitioner.Range range -> "range";
      case Partitioner.Probe probe -> "probe";
    };
  }

  /// One line: layout, direction, partition.
  String form() {
    return "%s, %s, %d %s by %s"
        .formatted(
            group.format(),
            group.directed() ? "directed" : "undirected",
            group.fnum(),
            group.fnum() == 1 ? "fragment" : "fragments",
            partitioner());
  }

  TextTable vertexTable() {
    TextTable table = new TextTable("VERTEX LABEL", "VERTICES", "PROPERTIES");
    for (VertexLabel label : schema().vertexLabels()) {
      Property oid = new Property(VertexLabel.OID, label.oidType());
      table.row(
          label.name(),
          group.vertexCount(label.id()),
          words(Stream.concat(Stream.of(oid), label.properties().stream()).toList()));
    }
    return table;
  }

  TextTable edgeTable() {
    TextTable table = new TextTable("EDGE LABEL", "FROM", "TO", "EDGES", "PROPERTIES");
    for (Triple triple : schema().triples()) {
      EdgeLabel label = schema().edgeLabels().get(triple.edgeLabel());
      table.row(
          label.name(),
          vertexLabel(triple.source()),
          vertexLabel(triple.destination()),
          edges(triple),
          words(label.properties()));
    }
    return table;
  }

  private String vertexLabel(int id) {
    return schema().vertexLabels().get(id).name();
  }

  private static String words(List<Property> properties) {
    if (properties.isEmpty()) return "-";
    return properties.stream()
        .map(property -> property.name() + " " + property.type().label())
        .collect(Collectors.joining(", "));
  }

  /// The keys that `docs/cli.md` lists under "graph".
  ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("layout", group.format())
            .put("directed", group.directed())
            .put("partitioner", partitioner())
            .put("vertices", vertices())
            .put("edges", edges());
    vertexLabels(json.putArray("vertex_labels"));
    edgeLabels(json.putArray("edge_labels"));
    fragments(json.putArray("fragments"));
    return json;
  }

  private void vertexLabels(ArrayNode into) {
    for (VertexLabel label : schema().vertexLabels()) {
      ObjectNode json = into.addObject();
      json.put("name", label.name())
          .put("oid_type", label.oidType().label())
          .put("vertices", group.vertexCount(label.id()));
      properties(json.putArray("properties"), label.properties());
    }
  }

  private void edgeLabels(ArrayNode into) {
    for (EdgeLabel label : schema().edgeLabels()) {
      ObjectNode json = into.addObject();
      json.put("name", label.name());
      ArrayNode relations = json.putArray("relations");
      for (Triple triple : schema().triples()) {
        if (triple.edgeLabel() != label.id()) continue;
        relations
            .addObject()
            .put("source", vertexLabel(triple.source()))
            .put("destination", vertexLabel(triple.destination()))
            .put("edges", edges(triple));
      }
      properties(json.putArray("properties"), label.properties());
    }
  }

  private static void properties(ArrayNode into, List<Property> properties) {
    for (Property property : properties) {
      into.addObject().put("name", property.name()).put("type", property.type().label());
    }
  }

  private void fragments(ArrayNode into) {
    for (FragmentGroup.Part part : group.fragments()) {
      into.addObject()
          .put("fid", part.fid())
          .put("id", part.id().toString())
          .put("instance_id", part.instanceId())
          .put("vertices", sum(part.vertices()))
          .put("entries", sum(part.edges()));
    }
  }

  static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
