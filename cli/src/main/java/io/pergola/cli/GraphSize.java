package io.pergola.cli;

import io.pergola.builder.LoadResult;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// How large a graph is that was loaded, or would be.
///
/// @param vertices by label
/// @param edges by label
/// @param bytes of the fragments, by part
record GraphSize(Map<String, Long> vertices, Map<String, Long> edges, LoadResult.Bytes bytes) {
  /// Adds both counts as rows.
  void addCounts(TextTable table) {
    table.row("vertices", counts(vertices));
    table.row("edges", counts(edges));
  }

  private static String counts(Map<String, Long> byLabel) {
    return byLabel.entrySet().stream()
        .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /// Adds both counts.
  void addCounts(ObjectNode json) {
    vertices.forEach(json.putObject("vertices")::put);
    edges.forEach(json.putObject("edges")::put);
  }

  /// Adds the bytes, and returns the object that has them.
  ObjectNode addBytes(ObjectNode json) {
    return json.putObject("bytes")
        .put("topology", bytes.topology())
        .put("in_rows", bytes.rows())
        .put("properties", bytes.properties())
        .put("index", bytes.index())
        .put("routing", bytes.routing())
        .put("total", bytes.total());
  }
}
