package io.pergola.graphscope;

import java.util.List;

/// A part of a graph, seen in place: nothing is copied.
///
/// An edge belongs to it if its label is chosen, both of its ends belong to it and no filter leaves
/// it out: the part is the one that its vertices and edges **induce**.
///
/// @param vertexLabels names of the vertex labels; empty for all
/// @param edgeLabels names of the edge labels; empty for all
/// @param filters which vertices and edges of these
public record Subgraph(List<String> vertexLabels, List<String> edgeLabels, Filters filters) {
  /// All of the graph.
  public static final Subgraph WHOLE = new Subgraph(List.of(), List.of(), Filters.NONE);

  /// Keeps the lists unmodifiable.
  public Subgraph {
    vertexLabels = List.copyOf(vertexLabels);
    edgeLabels = List.copyOf(edgeLabels);
  }
}
