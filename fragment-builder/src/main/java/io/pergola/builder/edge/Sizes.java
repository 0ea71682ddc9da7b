package io.pergola.builder.edge;

/// Bytes of the fragments, summed up while they are built. For one thread.
public final class Sizes {
  /// Offsets and neighbors.
  public long topology;

  /// Where the properties of in-edges are.
  public long rows;

  /// Tables of vertices and edges.
  public long properties;

  /// From ids to vertices.
  public long index;

  /// Outer vertices and mirrors.
  public long routing;

  /// Ends of edges between fragments: two an edge.
  public long cutEntries;
}
