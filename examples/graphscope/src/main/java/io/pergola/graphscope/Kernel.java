package io.pergola.graphscope;

/// One algorithm on one graph. Its state is allocated once; each [#run] begins anew.
interface Kernel {
  /// Computes; this is what is timed.
  void run();

  /// How many steps the last run took: levels, buckets or iterations.
  int rounds();

  /// The outcome of the last run.
  ///
  /// @param names of the graph's vertices
  Values values(Names names);
}
