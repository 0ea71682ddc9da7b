package io.pergola.store;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/// Moves blobs between memory and the spill file, in the background. All methods but [#run] and
/// [#stop] are called with the store's lock held; bytes are copied without it.
///
/// When more than the upper share of the memory is used, sealed blobs that nobody references are
/// written to the file, those first that were released longest ago, until the lower share is used.
/// A blob that is referenced while it is being written stays.
final class Spiller implements Runnable {
  private static final System.Logger LOG = System.getLogger(Spiller.class.getName());

  /// How long a failure is told to those who ask for room, before it is tried again.
  private static final long FAILURE_NANOS = 1_000_000_000;

  private final MemoryPool pool;
  private final SpillFile file;
  private final SpillOptions options;
  private final Condition work;
  private final Set<BlobEntry> cold = new LinkedHashSet<>();
  private final Deque<BlobEntry> asked = new ArrayDeque<>();
  private final Thread thread;
  private long target = Long.MAX_VALUE;
  private boolean stopped;
  private @Nullable BlobEntry moving;
  private @Nullable String failure;
  private long failedAt;
  private long spilledBytes;
  private SpillTraffic traffic = SpillTraffic.NONE;

  Spiller(MemoryPool pool, SpillOptions options) {
    this.pool = pool;
    this.options = options;
    file = SpillFile.create(options.directory());
    work = pool.lock.newCondition();
    thread = Thread.ofPlatform().daemon().name("pergola-spill").start(this);
  }

  /// Notes that nobody references a sealed blob any more.
  void cooled(BlobEntry entry) {
    cold.add(entry);
    if (pool.usage() > target) work.signal();
  }

  /// Notes that a blob is referenced, or gone.
  void warmed(BlobEntry entry) {
    cold.remove(entry);
  }

  /// Sees to room for `byteSize` more bytes.
  ///
  /// @param fits whether they would fit now
  void want(long byteSize, boolean fits) {
    boolean high = pool.usage() + byteSize >= pool.limit() * options.upperShare();
    if (fits && !high) return;
    long lower = (long) (pool.limit() * options.lowerShare());
    target = Math.min(lower, pool.limit() - byteSize);
    // If only no free run is long enough, one blob less is the next thing to try.
    if (!fits) target = Math.min(target, pool.usage() - 1);
    work.signal();
  }

  /// Whether room is about to come free.
  boolean isFreeing() {
    return failure().isEmpty() && (moving != null || !asked.isEmpty() || victim() != null);
  }

  /// Why the last blob could not be written, if that was a moment ago; else empty.
  String failure() {
    if (failure == null || System.nanoTime() - failedAt > FAILURE_NANOS) return "";
    return failure;
  }

  /// Moves a blob to the file, or, if memory was reserved for it, back.
  void ask(BlobEntry entry) {
    if (entry == moving || asked.contains(entry)) return;
    asked.add(entry);
    work.signal();
  }

  /// Whether its bytes are being copied.
  boolean isMoving(BlobEntry entry) {
    return entry == moving;
  }

  /// Whether a move of the blob is not done yet.
  boolean isPending(BlobEntry entry) {
    return entry == moving || asked.contains(entry);
  }

  SpillFile file() {
    return file;
  }

  /// How many bytes are in the file.
  long spilledBytes() {
    return spilledBytes;
  }

  /// What was moved so far.
  SpillTraffic traffic() {
    return traffic;
  }

  /// Counts bytes in the file.
  void spilled(long byteSize) {
    spilledBytes += byteSize;
  }

  @Override
  public void run() {
    while (true) {
      BlobEntry next = await();
      if (next == null) return;
      try {
        if (next.loading) load(next);
        else spill(next);
      } catch (RuntimeException failed) {
        fail(failed);
      }
      pool.announceChange();
    }
  }

  private @Nullable BlobEntry await() {
    pool.lock.lock();
    try {
      while (!stopped) {
        moving = next();
        if (moving != null) return moving;
        work.awaitUninterruptibly();
      }
      return null;
    } finally {
      pool.lock.unlock();
    }
  }

  private @Nullable BlobEntry next() {
    for (BlobEntry entry = asked.poll(); entry != null; entry = asked.poll()) {
      if (!entry.deleted && (entry.loading || entry.canSpill())) return entry;
    }
    if (pool.usage() <= target || !failure().isEmpty()) {
      target = Long.MAX_VALUE;
      return null;
    }
    BlobEntry victim = victim();
    if (victim == null) target = Long.MAX_VALUE;
    return victim;
  }

  private @Nullable BlobEntry victim() {
    for (BlobEntry entry : cold) if (entry.canSpill()) return entry;
    return null;
  }

  private void spill(BlobEntry entry) {
    reserve(entry);
    try {
      file.write(pool.memory.segment().asSlice(entry.memoryAt, entry.byteSize), entry.spilledAt);
    } catch (RuntimeException failed) {
      finish(() -> {
        giveUp(entry);
        pool.settle(entry);
      });
      throw failed;
    }
    finish(() -> {
      long spilled = traffic.spilledBytes() + entry.byteSize;
      traffic = new SpillTraffic(spilled, traffic.loadedBytes());
      boolean wanted = !entry.deleted && (entry.evicted || entry.references == 0);
      if (!wanted) giveUp(entry);
      else entry.moveTo(file);
      entry.evicted = false;
      pool.settle(entry);
    });
  }

  private void reserve(BlobEntry entry) {
    pool.lock.lock();
    try {
      entry.spilledAt = file.reserve(entry.byteSize);
      cold.remove(entry);
      spilledBytes += entry.byteSize;
    } finally {
      pool.lock.unlock();
    }
  }

  private void giveUp(BlobEntry entry) {
    entry.evicted = false;
    pool.freeSpilled(entry);
    if (!entry.deleted && entry.references == 0) cold.add(entry);
  }

  private void load(BlobEntry entry) {
    file.read(entry.spilledAt, pool.memory.segment().asSlice(entry.memoryAt, entry.byteSize));
    finish(() -> {
      long loaded = traffic.loadedBytes() + entry.byteSize;
      traffic = new SpillTraffic(traffic.spilledBytes(), loaded);
      entry.loading = false;
      if (!entry.deleted && entry.references == 0) cold.add(entry);
      entry.moveTo(pool.memory);
      pool.settle(entry);
    });
  }

  private void finish(Runnable result) {
    pool.lock.lock();
    try {
      moving = null;
      result.run();
    } finally {
      pool.lock.unlock();
    }
  }

  private void fail(RuntimeException cause) {
    LOG.log(Level.WARNING, "can't spill to " + options.directory() + ": " + cause.getMessage());
    pool.lock.lock();
    try {
      moving = null;
      failure = String.valueOf(cause.getMessage());
      failedAt = System.nanoTime();
    } finally {
      pool.lock.unlock();
    }
  }

  /// Ends the thread and waits for it, then removes the file. To be called without the lock.
  void stop() {
    pool.lock.lock();
    try {
      stopped = true;
      work.signal();
    } finally {
      pool.lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }
}
