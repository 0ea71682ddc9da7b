package io.pergola.graphscope;

import io.pergola.store.StoreException;

/// PageRank, all ranks updated at once, a fixed number of times. With d the damping factor and V
/// the vertices, every rank begins as 1/|V|, and then
///
/// ```
/// next(v) = (1 - d)/|V| + d * sum of rank(u)/outdegree(u) over in-edges (u, v) + d/|V| * sum of rank(w) over dangling w
/// ```
///
/// where vertices without out-edges are dangling. Parallel edges count as often as they are stored;
/// in an undirected graph every edge counts in both directions. Ranks add up to 1.
///
/// @param damping d, from 0 to 1
/// @param iterations how often ranks are updated
public record PageRank(double damping, int iterations) implements Algorithm {
  /// Damping 0.85 and 10 iterations.
  public static final PageRank DEFAULT = new PageRank(0.85, 10);

  /// @throws StoreException.Invalid if a parameter is out of range
  public PageRank {
    if (!(damping >= 0 && damping <= 1)) {
      throw new StoreException.Invalid(
          "PageRank: damping is %s, expected a number from 0 to 1".formatted(damping));
    }
    if (iterations < 0) {
      throw new StoreException.Invalid(
          "PageRank: %d iterations, expected at least 0".formatted(iterations));
    }
  }

  @Override
  public String name() {
    return "pagerank";
  }
}
