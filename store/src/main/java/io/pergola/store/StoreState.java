package io.pergola.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Everything that the connections of one session of a store share, behind the lock of the memory
/// that all sessions share.
final class StoreState {
  final StoreOptions options;
  final MemoryPool pool;
  final BlobTable blobs;
  final Catalog catalog;
  final SharedCatalog sharing;
  final NameTable names;
  final StreamTable streams;
  final SpillRequests spill;

  /// What this store shares with the others of its cluster; nothing if it is alone.
  volatile Optional<SharedMetadata> shared = Optional.empty();

  /// Brings objects of other stores here.
  volatile Optional<UnaryOperator<ObjectId>> migration = Optional.empty();

  private final Set<Ledger> ledgers = new LinkedHashSet<>();
  private boolean open = true;

  StoreState(StoreOptions options, MemoryPool pool) {
    this.options = options;
    this.pool = pool;
    IdSource ids = new IdSource(options.instanceId());
    blobs = new BlobTable(ids, pool, ledgers);
    catalog = new Catalog(options.instanceId(), ids, blobs, pool.heap);
    sharing = new SharedCatalog(catalog, options.instanceId());
    names = new NameTable(catalog, pool.heap);
    spill = new SpillRequests(blobs, pool);
    streams = new StreamTable(blobs, catalog, pool, options.streamShare());
  }

  /// Runs `action` for a live connection, alone.
  ///
  /// @throws StoreException.Disconnected if the connection or the store is closed
  <T> T call(Ledger ledger, Supplier<T> action) {
    pool.lock.lock();
    try {
      requireOpen(ledger);
      return action.get();
    } finally {
      pool.tendPages();
      pool.lock.unlock();
    }
  }

  /// As [#call], but tries again after each change until there is a result.
  <T> T await(Ledger ledger, Supplier<Optional<T>> action) {
    return call(
        ledger,
        () ->
            pool.await(() -> {
              requireOpen(ledger);
              return action.get();
            }));
  }

  /// As [#call], and then tells the listeners that metadata or names changed.
  <T> T change(Ledger ledger, Supplier<T> action) {
    T result = call(ledger, action);
    pool.announceChange();
    return result;
  }

  /// As [#call].
  void run(Ledger ledger, Runnable action) {
    call(ledger, asSupplier(action));
  }

  /// As [#change(Ledger, Supplier)].
  void change(Ledger ledger, Runnable action) {
    change(ledger, asSupplier(action));
  }

  private static Supplier<Boolean> asSupplier(Runnable action) {
    return () -> {
      action.run();
      return true;
    };
  }

  private void requireOpen(Ledger ledger) {
    if (!open) throw new StoreException.Disconnected(36, "the store is closed");
    if (!ledgers.contains(ledger)) {
      throw new StoreException.Disconnected(36, "this connection is closed; open another one");
    }
  }

  void join(Ledger ledger) {
    pool.lock.lock();
    try {
      if (!open) throw new StoreException.Disconnected(36, "the store is closed");
      ledgers.add(ledger);
      pool.ledgers.add(ledger);
    } finally {
      pool.lock.unlock();
    }
  }

  /// Ends a connection; does nothing if it has ended already.
  void leave(Ledger ledger, Leaving how) {
    pool.lock.lock();
    try {
      if (!ledgers.contains(ledger)) return;
      if (ledger.build != null) rollback(ledger);
      streams.leave(ledger, how);
      blobs.leave(ledger, how);
      ledgers.remove(ledger);
      pool.ledgers.remove(ledger);
    } finally {
      pool.tendPages();
      pool.lock.unlock();
    }
    pool.announceChange();
  }

  /// Makes a change that others of the cluster may have to see.
  ///
  /// @param plan what they have to see
  /// @param apply the change here
  <T> T share(Ledger ledger, Supplier<List<MetaChange>> plan, Supplier<T> apply) {
    if (shared.isEmpty()) return change(ledger, apply);
    List<MetaChange> seen = call(ledger, plan);
    if (seen.isEmpty()) return change(ledger, apply);
    return shared.get().commit(() -> call(ledger, plan), () -> change(ledger, apply));
  }

  /// As [#share(Ledger, Supplier, Supplier)].
  void share(Ledger ledger, Supplier<List<MetaChange>> plan, Runnable apply) {
    share(ledger, plan, asSupplier(apply));
  }

  /// Applies what others changed.
  void apply(SharedView view, List<MetaChange> changes) {
    pool.lock.lock();
    try {
      if (open) view.apply(changes, new Ledger("the cluster", false));
    } finally {
      pool.tendPages();
      pool.lock.unlock();
    }
    pool.announceChange();
  }

  /// What makes others see all that is persistent here.
  List<MetaChange> republish() {
    return locked(() -> {
      List<MetaChange> changes = new ArrayList<>(sharing.republish());
      changes.addAll(names.republish(sharing::isOwn));
      return changes;
    });
  }

  List<String> sharedPaths() {
    return locked(() -> {
      List<String> paths = new ArrayList<>(sharing.sharedPaths());
      paths.addAll(names.paths());
      return paths;
    });
  }

  /// Looks at something that no connection is needed for.
  <T> T locked(Supplier<T> look) {
    pool.lock.lock();
    try {
      return look.get();
    } finally {
      pool.lock.unlock();
    }
  }

  /// As [StoreConnection#takeOver]. Under the lock, which both sessions share.
  void takeOver(StoreState source, Map<ObjectId, ObjectId> ids) {
    Map<BlobEntry, ObjectId> lent = new LinkedHashMap<>();
    ids.forEach((there, here) -> {
      BlobEntry entry = source.blobs.find(there);
      if (entry == null) {
        throw new StoreException.NotFound(
            "blob %s doesn't exist in the other session".formatted(there));
      }
      if (entry == blobs.find(here)) return;
      if (blobs.exists(here) || lent.containsValue(here) || !here.isBlob()) {
        throw new StoreException.Exists("blob %s can't be taken over as %s".formatted(there, here));
      }
      if (pool.spiller().filter(spiller -> spiller.isPending(entry)).isPresent()) {
        throw new StoreException.Invalid(
            "blob %s is on its way to or from the disk; try again".formatted(there));
      }
      lent.put(entry, here);
    });
    lent.forEach(blobs::adopt);
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
    List<MetaChange> seen = new ArrayList<>(names.undo(build));
    seen.addAll(sharing.planDelete(build.created, Set.of(DeleteOption.FORCE)));
    if (!seen.isEmpty()) shared.ifPresent(others -> others.commitLater(seen));
    catalog.delete(build.created, Set.of(DeleteOption.FORCE), ledger);
  }

  private static Build requireBuild(Ledger ledger) {
    Build build = ledger.build;
    if (build == null) throw new StoreException.Invalid("no build is open; begin one first");
    return build;
  }

  /// Deletes everything.
  void clear(Ledger ledger) {
    streams.clear();
    catalog.clear(ledger);
    names.clear();
  }

  Set<ObjectId> delete(Collection<ObjectId> ids, Set<DeleteOption> options, Ledger ledger) {
    return catalog.delete(ids, options, ledger);
  }

  /// Returns the pages of all free memory, in steps between which others get their turn.
  void trim(Ledger ledger) {
    // Others may free more and more meanwhile, so this has to stop by itself.
    for (long left = 2 * pool.limit(); left > 0; left -= PageReturn.STEP) {
      if (!call(ledger, pool::trimSome)) return;
      LockSupport.parkNanos(1_000); // else whoever waits for the lock would go on waiting
    }
  }

  StoreStatus status() {
    int remote = (int) ledgers.stream().filter(ledger -> ledger.remote).count();
    return new StoreStatus(
        options.instanceId(),
        options.deployment(),
        pool.usage(),
        pool.limit(),
        pool.deletedBytes(),
        pool.spiller().map(Spiller::spilledBytes).orElse(0L),
        0,
        ledgers.size() - remote,
        remote);
  }

  /// What each connection of each session holds.
  List<ConnectionStatus> connections() {
    return pool.ledgers.stream().map(Ledger::status).toList();
  }

  /// Refuses everything from now on, and gives all blobs and connections up.
  ///
  /// @return whether it was open
  boolean close() {
    pool.lock.lock();
    try {
      boolean wasOpen = open;
      open = false;
      blobs.close();
      catalog.close();
      names.clear();
      pool.ledgers.removeAll(ledgers);
      ledgers.clear();
      return wasOpen;
    } finally {
      pool.tendPages();
      pool.lock.unlock();
    }
  }
}
