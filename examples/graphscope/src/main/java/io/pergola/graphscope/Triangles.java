package io.pergola.graphscope;

/// Triangles: for each vertex, how many pairs of its neighbors are neighbors of each other. Edges
/// count whatever their direction, parallel ones once, self loops not at all.
public record Triangles() implements Algorithm {
  @Override
  public String name() {
    return "triangles";
  }
}
