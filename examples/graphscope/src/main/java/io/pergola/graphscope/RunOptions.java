package io.pergola.graphscope;

import io.pergola.store.StoreException;
import java.util.List;

/// What part of a graph to run on, and how.
///
/// @param part all of the graph, or some of it
/// @param threads how many to compute with, the caller's included
/// @param repeat how often to run; the result is that of the last run
/// @param listener who watches
public record RunOptions(Subgraph part, int threads, int repeat, RunListener listener) {
  /// @throws StoreException.Invalid if `threads` or `repeat` is less than 1
  public RunOptions {
    if (threads < 1) throw new StoreException.Invalid(threads + " threads, expected at least 1");
    if (repeat < 1) throw new StoreException.Invalid("repeat " + repeat + ", expected at least 1");
  }

  /// The whole graph, once, with a thread for each processor.
  public static RunOptions defaults() {
    int threads = Runtime.getRuntime().availableProcessors();
    return new RunOptions(Subgraph.WHOLE, threads, 1, RunListener.NONE);
  }

  /// The same on some labels only.
  ///
  /// @param vertexLabels names; empty for all
  /// @param edgeLabels names; empty for all
  public RunOptions withLabels(List<String> vertexLabels, List<String> edgeLabels) {
    Subgraph labels = new Subgraph(vertexLabels, edgeLabels, part.filters());
    return new RunOptions(labels, threads, repeat, listener);
  }

  /// The same on some vertices and edges only.
  public RunOptions withFilters(Filters filters) {
    Subgraph filtered = new Subgraph(part.vertexLabels(), part.edgeLabels(), filters);
    return new RunOptions(filtered, threads, repeat, listener);
  }

  /// The same with another number of threads.
  public RunOptions withThreads(int count) {
    return new RunOptions(part, count, repeat, listener);
  }

  /// The same, run `count` times.
  public RunOptions withRepeat(int count) {
    return new RunOptions(part, threads, count, listener);
  }

  /// The same, watched.
  public RunOptions withListener(RunListener watcher) {
    return new RunOptions(part, threads, repeat, watcher);
  }
}
