package io.pergola.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What one connection does with blobs, in the terms of the wire protocol: ids and extents.
public final class Blobs {
  private final StoreState state;
  private final Ledger ledger;

  Blobs(StoreState state, Ledger ledger) {
    this.state = state;
    this.ledger = ledger;
  }

  /// Creates an unsealed blob; no reference is taken. Size 0 gives [BlobExtent#EMPTY]. Waits for
  /// room that is about to come free.
  ///
  /// @throws StoreException.Full if there is no room
  public BlobExtent allocate(long byteSize) {
    return allocateAll(byteSize).getFirst();
  }

  /// Creates unsealed blobs, all or none, in order. Waits for room that is about to come free.
  ///
  /// @throws StoreException.Full if there is no room for all
  public List<BlobExtent> allocateAll(long... byteSizes) {
    return state.await(ledger, () -> state.blobs.allocateAll(byteSizes, ledger));
  }

  /// As [#allocateAll], without waiting.
  ///
  /// @return nothing while room is about to come free; try again after the store's next change
  public Optional<List<BlobExtent>> tryAllocateAll(long... byteSizes) {
    return state.call(ledger, () -> state.blobs.allocateAll(byteSizes, ledger));
  }

  /// Seals a blob, if it is not sealed yet, and references it.
  ///
  /// @throws StoreException.NotFound if it is not there
  public BlobExtent seal(ObjectId id) {
    return state.change(ledger, () -> state.blobs.seal(id, ledger));
  }

  /// References blobs and tells where they are, in the order given; unknown ids are left out. The
  /// id 2^64−1 stands for all memory.
  ///
  /// @param unsafe whether unsealed blobs may be used too
  /// @throws StoreException.NotSealed if one is not sealed; then none is referenced
  public List<BlobExtent> extents(Collection<ObjectId> ids, boolean unsafe) {
    return state.call(ledger, () -> state.blobs.extents(ids, unsafe, ledger));
  }

  /// References blobs; unknown ids are ignored.
  public void reference(Collection<ObjectId> ids) {
    state.run(ledger, () -> state.blobs.reference(ids, ledger));
  }

  /// Gives this connection's reference to a blob back.
  ///
  /// @throws StoreException.NotFound if this connection doesn't reference it but others
  /// @throws StoreException.Invalid if this connection references nothing at all
  public void release(ObjectId id) {
    state.change(ledger, () -> state.blobs.references().release(id, ledger));
  }

  /// Deletes a blob, whatever links it.
  ///
  /// @throws StoreException.NotFound if it is not there
  public void drop(ObjectId id) {
    boolean there = state.change(ledger, () -> state.blobs.remove(id, ledger));
    if (!there)
      throw new StoreException.NotFound("blob %s doesn't exist in the store".formatted(id));
  }

  /// Cuts an unsealed blob to its first `byteSize` bytes.
  ///
  /// @throws StoreException.Sealed if it is sealed
  /// @throws StoreException.Invalid if it is smaller
  /// @throws StoreException.NotFound if it is not there
  public void shrink(ObjectId id, long byteSize) {
    state.run(ledger, () -> state.blobs.shrink(id, byteSize));
  }

  /// False for a sealed blob that was referenced and is no more; true for all others, also unknown
  /// ones.
  public boolean isInUse(ObjectId id) {
    return state.call(ledger, () -> state.blobs.isInUse(id));
  }
}
