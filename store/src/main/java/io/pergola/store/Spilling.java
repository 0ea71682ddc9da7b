package io.pergola.store;

import java.util.Collection;

/// What one connection asks of the spill file: that blobs go there or come back. Where several
/// blobs are meant, an object stands for all blobs of its tree that are in this store.
public final class Spilling {
  private final StoreState state;
  private final Ledger ledger;

  Spilling(StoreState state, Ledger ledger) {
    this.state = state;
    this.ledger = ledger;
  }

  /// Spills all sealed blobs that nobody has pinned. The references of this connection to them end,
  /// as with a deletion. What another connection references also stays in memory until it is
  /// released there.
  ///
  /// @return whether all of them are spilled; if not, ask again after the store's next change
  /// @throws StoreException.Invalid if this store does not spill
  /// @throws StoreException.IoFailed if they can't be written
  public boolean evict(Collection<ObjectId> ids) {
    return state.call(ledger, () -> state.spill.evict(state.catalog.blobsOf(ids), ledger));
  }

  /// Brings spilled blobs back to memory.
  ///
  /// @return whether all of them are in memory; if not, ask again after the store's next change
  /// @throws StoreException.Full if there is no room for them
  public boolean load(Collection<ObjectId> ids) {
    return state.call(ledger, () -> state.spill.load(state.catalog.blobsOf(ids)));
  }

  /// From now on, does not spill these blobs.
  public void pin(Collection<ObjectId> ids) {
    state.call(ledger, () -> state.spill.pin(state.catalog.blobsOf(ids)));
  }

  /// From now on, spills these blobs again when memory is short.
  public void unpin(Collection<ObjectId> ids) {
    state.call(ledger, () -> state.spill.unpin(state.catalog.blobsOf(ids)));
  }

  /// Whether readers of a blob are sent to the spill file; false if it is not there.
  public boolean isSpilled(ObjectId id) {
    return state.call(ledger, () -> state.spill.isSpilled(id));
  }
}
