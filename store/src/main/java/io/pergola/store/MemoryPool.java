package io.pergola.store;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// The memory that all sessions of a store share, who uses it, and the one lock that guards all of
/// them.
final class MemoryPool implements AutoCloseable {
  /// Where the first blob lies: offset 0 stays unused.
  static final long FIRST_OFFSET = 64;

  private static final long MAX_KEPT = 1L << 30;
  private static final long MAX_AHEAD = 64L << 20;

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
  private long usage;
  private long deletedBytes;

  /// @param limit how many bytes all blobs together may have
  MemoryPool(long limit, Prefault prefault, HeapBudget heap) {
    this.limit = limit;
    this.heap = heap;
    long capacity = ExtentAllocator.align(limit);
    extents = new ExtentAllocator(FIRST_OFFSET, capacity);
    // One page more than blobs can fill: code that reads whole vectors may look past the end.
    memory = new SharedMemory(extents.end() + SharedMemory.PAGE);
    boolean everything = prefault == Prefault.EVERYTHING;
    long kept = everything ? capacity : Math.min(limit / 8, MAX_KEPT);
    pages = new PageReturn(extents, memory, lock, kept);
    long next = prefault == Prefault.NOTHING ? 0 : Math.min(limit / 8, MAX_AHEAD);
    ahead = new PageAhead(extents, memory, lock, everything ? capacity : next);
    ahead.check();
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

  /// Takes an allocated extent, or the tail of one, back.
  void free(long offset, long byteSize) {
    extents.free(offset, byteSize);
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

  /// Counts used bytes less.
  void unused(long byteSize) {
    usage -= byteSize;
  }

  /// Counts bytes that are deleted but still referenced; a negative number when they no longer are.
  void deleted(long byteSize) {
    deletedBytes += byteSize;
  }

  /// That a request can't be met, and why.
  StoreException full(long requested) {
    return new StoreException.Full(
        ("can't allocate %d bytes: %d of %d bytes are in use, %d more are deleted but still"
                + " referenced%s; delete objects, close connections that hold deleted ones, or give"
                + " the store a larger size")
            .formatted(requested, usage, limit, deletedBytes, holders()));
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
    listeners.forEach(Runnable::run);
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
    ahead.join();
    memory.close();
  }
}
