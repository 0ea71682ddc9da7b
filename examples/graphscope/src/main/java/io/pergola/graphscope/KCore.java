package io.pergola.graphscope;

/// Core numbers: for each vertex the greatest k such that it belongs to a part of the graph in
/// which every vertex has at least k neighbors (Seidman, Social Networks 5, 1983). Edges count
/// whatever their direction, parallel ones once, self loops not at all.
public record KCore() implements Algorithm {
  @Override
  public String name() {
    return "kcore";
  }
}
