package io.pergola.cli;

import java.io.PrintWriter;
import java.util.Locale;

/// One line on a terminal that says how far something has come, painted again and again and gone at
/// the end.
final class ProgressLine implements AutoCloseable {
  private static final long REPAINT_NANOS = 80_000_000;
  private static final int BAR = 24;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter terminal;
  private long paintedAt = System.nanoTime() - REPAINT_NANOS;
  private String phase = "";

  ProgressLine(PrintWriter terminal) {
    this.terminal = terminal;
  }

  /// Shows that `done` of `total` are done; at most a dozen times a second.
  synchronized void show(String what, long done, long total) {
    long now = System.nanoTime();
    if (what.equals(phase) && now - paintedAt < REPAINT_NANOS) return;
    phase = what;
    paintedAt = now;
    double share = total <= 0 ? 0 : Math.clamp((double) done / total, 0, 1);
    int full = (int) (share * BAR);
    terminal.print(
        "%s%-14s [%s%s] %s%%"
            .formatted(
                CLEAR,
                what,
                "=".repeat(full),
                " ".repeat(BAR - full),
                String.format(Locale.ROOT, "%3.0f", share * 100)));
    terminal.flush();
  }

  /// Wipes the line.
  @Override
  public synchronized void close() {
    terminal.print(CLEAR);
    terminal.flush();
  }
}
