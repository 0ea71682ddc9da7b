package io.pergola.cli;

import io.pergola.graphscope.RunListener;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Shows how far a run is, and ends it when the process is told to end (Ctrl-C): then the run stops
/// within milliseconds, and what it began to write is removed.
final class RunWatch implements RunListener, AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final String what;
  private final Optional<ProgressLine> line;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().unstarted(this::cancel);
  private volatile boolean cancelled;

  private RunWatch(String what, Optional<ProgressLine> line) {
    this.what = what;
    this.line = line;
  }

  static RunWatch of(String what, Console console) {
    Optional<ProgressLine> line =
        Console.isWatched() ? Optional.of(new ProgressLine(console.err())) : Optional.empty();
    RunWatch watch = new RunWatch(what, line);
    Runtime.getRuntime().addShutdownHook(watch.hook);
    return watch;
  }

  @Override
  public void step(long done, long total) {
    line.ifPresent(shown -> shown.show(what, done, total));
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  private void cancel() {
    cancelled = true;
    try {
      boolean done = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!done) Thread.currentThread().interrupt();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    line.ifPresent(ProgressLine::close);
    finished.countDown();
    if (cancelled) return;
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      cancelled = true;
    }
  }
}
