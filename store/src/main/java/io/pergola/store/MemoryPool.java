package io.pergola.store;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The memory that all sessions of a store share, who uses it, and the one lock that guards all of
/// them.
final class MemoryPool implements AutoCloseable {
  /// Where the first blob lies: offset 0 stays unused.
  static final long FIRST_OFFSET = 64;

  private static final long MAX_KEPT = 1L << 30;
  private static final long MAX_AHEAD = 256L << 20;

  final ReentrantLock lock = new ReentrantLock();
  final SharedMemory memory;

  /// The heap that all sessions share too.
  final HeapBudget heap;

  /// The live connections of all sessions.
  final Set<Ledger> ledgers = new LinkedHashSet<>();

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ExtentAllocator extents;
  private final PageReturn pages;
  private final PageAhead ahead;
  private final long limit;
  private final Condition changed = lock.newCondition();
  private final @Nullable Spiller spiller;
  private final AtomicInteger waiting = new AtomicInteger();
  private long usage;
  private long deletedBytes;

  MemoryPool(StoreOptions options, HeapBudget heap) {
    limit = options.byteSize();
    this.heap = heap;
    long capacity = ExtentAllocator.align(limit);
    extents = new ExtentAllocator(FIRST_OFFSET, capacity);
    // One page more than blobs can fill: code that reads whole vectors may look past the end.
    memory = new SharedMemory(extents.end() + SharedMemory.PAGE);
    boolean everything = options.prefault() == Prefault.EVERYTHING;
    long kept = everything ? capacity : Math.min(limit / 8, MAX_KEPT);
    pages = new PageReturn(extents, memory, lock, kept);
    long next = options.prefault() == Prefault.NOTHING ? 0 : Math.min(limit / 8, MAX_AHEAD);
    ahead = new PageAhead(extents, memory, lock, everything ? capacity : next);
    spiller = options.spill().map(this::spiller).orElse(null);
    ahead.check();
  }

  private Spiller spiller(SpillOptions options) {
    try {
      return new Spiller(this, options);
    } catch (RuntimeException failed) {
      memory.close();
      throw failed;
    }
  }

  /// The start of `byteSize` free bytes, or −1 if there are none; counts them as used.
  long allocate(long byteSize) {
    if (byteSize > limit - usage) return -1;
    long offset = extents.allocate(byteSize);
    if (offset < 0) return -1;
    usage += byteSize;
    pages.relieve();
    ahead.want();
    return offset;
  }

  /// Whether room is about to come free. Asks for it if there is somewhere to move blobs to.
  ///
  /// @param fits whether `byteSize` bytes more would fit now
  boolean wantRoom(long byteSize, boolean fits) {
    if (spiller == null) return false;
    spiller.want(byteSize, fits);
    return spiller.isFreeing();
  }

  /// Starts the threads that pages need now. To be called after each operation.
  void tendPages() {
    pages.check();
    ahead.check();
  }

  /// Returns some pages of free memory to the system now, and touches none ahead before blobs are
  /// created again.
  ///
  /// @return whether there are more
  boolean trimSome() {
    ahead.pause();
    return pages.returnSome();
  }

  /// Takes the unused tail of an extent back.
  void cut(long offset, long byteSize, long newSize) {
    long kept = ExtentAllocator.align(newSize);
    extents.free(offset + kept, ExtentAllocator.align(byteSize) - kept);
    usage -= byteSize - newSize;
  }

  /// Notes that a blob is no longer in its table.
  void deleted(BlobEntry entry) {
    entry.deleted = true;
    if (spiller != null) spiller.warmed(entry);
    if (entry.memoryAt != BlobEntry.NOWHERE) {
      usage -= entry.byteSize;
      deletedBytes += entry.byteSize;
    }
    settle(entry);
  }

  /// Notes that a blob is referenced again.
  void warmed(BlobEntry entry) {
    entry.cold = false;
    if (spiller != null) spiller.warmed(entry);
  }

  /// Notes that nobody references a blob any more.
  void cooled(BlobEntry entry) {
    if (!entry.deleted && entry.sealed) {
      entry.cold = true;
      if (spiller != null) spiller.cooled(entry);
    }
    settle(entry);
  }

  /// Frees each copy of a blob that nobody can be reading.
  void settle(BlobEntry entry) {
    if (entry.references > 0 || (spiller != null && spiller.isMoving(entry))) return;
    if (entry.deleted || entry.spilled) freeMemory(entry);
    if (entry.deleted || !(entry.spilled || entry.loading)) freeSpilled(entry);
    if (!entry.deleted) return;
    if (entry.sideFile != null) entry.sideFile.release();
    entry.sideFile = null;
    BlobEntry lender = entry.lender;
    entry.lender = null;
    if (lender != null && --lender.references == 0) cooled(lender);
  }

  private void freeMemory(BlobEntry entry) {
    if (entry.memoryAt == BlobEntry.NOWHERE || (entry.loading && !entry.deleted)) return;
    extents.free(entry.memoryAt, entry.byteSize);
    if (entry.deleted) deletedBytes -= entry.byteSize;
    else usage -= entry.byteSize;
    entry.memoryAt = BlobEntry.NOWHERE;
  }

  void freeSpilled(BlobEntry entry) {
    if (entry.spilledAt == BlobEntry.NOWHERE || spiller == null) return;
    spiller.file().free(entry.spilledAt, entry.byteSize);
    spiller.spilled(-entry.byteSize);
    entry.spilledAt = BlobEntry.NOWHERE;
  }

  /// That a request can't be met, and why.
  StoreException full(long requested) {
    return new StoreException.Full(
        ("can't allocate %d bytes: %d of %d bytes are in use, %d more are deleted but still"
                + " referenced%s; delete objects, close connections that hold deleted ones, or give"
                + " the store a larger size%s")
            .formatted(requested, usage, limit, deletedBytes, holders(), spillFailure()));
  }

  private String spillFailure() {
    if (spiller == null || spiller.failure().isEmpty()) return "";
    return "; spilling failed: " + spiller.failure();
  }

  private String holders() {
    if (deletedBytes == 0) return "";
    return ledgers.stream()
        .filter(ledger -> ledger.deletedBytes() > 0)
        .sorted(Comparator.comparingLong(Ledger::deletedBytes).reversed())
        .limit(3)
        .map(ledger -> "%s: %d".formatted(ledger.peer, ledger.deletedBytes()))
        .collect(Collectors.joining(", ", " (", ")"));
  }

  long usage() {
    return usage;
  }

  long limit() {
    return limit;
  }

  long deletedBytes() {
    return deletedBytes;
  }

  void addListener(Runnable listener) {
    listeners.add(listener);
  }

  void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  /// Tells everyone who waits that something changed. To be called without the lock.
  void announceChange() {
    if (waiting.get() > 0) wakeAll();
    listeners.forEach(Runnable::run);
  }

  private void wakeAll() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Tries, with the lock held, after each change until there is a result.
  <T> T await(Supplier<Optional<T>> attempt) {
    Optional<T> result = attempt.get();
    waiting.incrementAndGet();
    try {
      while (result.isEmpty()) {
        changed.awaitUninterruptibly();
        result = attempt.get();
      }
    } finally {
      waiting.decrementAndGet();
    }
    return result.get();
  }

  /// What moves blobs to disk and back, if that was asked for.
  Optional<Spiller> spiller() {
    return Optional.ofNullable(spiller);
  }

  /// Ends the threads and unmaps the memory.
  @Override
  public void close() {
    lock.lock();
    try {
      pages.stop();
      ahead.stop();
    } finally {
      lock.unlock();
    }
    if (spiller != null) spiller.stop();
    ahead.join();
    memory.close();
  }
}
