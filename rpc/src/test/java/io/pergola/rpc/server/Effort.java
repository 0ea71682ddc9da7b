package io.pergola.rpc.server;

import java.util.concurrent.TimeUnit;

/// How long a test goes on that tries nonsense: until so many frames were answered, and for so many
/// seconds. `-Dpergola.frames=N` and `-Dpergola.seconds=N` say so; `.ci/frames` and `.ci/run` do.
///
/// @param frames at least so many
/// @param endNanos not before this moment of the system's clock
record Effort(long frames, long endNanos) {
  private static final int USUAL_FRAMES = 20_000;

  static Effort begin() {
    long nanos = TimeUnit.SECONDS.toNanos(Integer.getInteger("pergola.seconds", 0));
    return new Effort(Long.getLong("pergola.frames", USUAL_FRAMES), System.nanoTime() + nanos);
  }

  boolean isEnoughWith(long answered) {
    return answered >= frames && System.nanoTime() - endNanos >= 0;
  }
}
