package io.pergola.cli;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what another process is about to do.
final class Await {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private Await() {}

  /// Waits until something is so.
  ///
  /// @param what says after a minute what was waited for
  static void until(Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("waited in vain for " + what.get());
      sleep(5);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }
}
