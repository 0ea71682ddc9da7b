package io.pergola.graphscope;

import java.util.Optional;

/// An algorithm of one's own, written for one fragment and run on all (GRAPE: Fan et al.,
/// "Parallelizing Sequential Graph Computations", SIGMOD 2017).
///
/// Each vertex has one number. [#partial] is called once for each fragment and makes the best of
/// what is there. Then numbers travel: those given to outer vertices go home, where [#combine]
/// weighs them against what the vertex has, and new numbers of inner vertices go to all their
/// copies. Where an inner vertex got a better number, or [Part#again] was called, [#incremental] is
/// called with these vertices *active*, and so on until nothing changes.
///
/// ```java
/// Result result = Analytics.run(store, graph, new WidestPaths("BOS", "seats"), options);
/// ```
///
/// `docs/tutorial-algorithm.md` builds one from nothing. A program is used by one run at a time.
/// Its calls come one after another; inside a call [Part] spreads vertices over threads.
public non-sealed interface Program extends Algorithm {
  /// How two numbers for one vertex become one.
  enum Combine {
    /// The smaller one.
    MIN,
    /// The greater one.
    MAX,
    /// Numbers are set by the owner alone, never from outside.
    OWNER
  }

  /// How numbers are combined.
  Combine combine();

  /// The number that every vertex begins with.
  double initial();

  /// A numeric property that weighs edges; without, each weighs 1.
  default Optional<String> weight() {
    return Optional.empty();
  }

  /// The first evaluation of a fragment.
  void partial(Part part);

  /// A further one, after messages.
  void incremental(Part part);
}
