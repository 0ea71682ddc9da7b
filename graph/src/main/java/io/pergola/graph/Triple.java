package io.pergola.graph;

/// An edge label between one pair of vertex labels. Each triple has topology and an edge table of
/// its own, so a neighbor is an index within one vertex label.
///
/// @param id its number: triples are counted from 0 over edge labels, then over their relations
/// @param edgeLabel the edge label's id
/// @param source the vertex label of the edges' sources
/// @param destination the vertex label of the edges' destinations
public record Triple(int id, int edgeLabel, int source, int destination) {
  /// Whether both ends have the same label.
  public boolean joinsOneLabel() {
    return source == destination;
  }
}
