package io.pergola.graphscope;

import java.util.Optional;

/// For each vertex, how much can be carried there from the source in one go: the greatest capacity
/// that a path has, which is that of its weakest edge.
record WidestPaths(String source, String capacity) implements Program {
  @Override
  public String name() {
    return "widest-paths";
  }

  @Override
  public double initial() {
    return 0; // nothing gets there yet
  }

  @Override
  public Combine combine() {
    return Combine.MAX;
  }

  @Override
  public Optional<String> weight() {
    return Optional.of(capacity);
  }

  @Override
  public void partial(Part part) {
    part.find(source).ifPresent(vertex -> part.offer(vertex, Double.POSITIVE_INFINITY));
    widen(part);
  }

  @Override
  public void incremental(Part part) {
    widen(part);
  }

  private static void widen(Part part) {
    part.whileActive(vertex ->
        vertex.forEachOut(
            (neighbor, capacity) -> vertex.offer(neighbor, Math.min(vertex.value(), capacity))));
  }
}
