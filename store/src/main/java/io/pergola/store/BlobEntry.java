package io.pergola.store;

import org.jspecify.annotations.Nullable;

/// A blob as its store knows it. Guarded by the store's lock.
final class BlobEntry {
  final ObjectId id;
  final BlobFile file;
  final long offset;
  long byteSize;
  boolean sealed;

  /// No longer in the table; its pages wait for the last reference.
  boolean deleted;

  /// Was referenced once and is no more.
  boolean cold;

  /// How many connections reference it.
  int references;

  /// Whoever must give it back when it dies: the creator, until metadata links the blob.
  @Nullable Ledger owner;

  BlobEntry(ObjectId id, BlobFile file, long offset, long byteSize, Ledger owner) {
    this.id = id;
    this.file = file;
    this.offset = offset;
    this.byteSize = byteSize;
    this.owner = owner;
  }

  BlobExtent extent() {
    return new BlobExtent(id, file, offset, byteSize, sealed);
  }
}
