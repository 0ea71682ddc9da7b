package io.pergola.graphscope;

import io.pergola.store.StoreException;

/// Community detection by label propagation, all labels updated at once, so that the result is the
/// same on any number of threads and fragments (Raghavan, Albert and Kumara, Phys. Rev. E 76, 2007,
/// as LDBC Graphalytics makes it deterministic). A vertex begins with itself as label, and then
///
/// ```
/// next(v) = the most frequent label among the other ends of v's edges; of several, the smallest
/// ```
///
/// Edges count whatever their direction, as often as they are stored: an edge there and one back
/// are two votes, a self loop is two votes of its own vertex. A vertex without edges keeps its
/// label. Labels are vertices, ordered as in [Wcc]: by vertex label, then by id.
///
/// @param iterations how often labels are updated; it ends before if nothing changes any more
public record Cdlp(int iterations) implements Algorithm {
  /// 10 iterations.
  public static final Cdlp DEFAULT = new Cdlp(10);

  /// @throws StoreException.Invalid if a parameter is out of range
  public Cdlp {
    if (iterations < 0) {
      throw new StoreException.Invalid(
          "CDLP: %d iterations, expected at least 0".formatted(iterations));
    }
  }

  @Override
  public String name() {
    return "cdlp";
  }
}
