package io.pergola.store;

import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Blobs of one connection whose bytes go over a network: pinned as long as they do, whatever the
/// client releases and whoever deletes them.
public final class BlobTransfers {
  private final StoreState state;
  private final Ledger ledger;

  BlobTransfers(StoreState state, Ledger ledger) {
    this.state = state;
    this.ledger = ledger;
  }

  /// Pins blobs and tells where they are, in the order given; unknown ids are left out.
  ///
  /// @param unsafe whether unsealed blobs may be used too
  /// @throws StoreException.NotSealed if one is not sealed; then none is pinned
  public List<BlobExtent> pin(Collection<ObjectId> ids, boolean unsafe) {
    return state.call(ledger, () -> state.blobs.pinAll(ids, unsafe, ledger));
  }

  /// Creates unsealed blobs, all or none, and pins them. Waits for room that is about to come free.
  ///
  /// @throws StoreException.Full if there is no room for all
  public List<BlobExtent> create(long... byteSizes) {
    return state.await(ledger, () -> allocate(byteSizes));
  }

  /// As [#create], without waiting.
  ///
  /// @return nothing while room is about to come free; try again after the store's next change
  public Optional<List<BlobExtent>> tryCreate(long... byteSizes) {
    return state.call(ledger, () -> allocate(byteSizes));
  }

  private Optional<List<BlobExtent>> allocate(long... byteSizes) {
    return state.blobs.allocateAll(byteSizes, ledger).map(this::pinned);
  }

  private List<BlobExtent> pinned(List<BlobExtent> made) {
    return state.blobs.pinAll(made.stream().map(BlobExtent::id).toList(), true, ledger);
  }

  /// Seals blobs and takes one pin off each: the client gets no reference. All or none; if one was
  /// deleted meanwhile, the others go too.
  ///
  /// @throws StoreException.NotFound if one was deleted
  public void seal(Collection<ObjectId> ids) {
    state.change(ledger, () -> state.blobs.sealPinned(ids, ledger));
  }

  /// Takes one pin off each blob.
  public void unpin(Collection<ObjectId> ids) {
    try {
      state.run(ledger, () -> state.blobs.references().unpin(ids, ledger));
    } catch (StoreException.Disconnected closed) {
      // the pins went with the connection
    }
  }

  /// The bytes of a blob, writable. They are the blob's as long as it is pinned, and memory as long
  /// as the store is open.
  public MemorySegment bytes(BlobExtent extent) {
    return extent.file().segment().asSlice(extent.offset(), extent.byteSize());
  }
}
