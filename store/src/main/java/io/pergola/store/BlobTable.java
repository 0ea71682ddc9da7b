package io.pergola.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All blobs of a store, who references them, and the memory they take. Guarded by the store's
/// lock.
///
/// A blob leaves the table when it is deleted, but its extent is free only when no connection
/// references it any more.
final class BlobTable {
  private final Map<ObjectId, BlobEntry> entries = new LinkedHashMap<>();
  private final IdSource ids;
  private final MemoryPool pool;
  private final References references;
  private final Collection<Ledger> ledgers;

  /// @param ledgers the live connections, for finding new owners
  BlobTable(IdSource ids, MemoryPool pool, Collection<Ledger> ledgers) {
    this.ids = ids;
    this.pool = pool;
    this.references = new References(pool);
    this.ledgers = ledgers;
  }

  /// Creates unsealed blobs, all or none.
  ///
  /// @return nothing while room for them is about to come free
  /// @throws StoreException.Full if it is not
  Optional<List<BlobExtent>> allocateAll(long[] byteSizes, Ledger creator) {
    long sum = 0;
    for (long size : byteSizes) sum = addSize(sum, size);
    if (sum > pool.limit()) throw pool.full(sum);
    boolean fits = sum <= pool.limit() - pool.usage();
    pool.heap.require(HeapBudget.BLOB * byteSizes.length);
    List<BlobEntry> made = new ArrayList<>();
    List<BlobExtent> result = new ArrayList<>();
    for (long size : byteSizes) {
      long offset = size == 0 ? 0 : fits ? pool.allocate(size) : BlobEntry.NOWHERE;
      if (offset < 0) {
        made.forEach(entry -> remove(entry, creator));
        if (pool.wantRoom(sum, false)) return Optional.empty();
        throw pool.full(sum);
      }
      if (size > 0) made.add(add(offset, size, creator));
      result.add(size == 0 ? BlobExtent.EMPTY : made.getLast().extent());
    }
    pool.wantRoom(0, true);
    return Optional.of(result);
  }

  private static long addSize(long sum, long size) {
    if (size < 0) {
      throw new StoreException.Invalid("a blob can't have %d bytes".formatted(size));
    }
    long result = sum + size;
    return result < 0 ? Long.MAX_VALUE : result;
  }

  private BlobEntry add(long offset, long byteSize, Ledger creator) {
    BlobEntry entry = new BlobEntry(ids.nextBlob(), pool.memory.file(), offset, byteSize);
    entry.memoryAt = offset;
    own(entry, creator);
    return entry;
  }

  /// Creates an unsealed blob in a file of its own, and references it: so the file stays open as
  /// long as its creator may be told of it.
  BlobExtent add(SideFile file, long offset, long byteSize, Ledger creator) {
    pool.heap.require(HeapBudget.BLOB + HeapBudget.REFERENCE);
    BlobEntry entry = new BlobEntry(ids.nextBlob(), file.file(), offset, byteSize);
    file.retain();
    entry.sideFile = file;
    own(entry, creator);
    references.take(entry, creator).held = true;
    return entry.extent();
  }

  /// Takes the bytes of another session's blob over under a new id. Both stay readable, and the
  /// bytes go with the last of them.
  void adopt(BlobEntry lent, ObjectId id) {
    BlobEntry owner = lent.handOver(id);
    entries.put(id, owner);
    pool.heap.take(HeapBudget.BLOB);
    disown(lent);
    pool.warmed(lent);
  }

  private void own(BlobEntry entry, Ledger creator) {
    entries.put(entry.id, entry);
    pool.heap.take(HeapBudget.BLOB);
    entry.owner = creator;
    creator.owned.add(entry);
    if (creator.build != null) creator.build.created.add(entry.id);
  }

  /// Makes a blob immutable and visible, and references it.
  BlobExtent seal(ObjectId id, Ledger ledger) {
    if (isFixed(id)) return fixed(id);
    BlobEntry entry = require(id);
    references.take(entry, ledger).held = true;
    entry.sealed = true;
    return entry.extent();
  }

  /// The extents of the blobs that exist, in the order given, each referenced.
  ///
  /// @throws StoreException.NotSealed unless `unsafe`, before anything is referenced
  List<BlobExtent> extents(Collection<ObjectId> wanted, boolean unsafe, Ledger ledger) {
    return extents(wanted, unsafe, ledger, reference -> reference.held = true);
  }

  private List<BlobExtent> extents(
      Collection<ObjectId> wanted,
      boolean unsafe,
      Ledger ledger,
      Consumer<Ledger.Reference> referencing) {
    for (ObjectId id : wanted) {
      BlobEntry entry = entries.get(id);
      if (entry != null && !entry.sealed && !unsafe) throw notSealed(id);
    }
    references.require(wanted, ledger);
    List<BlobExtent> found = new ArrayList<>();
    for (ObjectId id : wanted) {
      BlobEntry entry = entries.get(id);
      if (entry != null) {
        referencing.accept(references.take(entry, ledger));
        found.add(entry.extent());
      } else if (isFixed(id)) {
        found.add(fixed(id));
      }
    }
    return found;
  }

  /// As [#extents], but each blob gets a pin, which only [References#unpin] takes off.
  List<BlobExtent> pinAll(Collection<ObjectId> wanted, boolean unsafe, Ledger ledger) {
    return extents(wanted, unsafe, ledger, reference -> reference.pins++);
  }

  /// As [#pinAll], for sealed blobs that are all there.
  ///
  /// @throws StoreException.NotFound if one is not there, before anything is referenced
  List<BlobExtent> pin(Collection<ObjectId> wanted, Ledger ledger) {
    for (ObjectId id : wanted) if (!isFixed(id)) require(id);
    return pinAll(wanted, false, ledger);
  }

  /// As [#seal], but the blob gets a pin.
  BlobExtent sealAndPin(ObjectId id, Ledger ledger) {
    if (isFixed(id)) return fixed(id);
    BlobEntry entry = require(id);
    references.take(entry, ledger).pins++;
    entry.sealed = true;
    return entry.extent();
  }

  /// Seals blobs and takes one pin off each, which ends this connection's reference if it has no
  /// other. If one was deleted meanwhile, the others go too.
  ///
  /// @throws StoreException.NotFound if one was deleted
  void sealPinned(Collection<ObjectId> pinned, Ledger ledger) {
    try {
      for (ObjectId id : pinned) if (!isFixed(id)) require(id);
      for (ObjectId id : pinned) if (!isFixed(id)) require(id).sealed = true;
    } catch (StoreException.NotFound deleted) {
      pinned.forEach(id -> remove(id, ledger));
      throw deleted;
    } finally {
      references.unpin(pinned, ledger);
    }
  }

  /// Who references what.
  References references() {
    return references;
  }

  /// Takes references, all or none; unknown ids are ignored.
  ///
  /// @throws StoreException.Full if there is no heap for them
  void reference(Collection<ObjectId> wanted, Ledger ledger) {
    references.require(wanted, ledger);
    for (ObjectId id : wanted) {
      BlobEntry entry = entries.get(id);
      if (entry != null) references.take(entry, ledger).held = true;
    }
  }

  /// Cuts an unsealed blob and frees its tail.
  void shrink(ObjectId id, long byteSize) {
    BlobEntry entry = require(id);
    if (entry.sealed) {
      throw new StoreException.Sealed("can't shrink blob %s: it is sealed".formatted(id));
    }
    if (byteSize < 0 || byteSize > entry.byteSize) {
      throw new StoreException.Invalid(
          "can't shrink blob %s to %d bytes: it has %d".formatted(id, byteSize, entry.byteSize));
    }
    if (entry.memoryAt != BlobEntry.NOWHERE) pool.cut(entry.memoryAt, entry.byteSize, byteSize);
    entry.byteSize = byteSize;
  }

  /// Takes a blob out of the store, whatever links it; ids that are not there are ignored.
  ///
  /// @param deleter the connection that asks, whose own reference ends
  /// @return whether it was there
  boolean remove(ObjectId id, Ledger deleter) {
    BlobEntry entry = entries.get(id);
    if (entry == null) return false;
    remove(entry, deleter);
    return true;
  }

  private void remove(BlobEntry entry, Ledger deleter) {
    entries.remove(entry.id);
    pool.heap.give(HeapBudget.BLOB);
    disown(entry);
    references.forget(entry, deleter);
    pool.deleted(entry);
  }

  /// Seals a blob and takes it from its creator, without a reference.
  ///
  /// @return whether it is there
  boolean finish(ObjectId id) {
    BlobEntry entry = entries.get(id);
    if (entry == null) return false;
    entry.sealed = true;
    disown(entry);
    if (entry.references == 0) pool.cooled(entry);
    return true;
  }

  /// Lets a blob end with another connection.
  void giveTo(ObjectId id, Ledger ledger) {
    BlobEntry entry = entries.get(id);
    if (entry == null) return;
    disown(entry);
    entry.owner = ledger;
    ledger.owned.add(entry);
  }

  /// Notes that metadata links the blob: it no longer goes away with its creator.
  void linked(ObjectId id) {
    BlobEntry entry = entries.get(id);
    if (entry != null) disown(entry);
  }

  private static void disown(BlobEntry entry) {
    if (entry.owner != null) entry.owner.owned.remove(entry);
    entry.owner = null;
  }

  /// Ends a connection's references and ownership.
  ///
  /// @param orderly whether its sealed blobs stay; otherwise those stay that others reference, and
  ///   belong to one of these from now on
  void leave(Ledger ledger, Leaving orderly) {
    for (BlobEntry entry : List.copyOf(ledger.owned)) {
      boolean mine = ledger.references.containsKey(entry.id);
      boolean shared = entry.references > (mine ? 1 : 0);
      if (!entry.sealed || (orderly == Leaving.ABANDONED && !shared)) remove(entry, ledger);
      else if (orderly == Leaving.ABANDONED) bequeath(entry, ledger);
      else disown(entry);
    }
    ledger.arenas.values().forEach(arena -> arena.file().release());
    ledger.arenas.clear();
    references.endAll(ledger);
  }

  private void bequeath(BlobEntry entry, Ledger from) {
    disown(entry);
    for (Ledger other : ledgers) {
      if (other != from && other.references.containsKey(entry.id)) {
        entry.owner = other;
        other.owned.add(entry);
        return;
      }
    }
  }

  /// Ends all connections, and deletes all blobs.
  void close() {
    for (Ledger ledger : ledgers) leave(ledger, Leaving.ORDERLY);
    Ledger nobody = new Ledger("nobody", false);
    List.copyOf(entries.values()).forEach(entry -> remove(entry, nobody));
  }

  /// Where a blob is, if it is there and sealed or one of those that always are.
  @Nullable BlobExtent readable(ObjectId id) {
    if (isFixed(id)) return fixed(id);
    BlobEntry entry = entries.get(id);
    return entry == null || !entry.sealed ? null : entry.extent();
  }

  /// A blob's entry, if it is there.
  @Nullable BlobEntry find(ObjectId id) {
    return entries.get(id);
  }

  boolean exists(ObjectId id) {
    return isFixed(id) || entries.containsKey(id);
  }

  /// False only for a sealed blob that was referenced and is no more.
  boolean isInUse(ObjectId id) {
    BlobEntry entry = entries.get(id);
    return entry == null || !entry.cold || entry.spilled;
  }

  /// All blobs, oldest first.
  Collection<BlobEntry> all() {
    return entries.values();
  }

  private BlobEntry require(ObjectId id) {
    BlobEntry entry = entries.get(id);
    if (entry == null) {
      throw new StoreException.NotFound("blob %s doesn't exist in the store".formatted(id));
    }
    return entry;
  }

  private static StoreException notSealed(ObjectId id) {
    return new StoreException.NotSealed(
        "blob %s is not sealed yet; only its creator may use it".formatted(id));
  }

  /// Whether an id stands for a blob that always exists and is never counted.
  static boolean isFixed(ObjectId id) {
    return id.equals(ObjectId.EMPTY_BLOB) || id.equals(ObjectId.INVALID);
  }

  /// The empty blob, or the pseudo blob 2^64−1 that spans all memory.
  private BlobExtent fixed(ObjectId id) {
    if (id.equals(ObjectId.EMPTY_BLOB)) return BlobExtent.EMPTY;
    return new BlobExtent(
        id, pool.memory.file(), MemoryPool.FIRST_OFFSET, pool.limit(), true, true);
  }
}
