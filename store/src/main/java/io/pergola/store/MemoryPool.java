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

  final ReentrantLock lock = new ReentrantLock();
  final SharedMemory memory;
  final PageReturn pages;

  /// The live connections of all sessions.
  final Set<Ledger> ledgers = new LinkedHashSet<>();

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ExtentAllocator extents;
  private final long limit;
  private long usage;
  private long deletedBytes;

  /// @param limit how many bytes all blobs together may have
  MemoryPool(long limit) {
    this.limit = limit;
    long end = FIRST_OFFSET + ExtentAllocator.align(limit);
    // One page more than blobs can fill: code that reads whole vectors may look past the end.
    memory = new SharedMemory(SharedMemory.roundUp(end) + SharedMemory.PAGE);
    extents = new ExtentAllocator(FIRST_OFFSET, end);
    pages = new PageReturn(extents, memory, lock, limit);
  }

  /// The start of `byteSize` free bytes, or −1 if there are none; counts them as used.
  long allocate(long byteSize) {
    if (byteSize > limit - usage) return -1;
    long offset = extents.allocate(byteSize);
    if (offset >= 0) usage += byteSize;
    return offset;
  }

  /// Takes an allocated extent, or the tail of one, back.
  void free(long offset, long byteSize) {
    extents.free(offset, byteSize);
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
                + " referenced%s, and the largest free run is %d bytes; delete objects, close"
                + " connections that hold deleted ones, or give the store a larger size")
            .formatted(requested, usage, limit, deletedBytes, holders(), extents.largestFree()));
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
    } finally {
      lock.unlock();
    }
    memory.close();
  }
}
