package io.pergola.graphscope;

/// Weakly connected components: which vertices are joined by paths, whatever the direction of
/// edges. A component is named by its smallest vertex: the one of the first vertex label, and there
/// the one with the smallest id ([io.pergola.graph.Oid#ORDER]). So the result depends neither on
/// threads nor on fragments.
public record Wcc() implements Algorithm {
  @Override
  public String name() {
    return "wcc";
  }
}
