package io.pergola.builder.stage;

import io.pergola.builder.input.LoadException;

/// Turns a full heap into a failure that says what to do.
public final class HeapFull {
  private HeapFull() {}

  /// The failure that stands for it.
  public static LoadException of(OutOfMemoryError full) {
    return new LoadException.TooLarge(
        "the load does not fit into the heap of %d MiB; give Java more with -Xmx, or load fewer vertices at a time"
            .formatted(Runtime.getRuntime().maxMemory() >> 20),
        full);
  }
}
