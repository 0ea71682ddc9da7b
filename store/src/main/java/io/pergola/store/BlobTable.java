package io.pergola.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Collection<Ledger> ledgers;

  /// @param ledgers the live connections, for finding new owners
  BlobTable(IdSource ids, MemoryPool pool, Collection<Ledger> ledgers) {
    this.ids = ids;
    this.pool = pool;
    this.ledgers = ledgers;
  }

  /// Creates an unsealed blob.
  BlobExtent allocate(long byteSize, Ledger creator) {
    return allocateAll(new long[] {byteSize}, creator).getFirst();
  }

  /// Creates unsealed blobs, all or none.
  List<BlobExtent> allocateAll(long[] byteSizes, Ledger creator) {
    long sum = 0;
    for (long size : byteSizes) sum = addSize(sum, size);
    if (sum > pool.limit() - pool.usage()) throw pool.full(sum);
    pool.heap.require(HeapBudget.BLOB * byteSizes.length);
    List<BlobEntry> made = new ArrayList<>();
    List<BlobExtent> result = new ArrayList<>();
    for (long size : byteSizes) {
      if (size == 0) {
        result.add(BlobExtent.EMPTY);
        continue;
      }
      long offset = pool.allocate(size);
      if (offset < 0) {
        StoreException full = pool.full(sum);
        made.forEach(entry -> remove(entry, creator));
        throw full;
      }
      BlobEntry entry = add(offset, size, creator);
      made.add(entry);
      result.add(entry.extent());
    }
    return result;
  }

  private static long addSize(long sum, long size) {
    if (size < 0) {
      throw new StoreException.Invalid("a blob can't have %d bytes".formatted(size));
    }
    long result = sum + size;
    return result < 0 ? Long.MAX_VALUE : result;
  }

  private BlobEntry add(long offset, long byteSize, Ledger creator) {
    BlobFile file = pool.memory.file();
    BlobEntry entry = new BlobEntry(ids.nextBlob(), file, offset, byteSize, creator);
    entries.put(entry.id, entry);
    pool.heap.take(HeapBudget.BLOB);
    creator.owned.add(entry);
    if (creator.build != null) creator.build.created.add(entry.id);
    return entry;
  }

  /// Makes a blob immutable and visible, and references it.
  BlobExtent seal(ObjectId id, Ledger ledger) {
    if (isFixed(id)) return fixed(id);
    BlobEntry entry = require(id);
    entry.sealed = true;
    reference(entry, ledger).held = true;
    return entry.extent();
  }

  /// The extents of the blobs that exist, in the order given, each referenced.
  ///
  /// @throws StoreException.NotSealed unless `unsafe`, before anything is referenced
  List<BlobExtent> extents(Collection<ObjectId> wanted, boolean unsafe, Ledger ledger) {
    return extents(wanted, unsafe, entry -> reference(entry, ledger).held = true);
  }

  private List<BlobExtent> extents(
      Collection<ObjectId> wanted, boolean unsafe, Consumer<BlobEntry> referencing) {
    for (ObjectId id : wanted) {
      BlobEntry entry = entries.get(id);
      if (entry != null && !entry.sealed && !unsafe) throw notSealed(id);
    }
    List<BlobExtent> found = new ArrayList<>();
    for (ObjectId id : wanted) {
      BlobEntry entry = entries.get(id);
      if (entry != null) {
        referencing.accept(entry);
        found.add(entry.extent());
      } else if (isFixed(id)) {
        found.add(fixed(id));
      }
    }
    return found;
  }

  /// As [#extents], but each blob gets a pin, which only [#unpin] takes off.
  List<BlobExtent> pinAll(Collection<ObjectId> wanted, boolean unsafe, Ledger ledger) {
    return extents(wanted, unsafe, entry -> reference(entry, ledger).pins++);
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
    entry.sealed = true;
    reference(entry, ledger).pins++;
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
      unpin(pinned, ledger);
    }
  }

  /// Takes pins off.
  void unpin(Collection<ObjectId> pinned, Ledger ledger) {
    for (ObjectId id : pinned) {
      Ledger.Reference reference = ledger.references.get(id);
      if (reference == null) continue;
      reference.pins--;
      endIfUnused(reference, ledger);
    }
  }

  /// Takes references; unknown ids are ignored.
  void reference(Collection<ObjectId> wanted, Ledger ledger) {
    for (ObjectId id : wanted) {
      BlobEntry entry = entries.get(id);
      if (entry != null) reference(entry, ledger).held = true;
    }
  }

  private static Ledger.Reference reference(BlobEntry entry, Ledger ledger) {
    return ledger.references.computeIfAbsent(
        entry.id,
        none -> {
          entry.references++;
          entry.cold = false;
          return new Ledger.Reference(entry);
        });
  }

  /// Gives one reference back.
  void release(ObjectId id, Ledger ledger) {
    if (isFixed(id)) return;
    Ledger.Reference reference = ledger.references.get(id);
    if (reference == null || !reference.held) {
      int code = ledger.references.isEmpty() ? 2 : 12;
      throw StoreException.of(
          code, "can't release blob %s: this connection doesn't reference it".formatted(id));
    }
    reference.held = false;
    endIfUnused(reference, ledger);
  }

  /// Gives references back; what this connection does not reference is ignored.
  void releaseAll(Collection<ObjectId> wanted, Ledger ledger) {
    for (ObjectId id : wanted) {
      Ledger.Reference reference = ledger.references.get(id);
      if (reference == null) continue;
      reference.held = false;
      endIfUnused(reference, ledger);
    }
  }

  private void endIfUnused(Ledger.Reference reference, Ledger ledger) {
    if (reference.held || reference.pins > 0) return;
    ledger.references.remove(reference.blob.id);
    unreference(reference.blob);
  }

  private void unreference(BlobEntry entry) {
    if (--entry.references > 0) return;
    if (entry.deleted) {
      pool.deleted(-entry.byteSize);
      pool.free(entry.offset, entry.byteSize);
    } else {
      entry.cold = entry.sealed;
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
    long kept = ExtentAllocator.align(byteSize);
    pool.free(entry.offset + kept, ExtentAllocator.align(entry.byteSize) - kept);
    pool.unused(entry.byteSize - byteSize);
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
    entry.deleted = true;
    pool.unused(entry.byteSize);
    disown(entry);
    if (deleter.references.remove(entry.id) != null) entry.references--;
    if (entry.references > 0) pool.deleted(entry.byteSize);
    else pool.free(entry.offset, entry.byteSize);
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
    List<Ledger.Reference> held = List.copyOf(ledger.references.values());
    ledger.references.clear();
    held.forEach(reference -> unreference(reference.blob));
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

  /// Frees all blobs, whoever references them.
  void close() {
    entries.values().forEach(entry -> pool.unused(entry.byteSize));
    entries.values().forEach(entry -> pool.free(entry.offset, entry.byteSize));
    pool.heap.give(HeapBudget.BLOB * entries.size());
    entries.clear();
    for (Ledger ledger : ledgers) {
      for (Ledger.Reference held : ledger.references.values()) {
        if (!held.blob.deleted || --held.blob.references > 0) continue;
        pool.deleted(-held.blob.byteSize);
        pool.free(held.blob.offset, held.blob.byteSize);
      }
    }
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
    return entry == null || !entry.cold;
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
  private static boolean isFixed(ObjectId id) {
    return id.equals(ObjectId.EMPTY_BLOB) || id.equals(ObjectId.INVALID);
  }

  /// The empty blob, or the pseudo blob 2^64−1 that spans all memory.
  private BlobExtent fixed(ObjectId id) {
    if (id.equals(ObjectId.EMPTY_BLOB)) return BlobExtent.EMPTY;
    return new BlobExtent(id, pool.memory.file(), MemoryPool.FIRST_OFFSET, pool.limit(), true);
  }
}
