package io.pergola.store;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What clients ask of the spill file: that blobs of one session go there or come back. Guarded by
/// the store's lock.
final class SpillRequests {
  private final BlobTable blobs;
  private final MemoryPool pool;

  SpillRequests(BlobTable blobs, MemoryPool pool) {
    this.blobs = blobs;
    this.pool = pool;
  }

  /// As [Spilling#evict].
  boolean evict(Collection<ObjectId> ids, Ledger ledger) {
    Spiller spiller =
        pool.spiller()
            .orElseThrow(() ->
                new StoreException.Invalid(
                    "this store has nowhere to spill to; start it with a spill path"));
    boolean done = true;
    for (ObjectId id : ids) {
      BlobEntry entry = blobs.find(id);
      if (entry == null) continue;
      blobs.references().releaseAll(List.of(id), ledger);
      if (!entry.canSpill() && !spiller.isMoving(entry)) continue;
      if (!spiller.failure().isEmpty()) {
        throw new StoreException.IoFailed(
            "can't spill blob %s: %s".formatted(id, spiller.failure()));
      }
      entry.evicted = true;
      spiller.ask(entry);
      done = false;
    }
    return done;
  }

  /// As [Spilling#load].
  boolean load(Collection<ObjectId> ids) {
    boolean done = true;
    for (ObjectId id : ids) {
      BlobEntry entry = blobs.find(id);
      if (entry == null || !entry.spilled) continue;
      done = false;
      if (!reserve(entry)) return false;
      entry.loading = true;
      pool.spiller().orElseThrow().ask(entry);
    }
    return done;
  }

  private boolean reserve(BlobEntry entry) {
    if (entry.memoryAt != BlobEntry.NOWHERE) return true;
    entry.memoryAt = pool.allocate(entry.byteSize);
    if (entry.memoryAt != BlobEntry.NOWHERE) return true;
    if (pool.wantRoom(entry.byteSize, false)) return false;
    throw pool.full(entry.byteSize);
  }

  boolean pin(Collection<ObjectId> ids) {
    for (ObjectId id : ids) {
      BlobEntry entry = blobs.find(id);
      if (entry != null) entry.pinned = true;
    }
    return true;
  }

  boolean unpin(Collection<ObjectId> ids) {
    for (ObjectId id : ids) {
      BlobEntry entry = blobs.find(id);
      if (entry != null) entry.pinned = false;
    }
    return true;
  }

  boolean isSpilled(ObjectId id) {
    @Nullable BlobEntry entry = blobs.find(id);
    return entry != null && entry.spilled;
  }
}
