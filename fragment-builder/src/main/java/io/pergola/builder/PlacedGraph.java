package io.pergola.builder;

import io.pergola.builder.stage.StagedTable;
import io.pergola.builder.vertex.Vertices;
import io.pergola.graph.Schema;
import java.util.List;

/// A graph that was read: all that is left is to write it.
///
/// @param schema of the graph
/// @param vertices with their places, by vertex label
/// @param edges with ends resolved to places, by triple
record PlacedGraph(Schema schema, List<Vertices> vertices, List<StagedTable> edges) {}
