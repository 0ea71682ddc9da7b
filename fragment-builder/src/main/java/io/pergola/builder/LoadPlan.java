package io.pergola.builder;

import io.pergola.builder.input.BoundFile;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import java.util.List;

/// Which files are read into which label, with which columns.
///
/// @param schema of the graph
/// @param vertices by vertex label id
/// @param edges by triple id
record LoadPlan(Schema schema, List<VertexTable> vertices, List<EdgeTable> edges) {
  /// @param files with the vertices; none if they come from edges
  record VertexTable(VertexLabel label, List<BoundFile> files) {
    boolean isFromEdges() {
      return files.isEmpty();
    }
  }

  record EdgeTable(Triple triple, List<BoundFile> files) {}
}
