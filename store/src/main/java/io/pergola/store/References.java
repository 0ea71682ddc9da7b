package io.pergola.store;

import java.util.Collection;
import java.util.List;

/// Which connection references which blob. A blob's bytes stay as long as one does. Guarded by the
/// store's lock.
final class References {
  private final MemoryPool pool;

  References(MemoryPool pool) {
    this.pool = pool;
  }

  /// Checks that there is heap for references to all of these.
  void require(Collection<ObjectId> wanted, Ledger ledger) {
    long added = wanted.stream().filter(id -> !ledger.references.containsKey(id)).count();
    pool.heap.require(HeapBudget.REFERENCE * added);
  }

  /// One connection's reference to a blob, which is made if there is none.
  ///
  /// @throws StoreException.Full if there is no heap for it
  Ledger.Reference take(BlobEntry entry, Ledger ledger) {
    return ledger.references.computeIfAbsent(
        entry.id,
        none -> {
          pool.heap.take(HeapBudget.REFERENCE);
          entry.references++;
          pool.warmed(entry);
          return new Ledger.Reference(entry);
        });
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

  /// Gives one reference back.
  void release(ObjectId id, Ledger ledger) {
    if (BlobTable.isFixed(id)) return;
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
    if (!reference.held && reference.pins <= 0) end(reference, ledger);
  }

  private void end(Ledger.Reference reference, Ledger ledger) {
    forget(reference.blob, ledger);
    if (reference.blob.references == 0) pool.cooled(reference.blob);
  }

  /// Takes a reference out, whoever holds it, if there is one.
  void forget(BlobEntry entry, Ledger ledger) {
    if (ledger.references.remove(entry.id) == null) return;
    entry.references--;
    pool.heap.give(HeapBudget.REFERENCE);
  }

  /// Ends all references of a connection.
  void endAll(Ledger ledger) {
    for (Ledger.Reference held : List.copyOf(ledger.references.values())) end(held, ledger);
  }
}
