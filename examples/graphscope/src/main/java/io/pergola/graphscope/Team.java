package io.pergola.graphscope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Threads that work through one phase after another. A phase of a kernel may last less than it
/// takes to wake a thread, so all wait spinning for about that long before they park. Helpers start
/// with the first phase that has work for them.
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

  /// Work on a piece of a list.
  interface Piece {
    /// Does the items from `from` to `to − 1`.
    void run(int from, int to, int worker);
  }

  /// Fewer edges than this one thread has done before two have shared them, some 50 microseconds.
  static final int WORTH_SHARING = 8192;

  /// The most items of a piece. Of few, fewer: some vertices have most of the edges.
  private static final int PIECE = 64;

  private static final int PIECES_PER_WORKER = 64;

  /// Some 50 microseconds.
  private static final int SPINS = 2_000;

  private final int size;
  private final RunListener listener;
  private final List<Thread> helpers = new ArrayList<>();
  private final AtomicInteger nextItem = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private volatile Thread driver = Thread.currentThread();
  private final AtomicInteger phase = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private Task task = (item, worker) -> {};
  private int items;

  private Team(int size, RunListener listener) {
    this.size = size;
    this.listener = listener;
  }

  /// @param size workers, the caller included
  static Team of(int size) {
    return of(size, RunListener.NONE);
  }

  /// @param size workers, the caller included
  /// @param listener who hears of steps, and whose wish to end ends phases
  static Team of(int size, RunListener listener) {
    return new Team(size, listener);
  }

  /// Says how far the run is.
  ///
  /// @throws CancellationException if it is to end
  void step(long done, long total) {
    requireWanted();
    listener.step(done, total);
  }

  /// @throws CancellationException if the run is to end
  void requireWanted() {
    if (listener.cancelled()) throw new CancellationException("the run was cancelled");
  }

  /// How many work.
  int size() {
    return size;
  }

  /// Runs the task for each item from 0 to `count − 1`, in no particular order, and waits.
  ///
  /// @throws RuntimeException or Error that one of the runs threw; then items may have been left
  ///   out
  /// @throws CancellationException if the listener ended the run
  void forEach(int count, Task work) {
    if (size == 1 || count <= 1) {
      for (int item = 0; item < count; item++) {
        requireWanted();
        work.run(item, 0);
      }
      return;
    }
    start();
    driver = Thread.currentThread();
    task = work;
    items = count;
    nextItem.set(0);
    busy.set(helpers.size());
    phase.incrementAndGet();
    for (Thread helper : helpers) LockSupport.unpark(helper);
    take(0);
    for (int spins = 0; busy.get() > 0; spins++) pause(spins);
    rethrow();
  }

  /// Runs over a list from `begin` to `end − 1`, piece by piece, as [#forEach] does. For lists of
  /// vertices whose edges are work: a piece has some of them, or a single one if there are few.
  void forEachPiece(int begin, int end, Piece work) {
    int length = Math.clamp((end - begin) / (PIECES_PER_WORKER * size), 1, PIECE);
    forEach(
        Math.ceilDiv(end - begin, length),
        (piece, worker) -> {
          int from = begin + piece * length;
          work.run(from, Math.min(end, from + length), worker);
        });
  }

  /// As [#forEachPiece(int, int, Piece)], but the caller does it alone if it is little.
  ///
  /// @param edges at the vertices of the list
  void forEachPiece(int begin, int end, long edges, Piece work) {
    if (edges + end - begin >= WORTH_SHARING) forEachPiece(begin, end, work);
    else if (begin < end) work.run(begin, end, 0);
  }

  /// Ends the helpers. The team must not be at work.
  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) LockSupport.unpark(helper);
  }

  private void start() {
    while (helpers.size() < size - 1) {
      int worker = helpers.size() + 1;
      int seen = phase.get();
      helpers.add(
          Thread.ofPlatform()
              .daemon()
              .name("pergola-worker-" + worker)
              .start(() -> help(worker, seen)));
    }
  }

  private void help(int worker, int first) {
    int seen = first;
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
        requireWanted();
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
