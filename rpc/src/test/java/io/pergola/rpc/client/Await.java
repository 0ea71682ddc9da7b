package io.pergola.rpc.client;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what another thread or process brings about.
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Await() {}

  /// Returns when `condition` holds.
  ///
  /// @throws AssertionError if that takes longer than anything here can take
  public static void until(Supplier<String> description, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) throw new AssertionError("never: " + description.get());
      Thread.onSpinWait();
      sleep(1);
    }
  }

  public static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
  }
}
