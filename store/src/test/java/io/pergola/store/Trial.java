package io.pergola.store;

import java.util.Random;

/// How a random test runs: by default with a new seed and a number of steps that takes seconds.
/// `-Dpergola.seed=S` repeats a run, `-Dpergola.steps=N` makes it longer.
///
/// @param seed what all choices follow from; failures must print it
/// @param steps how many operations to try
record Trial(long seed, int steps) {
  static Trial ofSteps(int usually) {
    return new Trial(
        Long.getLong("pergola.seed", new Random().nextLong()),
        Integer.getInteger("pergola.steps", usually));
  }

  Random random() {
    return new Random(seed);
  }

  /// Where a run is, for messages.
  String at(int step) {
    return "step %d; repeat with -Dpergola.seed=%d -Dpergola.steps=%d".formatted(step, seed, steps);
  }
}
