package io.pergola.graphscope;

import io.pergola.store.StoreException;
import java.util.List;

/// What part of a graph to run on, and how.
///
/// Edges count if their label is chosen and both of their ends have chosen labels.
///
/// @param vertexLabels names of the vertex labels; empty for all
/// @param edgeLabels names of the edge labels; empty for all
/// @param threads how many to compute with, the caller's included
/// @param repeat how often to run; the result is that of the last run
public record RunOptions(
    List<String> vertexLabels, List<String> edgeLabels, int threads, int repeat) {
  /// @throws StoreException.Invalid if `threads` or `repeat` is less than 1
  public RunOptions {
    vertexLabels = List.copyOf(vertexLabels);
    edgeLabels = List.copyOf(edgeLabels);
    if (threads < 1) throw new StoreException.Invalid(threads + " threads, expected at least 1");
    if (repeat < 1) throw new StoreException.Invalid("repeat " + repeat + ", expected at least 1");
  }

  /// The whole graph, once, with a thread for each processor.
  public static RunOptions defaults() {
    return new RunOptions(List.of(), List.of(), Runtime.getRuntime().availableProcessors(), 1);
  }

  /// The same with another number of threads.
  public RunOptions withThreads(int count) {
    return new RunOptions(vertexLabels, edgeLabels, count, repeat);
  }

  /// The same, run `count` times.
  public RunOptions withRepeat(int count) {
    return new RunOptions(vertexLabels, edgeLabels, threads, count);
  }
}
