package io.pergola.builder.output;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Property;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The `graph.yaml` of an exported graph.
final class SpecText {
  private final FragmentGroup group;
  private final List<Map<String, Object>> vertices = new ArrayList<>();
  private final List<Map<String, Object>> edges = new ArrayList<>();

  SpecText(FragmentGroup group) {
    this.group = group;
  }

  void vertices(VertexLabel label, String file, String id) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("label", label.name());
    entry.put("file", file);
    if (!isEdgeList(file)) entry.put("id", id);
    entry.put(
        "types", types(isEdgeList(file) ? "id" : id, label.oidType().label(), label.properties()));
    vertices.add(entry);
  }

  void edges(Triple triple, String file, List<String> ends) {
    EdgeLabel label = group.schema().edgeLabels().get(triple.edgeLabel());
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("label", label.name());
    entry.put("file", file);
    if (!isEdgeList(file)) {
      entry.put("src", ends.get(0));
      entry.put("dst", ends.get(1));
    }
    entry.put("src_label", group.schema().vertexLabels().get(triple.source()).name());
    entry.put("dst_label", group.schema().vertexLabels().get(triple.destination()).name());
    Map<String, String> types = new LinkedHashMap<>();
    for (Property property : label.properties())
      types.put(property.name(), property.type().label());
    if (!types.isEmpty()) entry.put("types", types);
    edges.add(entry);
  }

  private static boolean isEdgeList(String file) {
    return file.endsWith(".v") || file.endsWith(".e");
  }

  private static Map<String, String> types(String id, String oidType, List<Property> properties) {
    Map<String, String> types = new LinkedHashMap<>();
    types.put(id, oidType);
    for (Property property : properties) types.put(property.name(), property.type().label());
    return types;
  }

  private String partitioner() {
    return switch (group.partitioner()) {
      case Partitioner.Hash _ -> "hash";
      case Partitioner.Range _ -> "range";
      case Partitioner.Probe _ -> GraphExporter.PARTITION;
    };
  }

  String text() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("directed", group.directed());
    spec.put("fragments", group.fnum());
    spec.put("partitioner", partitioner());
    spec.put("vertices", vertices);
    if (!edges.isEmpty()) spec.put("edges", edges);
    return new YAMLMapper().writeValueAsString(spec);
  }
}
