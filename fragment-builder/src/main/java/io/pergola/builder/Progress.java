package io.pergola.builder;

import java.util.LinkedHashMap;
import java.util.Map;

/// Passes on how far the load has come, and takes the time of its phases.
final class Progress {
  private final LoadListener listener;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private String phase = "";
  private long done;
  private long total;
  private long since = System.nanoTime();

  Progress(LoadListener listener) {
    this.listener = listener;
  }

  /// Begins a phase, or goes on with it.
  synchronized void phase(String name) {
    long now = System.nanoTime();
    if (!phase.isEmpty()) seconds.merge(phase, (now - since) / 1e9, Double::sum);
    since = now;
    phase = name;
  }

  /// Says how much there is to do in this step of the phase.
  synchronized void begin(long amount) {
    done = 0;
    total = amount;
    tell();
  }

  /// Something was done.
  synchronized void advance(long amount) {
    advanceTo(done + amount);
  }

  /// So much was done.
  synchronized void advanceTo(long amount) {
    if (amount <= done) return;
    done = amount;
    tell();
  }

  private void tell() {
    listener.progress(phase, done, total);
  }

  /// Ends the last phase.
  synchronized Map<String, Double> finish() {
    phase("");
    return seconds;
  }
}
