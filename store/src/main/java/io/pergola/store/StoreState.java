package io.pergola.store;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Everything that the connections of a store share, behind one lock.
final class StoreState {
  final StoreOptions options;
  final SharedMemory memory;
  final BlobTable blobs;
  final Catalog catalog;
  final NameTable names;
  private final PageReturn pages;
  private final Set<Ledger> ledgers = new LinkedHashSet<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean open = true;

  StoreState(StoreOptions options) {
    this.options = options;
    long region = BlobTable.FIRST_OFFSET + ExtentAllocator.align(options.byteSize());
    // One page more than blobs can fill: code that reads whole vectors may look past the end.
    memory = new SharedMemory(SharedMemory.roundUp(region) + SharedMemory.PAGE);
    IdSource ids = new IdSource(options.instanceId());
    blobs = new BlobTable(ids, options.byteSize(), ledgers);
    pages = new PageReturn(blobs.extents(), memory, lock, options.byteSize());
    catalog = new Catalog(options.instanceId(), ids, blobs);
    names = new NameTable(catalog);
  }

  /// Runs `action` for a live connection, alone.
  ///
  /// @throws StoreException.Disconnected if the connection or the store is closed
  <T> T call(Ledger ledger, Supplier<T> action) {
    lock.lock();
    try {
      requireOpen(ledger);
      return action.get();
    } finally {
      pages.check();
      lock.unlock();
    }
  }

  /// As [#call], and then tells the listeners that metadata or names changed.
  <T> T change(Ledger ledger, Supplier<T> action) {
    T result = call(ledger, action);
    listeners.forEach(Runnable::run);
    return result;
  }

  private void requireOpen(Ledger ledger) {
    if (!open) throw new StoreException.Disconnected(36, "the store is closed");
    if (!ledgers.contains(ledger)) {
      throw new StoreException.Disconnected(36, "this connection is closed; open another one");
    }
  }

  void join(Ledger ledger) {
    lock.lock();
    try {
      if (!open) throw new StoreException.Disconnected(36, "the store is closed");
      ledgers.add(ledger);
    } finally {
      lock.unlock();
    }
  }

  /// Ends a connection; does nothing if it has ended already.
  void leave(Ledger ledger, Leaving how) {
    lock.lock();
    try {
      if (!ledgers.contains(ledger)) return;
      if (ledger.build != null) rollback(ledger);
      blobs.leave(ledger, how);
      ledgers.remove(ledger);
    } finally {
      pages.check();
      lock.unlock();
    }
    listeners.forEach(Runnable::run);
  }

  void begin(Ledger ledger) {
    if (ledger.build != null) {
      throw new StoreException.Invalid("a build is open already; commit or roll it back first");
    }
    ledger.build = new Build();
  }

  void commit(Ledger ledger) {
    requireBuild(ledger);
    ledger.build = null;
  }

  /// Deletes what the open build made, and what others built on it.
  void rollback(Ledger ledger) {
    Build build = requireBuild(ledger);
    ledger.build = null;
    names.undo(build);
    catalog.delete(build.created, Set.of(DeleteOption.FORCE), ledger);
  }

  private static Build requireBuild(Ledger ledger) {
    Build build = ledger.build;
    if (build == null) throw new StoreException.Invalid("no build is open; begin one first");
    return build;
  }

  /// Deletes everything, and gives all pages back.
  void clear(Ledger ledger) {
    catalog.clear(ledger);
    names.clear();
    pages.returnAll();
  }

  Set<ObjectId> delete(Collection<ObjectId> ids, Set<DeleteOption> options, Ledger ledger) {
    Set<ObjectId> gone = catalog.delete(ids, options, ledger);
    if (options.contains(DeleteOption.TRIM)) pages.returnAll();
    return gone;
  }

  StoreStatus status() {
    int remote = (int) ledgers.stream().filter(ledger -> ledger.remote).count();
    return new StoreStatus(
        options.instanceId(),
        options.deployment(),
        blobs.usage(),
        blobs.limit(),
        blobs.deletedBytes(),
        0,
        ledgers.size() - remote,
        remote);
  }

  void addListener(Runnable listener) {
    listeners.add(listener);
  }

  void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  /// Refuses everything from now on.
  ///
  /// @return whether it was open
  boolean close() {
    lock.lock();
    try {
      boolean wasOpen = open;
      open = false;
      pages.stop();
      ledgers.clear();
      return wasOpen;
    } finally {
      lock.unlock();
    }
  }
}
