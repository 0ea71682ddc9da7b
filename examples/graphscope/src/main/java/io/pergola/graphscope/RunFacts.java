package io.pergola.graphscope;

import java.util.List;

/// How a run went.
///
/// @param algorithm what was computed
/// @param seconds how long each run took
/// @param rounds how many steps the last one took
/// @param memoryBound bytes of heap that it could take at most
record RunFacts(Algorithm algorithm, List<Double> seconds, int rounds, long memoryBound) {
  RunFacts {
    seconds = List.copyOf(seconds);
  }
}
