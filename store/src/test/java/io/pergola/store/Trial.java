package io.pergola.store;

import java.util.Random;
import java.util.function.Consumer;

/// How a random test runs: by default with a new seed and a number of steps that takes seconds.
/// `-Dpergola.seed=S` repeats a run, `-Dpergola.steps=N` makes it longer.
///
/// @param seed what all choices follow from; failures must print it
/// @param steps how many operations to try
public record Trial(long seed, int steps) {
  /// A run of that many steps, unless the command line says otherwise.
  public static Trial ofSteps(int usually) {
    return new Trial(
        Long.getLong("pergola.seed", new Random().nextLong()),
        Integer.getInteger("pergola.steps", usually));
  }

  /// Takes so many steps, each with random choices of its own. What a step throws is reported with
  /// its place.
  public static void repeat(int usually, Consumer<Random> step) {
    Trial trial = ofSteps(usually);
    Random random = trial.random();
    for (int i = 0; i < trial.steps; i++) {
      try {
        step.accept(random);
      } catch (RuntimeException | AssertionError failed) {
        throw new AssertionError(trial.at(i), failed);
      }
    }
  }

  /// What a run's choices come from.
  public Random random() {
    return new Random(seed);
  }

  /// Where a run is, for messages.
  public String at(int step) {
    return "step %d; repeat with -Dpergola.seed=%d -Dpergola.steps=%d".formatted(step, seed, steps);
  }
}
