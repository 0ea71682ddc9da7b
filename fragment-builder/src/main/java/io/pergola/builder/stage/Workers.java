package io.pergola.builder.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A team of threads that does numbered tasks. The caller is one of them.
public final class Workers implements AutoCloseable {
  private final int threads;
  private final Runnable afterEach;
  private final ExecutorService helpers;

  /// A team of `threads`, the caller included.
  ///
  /// @param afterEach what each does after a task
  public Workers(int threads, Runnable afterEach) {
    this.threads = threads;
    this.afterEach = afterEach;
    this.helpers =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            Thread.ofPlatform().daemon().name("pergola-load-", 1).factory());
  }

  /// How many they are.
  public int threads() {
    return threads;
  }

  /// Does tasks 0 to `tasks − 1`, started in that order. If some fail, no further ones are started
  /// and the failure of the lowest number is thrown: the same one whatever the number of threads.
  public void run(int tasks, IntConsumer task) {
    Run run =
        new Run(
            tasks,
            number -> {
              task.accept(number);
              afterEach.run();
            });
    List<Future<?>> others = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, tasks); i++) others.add(helpers.submit(run));
    run.run();
    others.forEach(Workers::await);
    if (run.failure != null) throw run.failure;
  }

  private static void await(Future<?> other) {
    boolean interrupted = false;
    while (true) {
      try {
        other.get();
        break;
      } catch (InterruptedException later) {
        // tasks use memory that the caller is about to free, so they must end first
        interrupted = true;
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  @Override
  public void close() {
    helpers.shutdown();
  }

  private static final class Run implements Runnable {
    private final int tasks;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private volatile @Nullable RuntimeException failure;
    private int failedTask = Integer.MAX_VALUE;

    Run(int tasks, IntConsumer task) {
      this.tasks = tasks;
      this.task = task;
    }

    @Override
    public void run() {
      for (int i; failure == null && (i = next.getAndIncrement()) < tasks; ) {
        try {
          task.accept(i);
        } catch (RuntimeException thrown) {
          fail(i, thrown);
        } catch (OutOfMemoryError full) {
          fail(i, HeapFull.of(full));
        }
      }
    }

    private synchronized void fail(int number, RuntimeException thrown) {
      if (number > failedTask) return;
      failedTask = number;
      failure = thrown;
    }
  }
}
