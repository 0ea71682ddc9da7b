package io.pergola.graphscope;

/// Local clustering coefficient: the share of the possible edges among a vertex's neighbors that
/// are there. With N(v) the set of v's neighbors in either direction, without v itself,
///
/// ```
/// lcc(v) = number of edges from a vertex of N(v) to another of N(v) / (|N(v)| * (|N(v)| - 1))
/// ```
///
/// and 0 if |N(v)| is less than 2. Edges are a set: parallel ones count once, self loops not at
/// all. Without direction an edge counts both ways.
public record Lcc() implements Algorithm {
  @Override
  public String name() {
    return "lcc";
  }
}
