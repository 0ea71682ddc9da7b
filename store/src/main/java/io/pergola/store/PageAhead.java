package io.pergola.store;

import io.pergola.store.IntervalSet.Range;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Touches free pages before anyone needs them, in the background, when blobs were created since it
/// last did.
///
/// The pages are touched without the lock. If one of them is given to a blob meanwhile, no harm is
/// done: its bytes stay as they are. All methods but [#run] and [#join] are called with the lock
/// held.
final class PageAhead implements Runnable {
  /// Touching so many takes about 3 ms.
  private static final long STEP = 4 << 20;

  private static final System.Logger LOG = System.getLogger(PageAhead.class.getName());

  private final ExtentAllocator extents;
  private final SharedMemory memory;
  private final ReentrantLock lock;
  private final long window;
  private boolean wanted = true;
  private boolean stopped;
  private @Nullable Thread thread;

  /// @param window how many free bytes should have their pages
  PageAhead(ExtentAllocator extents, SharedMemory memory, ReentrantLock lock, long window) {
    this.extents = extents;
    this.memory = memory;
    this.lock = lock;
    this.window = window;
  }

  /// Notes that blobs are created.
  void want() {
    wanted = true;
  }

  /// Touches no more pages before blobs are created again.
  void pause() {
    wanted = false;
  }

  /// Starts the thread if half of the window is cold and it is not there.
  void check() {
    if (!wanted || stopped || thread != null || missing() <= goal() / 2) return;
    thread = Thread.ofPlatform().daemon().name("pergola-pages-ahead").start(this);
  }

  private long goal() {
    return Math.min(window, extents.freeBytes());
  }

  private long missing() {
    return goal() - extents.warmBytes();
  }

  @Override
  public void run() {
    try {
      for (Range cold = next(); cold != null; cold = next()) {
        memory.populate(cold.start(), cold.size());
        done(cold);
      }
    } catch (StoreException refused) {
      LOG.log(System.Logger.Level.WARNING, "no more pages are touched ahead: {0}", refused);
      giveUp();
    }
  }

  private void giveUp() {
    lock.lock();
    try {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Range next() {
    lock.lock();
    try {
      long missing = missing();
      Range cold =
          !wanted || stopped || missing <= 0 ? null : extents.cold(Math.min(missing, STEP));
      if (cold == null) {
        wanted = false;
        thread = null;
      }
      return cold;
    } finally {
      lock.unlock();
    }
  }

  private void done(Range pages) {
    lock.lock();
    try {
      extents.warmed(pages);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the thread soon.
  void stop() {
    stopped = true;
  }

  /// Waits until no page is being touched. To be called without the lock, after [#stop].
  void join() {
    Thread last = current();
    try {
      if (last != null) last.join();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Thread current() {
    lock.lock();
    try {
      return thread;
    } finally {
      lock.unlock();
    }
  }
}
