package io.pergola.graphscope;

/// Watches a run, and may end it.
public interface RunListener {
  /// Nobody watches.
  RunListener NONE = (done, total) -> {};

  /// Called between the steps of a run, by the thread that started it.
  ///
  /// @param done how much is done: iterations, vertices reached or removed, passes
  /// @param total of how much; 0 if that can't be known
  void step(long done, long total);

  /// Whether the run is to end as soon as possible; asked often, by several threads. Then
  /// [Analytics#run] throws [java.util.concurrent.CancellationException].
  default boolean cancelled() {
    return false;
  }
}
