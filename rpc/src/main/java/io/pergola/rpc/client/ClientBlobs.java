package io.pergola.rpc.client;

import io.pergola.rpc.protocol.BlobReply;
import io.pergola.rpc.protocol.BlobRequest;
import io.pergola.rpc.protocol.MetaReply;
import io.pergola.rpc.protocol.MetaRequest;
import io.pergola.rpc.protocol.Payload;
import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The blobs that one connection writes and reads.
///
/// The server counts a connection once for each blob, however often it got the blob. So this side
/// counts pins, a creator's lasting one among them, and gives the reference back with the last. A
/// count and the request that belongs to it go under one lock, or a release could overtake a pin.
final class ClientBlobs implements BlobWriter.Owner {
  private final ServerLink link;
  private final Map<ObjectId, Integer> pins = new HashMap<>();
  private final Map<ObjectId, MemorySegment> unsealed = new HashMap<>();

  ClientBlobs(ServerLink link) {
    this.link = link;
  }

  synchronized BlobWriter create(long byteSize) {
    checkSize(byteSize);
    BlobRequest request = new BlobRequest.CreateBuffer(byteSize);
    return writer(link.call(request, BlobReply.Created.class).created());
  }

  synchronized List<BlobWriter> createAll(long... byteSizes) {
    for (long byteSize : byteSizes) checkSize(byteSize);
    BlobRequest request = new BlobRequest.CreateBuffers(byteSizes.clone());
    BlobReply.AllCreated reply = link.call(request, BlobReply.AllCreated.class);
    return reply.created().stream().map(this::writer).toList();
  }

  private static void checkSize(long byteSize) {
    if (byteSize < 0) {
      throw new StoreException.Invalid("a blob can't have %d bytes".formatted(byteSize));
    }
  }

  private BlobWriter writer(Payload payload) {
    MemorySegment bytes = link.files().toWrite(payload);
    unsealed.put(payload.id(), bytes);
    return new BlobWriter(payload.id(), bytes, this);
  }

  @Override
  public synchronized Blob seal(ObjectId id) {
    link.call(new BlobRequest.Seal(id));
    // All writers of no bytes share one blob, which is always there: nothing ends with one of them.
    boolean shared = id.equals(ObjectId.EMPTY_BLOB);
    if (!shared) pins.merge(id, 1, Integer::sum);
    MemorySegment bytes = shared ? unsealed.get(id) : unsealed.remove(id);
    if (bytes == null) throw new StoreException.NotFound("blob " + id + " is not being written");
    return new Blob(id, bytes.asReadOnly());
  }

  @Override
  public synchronized void shrink(ObjectId id, long byteSize) {
    link.call(new BlobRequest.ShrinkBuffer(id, byteSize));
    unsealed.computeIfPresent(id, (same, bytes) -> bytes.asSlice(0, byteSize));
  }

  @Override
  public synchronized void abort(ObjectId id) {
    if (id.equals(ObjectId.EMPTY_BLOB)) return;
    unsealed.remove(id);
    link.call(new BlobRequest.DropBuffer(id));
  }

  /// Gets all blobs in one request.
  synchronized Pin pin(Collection<ObjectId> ids) {
    Set<ObjectId> wanted = new LinkedHashSet<>(ids);
    BlobRequest request = new BlobRequest.GetBuffers(List.copyOf(wanted), false);
    Map<ObjectId, Blob> blobs = new HashMap<>();
    for (Payload payload : link.call(request, BlobReply.Found.class).payloads()) {
      blobs.put(payload.id(), new Blob(payload.id(), link.files().toRead(payload)));
      pins.merge(payload.id(), 1, Integer::sum);
    }
    Pin pin = new Pin(blobs, this::unpin);
    if (blobs.keySet().containsAll(wanted)) return pin;
    pin.close();
    wanted.removeAll(blobs.keySet());
    throw new StoreException.NotFound(
        "blob %s doesn't exist in the store".formatted(wanted.iterator().next()));
  }

  private synchronized void unpin(Set<ObjectId> ids) {
    for (ObjectId id : ids) {
      if (!pins.containsKey(id)) continue; // deleted by this connection, which ended the reference
      if (pins.computeIfPresent(id, (same, count) -> count == 1 ? null : count - 1) == null) {
        release(id);
      }
    }
  }

  private void release(ObjectId id) {
    try {
      link.call(new BlobRequest.Release(id));
    } catch (StoreException gone) {
      // The connection or the whole store was cleared; either way the reference ended before.
    }
  }

  synchronized Set<ObjectId> delete(Collection<ObjectId> ids, Set<DeleteOption> options) {
    MetaRequest request = new MetaRequest.Delete(List.copyOf(ids), options, true);
    Set<ObjectId> gone = new LinkedHashSet<>(link.call(request, MetaReply.Deleted.class).blobs());
    pins.keySet().removeAll(gone);
    unsealed.keySet().removeAll(gone);
    return gone;
  }
}
