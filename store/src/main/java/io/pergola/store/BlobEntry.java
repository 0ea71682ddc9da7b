package io.pergola.store;

import org.jspecify.annotations.Nullable;

/// A blob as its store knows it. Guarded by the store's lock.
///
/// It may lie in memory, in the spill file, or for a while in both: what moved stays where it was
/// until nobody references the blob, since readers map the place that they were told.
final class BlobEntry {
  /// In place of a position: there is no copy.
  static final long NOWHERE = -1;

  final ObjectId id;
  long byteSize;
  boolean sealed;

  /// The file that readers are sent to, and where in it.
  private BlobFile file;

  private long offset;

  /// Where it lies in the memory that all blobs share.
  long memoryAt = NOWHERE;

  /// Where it lies in the spill file.
  long spilledAt = NOWHERE;

  /// Readers are sent to the spill file.
  boolean spilled;

  /// Its bytes are on their way back to memory.
  boolean loading;

  /// Someone asked to spill it, also while it is referenced.
  boolean evicted;

  /// Someone asked never to spill it.
  boolean pinned;

  /// No longer in the table; its bytes wait for the last reference.
  boolean deleted;

  /// Was referenced once and is no more.
  boolean cold;

  /// How many connections reference it.
  int references;

  /// Whoever must give it back when it dies: the creator, until metadata links the blob.
  @Nullable Ledger owner;

  /// The file of its own that it lies in, alone or with others.
  @Nullable SideFile sideFile;

  /// The blob of another session that it shares its bytes with, and which owns them.
  @Nullable BlobEntry lender;

  BlobEntry(ObjectId id, BlobFile file, long offset, long byteSize) {
    this.id = id;
    this.file = file;
    this.offset = offset;
    this.byteSize = byteSize;
  }

  /// Sends readers to the copy in the spill file from now on.
  void moveTo(SpillFile spillFile) {
    file = spillFile.file();
    offset = spilledAt;
    spilled = true;
  }

  /// Sends readers to the copy in memory from now on.
  void moveTo(SharedMemory memory) {
    file = memory.file();
    offset = memoryAt;
    spilled = false;
  }

  /// Gives the bytes to a new blob, which is never spilled, and borrows them from it.
  BlobEntry handOver(ObjectId newId) {
    BlobEntry owner = new BlobEntry(newId, file, offset, byteSize);
    owner.memoryAt = memoryAt;
    owner.spilledAt = spilledAt;
    owner.spilled = spilled;
    owner.sideFile = sideFile;
    owner.lender = lender;
    owner.sealed = true;
    owner.pinned = true;
    owner.references = 1;
    sealed = true;
    memoryAt = NOWHERE;
    spilledAt = NOWHERE;
    spilled = false;
    sideFile = null;
    lender = owner;
    return owner;
  }

  BlobExtent extent() {
    return new BlobExtent(id, file, offset, byteSize, sealed, lender == null);
  }

  /// Whether it may be moved to the spill file now.
  boolean canSpill() {
    return sealed && !pinned && memoryAt != NOWHERE && spilledAt == NOWHERE;
  }
}
