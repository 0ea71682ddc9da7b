package io.pergola.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Gives the pages of freed blobs back to the system, in the background.
///
/// Some stay, since using them again is several times faster than getting new ones. What is beyond
/// that goes when it was not used again for a second, in steps so short that nobody waits long for
/// the store's lock. All methods but [#run] are called with that lock held.
final class PageReturn implements Runnable {
  /// Returning 256 MiB takes about 50 ms.
  static final long STEP = 8 << 20;

  private final ExtentAllocator extents;
  private final SharedMemory memory;
  private final ReentrantLock lock;
  private final Condition wake;
  private final long kept;
  private boolean running;
  private boolean stopped;

  /// @param kept how many free bytes may keep their pages
  PageReturn(ExtentAllocator extents, SharedMemory memory, ReentrantLock lock, long kept) {
    this.extents = extents;
    this.memory = memory;
    this.lock = lock;
    this.kept = kept;
    wake = lock.newCondition();
  }

  /// Starts the thread if there is something to do and it is not there.
  void check() {
    if (running || stopped || extents.warmBytes() <= kept) return;
    running = true;
    Thread.ofPlatform().daemon().name("pergola-pages").start(this);
  }

  /// Makes room for blobs that lie elsewhere than the free pages: all together don't take more
  /// memory than the store may have.
  void relieve() {
    long excess = extents.excess();
    if (excess > 0) punch(excess);
  }

  /// Returns some pages now.
  ///
  /// @return whether there are more
  boolean returnSome() {
    punch(STEP);
    return extents.warmBytes() > 0;
  }

  /// Ends the thread, if there is one.
  void stop() {
    stopped = true;
    wake.signalAll();
  }

  @Override
  public void run() {
    long excess = 0;
    while (true) {
      lock.lock();
      try {
        if (excess <= 0 || stopped) excess = awaitExcess();
        if (excess <= 0) return;
        punch(Math.min(excess, STEP));
        excess -= STEP;
      } finally {
        lock.unlock();
      }
    }
  }

  /// Waits a second, again and again, until there are bytes that nobody wanted meanwhile.
  ///
  /// @return how many, or 0 if the thread should end
  private long awaitExcess() {
    try {
      while (!stopped && extents.warmBytes() > kept) {
        extents.watchIdle();
        if (wake.await(1, TimeUnit.SECONDS)) continue;
        long excess = extents.idleBytes() - kept;
        if (excess > 0) return excess;
      }
    } catch (InterruptedException asked) {
      // ends the thread
    }
    running = false;
    return 0;
  }

  private void punch(long atMost) {
    extents.cool(atMost).forEach(pages -> memory.punch(pages.start(), pages.size()));
  }
}
