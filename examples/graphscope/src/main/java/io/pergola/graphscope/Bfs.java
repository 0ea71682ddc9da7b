package io.pergola.graphscope;

/// Breadth-first search: for each vertex the least number of edges on a path from the source, along
/// the direction of edges if the graph has one. Vertices that can't be reached have
/// 9223372036854775807.
///
/// @param source a vertex as `OID`, or as `LABEL:OID` where there are several vertex labels
public record Bfs(String source) implements Algorithm {
  @Override
  public String name() {
    return "bfs";
  }
}
