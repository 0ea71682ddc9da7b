package io.pergola.graphscope;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Threads that work through one phase after another. A phase of a kernel may last a fraction of a
/// millisecond, so helpers wait for the next one spinning, and only park when none comes for some
/// microseconds.
///
/// All of a phase's writes are visible to everyone after [#forEach] returns. A team is driven by
/// one thread, which works along as worker 0.
final class Team implements AutoCloseable {
  /// Work on one of a phase's items.
  interface Task {
    /// Does one item.
    ///
    /// @param item from 0
    /// @param worker who does it, from 0 to `size − 1`
    void run(int item, int worker);
  }

  private static final int SPINS = 20_000;

  private final Thread[] helpers;
  private final AtomicInteger nextItem = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private volatile Thread driver = Thread.currentThread();
  private final AtomicInteger phase = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private Task task = (item, worker) -> {};
  private int items;

  private Team(int size) {
    helpers = new Thread[size - 1];
    for (int i = 0; i < helpers.length; i++) {
      int worker = i + 1;
      helpers[i] =
          Thread.ofPlatform().daemon().name("pergola-worker-" + worker).start(() -> help(worker));
    }
  }

  /// @param size workers, the caller included
  static Team of(int size) {
    return new Team(size);
  }

  /// How many work.
  int size() {
    return helpers.length + 1;
  }

  /// Runs the task for each item from 0 to `count − 1`, in no particular order, and waits.
  ///
  /// @throws RuntimeException or Error that one of the runs threw; then items may have been left
  ///   out
  void forEach(int count, Task work) {
    if (helpers.length == 0 || count <= 1) {
      for (int item = 0; item < count; item++) work.run(item, 0);
      return;
    }
    driver = Thread.currentThread();
    task = work;
    items = count;
    nextItem.set(0);
    busy.set(helpers.length);
    phase.incrementAndGet();
    for (Thread helper : helpers) LockSupport.unpark(helper);
    take(0);
    for (int spins = 0; busy.get() > 0; spins++) pause(spins);
    rethrow();
  }

  /// Ends the helpers. The team must not be at work.
  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) LockSupport.unpark(helper);
  }

  private void help(int worker) {
    int seen = 0;
    while (true) {
      for (int spins = 0; phase.get() == seen; spins++) {
        if (closed) return;
        pause(spins);
      }
      seen++;
      take(worker);
      if (busy.decrementAndGet() == 0) LockSupport.unpark(driver);
    }
  }

  private void take(int worker) {
    try {
      Task work = task;
      int count = items;
      for (int item = nextItem.getAndIncrement(); item < count; item = nextItem.getAndIncrement()) {
        work.run(item, worker);
      }
    } catch (Throwable thrown) {
      nextItem.set(items);
      failure = thrown;
    }
  }

  private void rethrow() {
    Throwable thrown = failure;
    failure = null;
    if (thrown instanceof RuntimeException exception) throw exception;
    if (thrown instanceof Error error) throw error;
  }

  private void pause(int spins) {
    if (spins < SPINS) Thread.onSpinWait();
    else LockSupport.park(this);
  }
}
