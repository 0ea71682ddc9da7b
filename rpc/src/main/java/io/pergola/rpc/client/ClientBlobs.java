package io.pergola.rpc.client;

import io.pergola.rpc.protocol.BatchReply;
import io.pergola.rpc.protocol.BatchRequest;
import io.pergola.rpc.protocol.BlobReply;
import io.pergola.rpc.protocol.BlobRequest;
import io.pergola.rpc.protocol.Capabilities;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The blobs that one connection writes and reads.
///
/// The server counts a connection once for each blob, however often it got the blob. So this side
/// counts pins, a creator's lasting one among them, and gives the reference back with the last. A
/// count and the request that belongs to it go under one lock, or a release could overtake a pin.
final class ClientBlobs implements BlobWriter.Owner {
  private final ServerLink link;
  private final Held held = new Held();
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
    return sealed(id);
  }

  private Blob sealed(ObjectId id) {
    // All writers of no bytes share one blob, which is always there: nothing ends with one of them.
    boolean shared = id.equals(ObjectId.EMPTY_BLOB);
    MemorySegment bytes = shared ? unsealed.get(id) : unsealed.remove(id);
    if (bytes == null) throw new StoreException.NotFound("blob " + id + " is not being written");
    Blob blob = new Blob(id, bytes.asReadOnly());
    if (!shared) held.add(blob);
    return blob;
  }

  /// Seals blobs and creates the objects that link them in one request.
  synchronized BatchReply.Published publish(List<ObjectId> ids, List<ObjectNode> contents) {
    try {
      BatchReply.Published made =
          link.call(new BatchRequest.Put(ids, contents), BatchReply.Published.class);
      ids.forEach(this::sealed);
      return made;
    } catch (StoreException refused) {
      ids.forEach(this::forget); // the server deleted them
      throw refused;
    }
  }

  private void forget(ObjectId id) {
    if (!id.equals(ObjectId.EMPTY_BLOB)) unsealed.remove(id);
  }

  @Override
  public synchronized void shrink(ObjectId id, long byteSize) {
    link.call(new BlobRequest.ShrinkBuffer(id, byteSize));
    unsealed.computeIfPresent(id, (same, bytes) -> bytes.asSlice(0, byteSize));
  }

  @Override
  public synchronized void abort(ObjectId id) {
    if (id.equals(ObjectId.EMPTY_BLOB)) return;
    forget(id);
    link.call(new BlobRequest.DropBuffer(id));
  }

  /// Gets all blobs that are not pinned already, in one request.
  synchronized Pin pin(Collection<ObjectId> ids) {
    Set<ObjectId> wanted = new LinkedHashSet<>(ids);
    Map<ObjectId, Blob> blobs = new HashMap<>();
    List<ObjectId> unknown = new ArrayList<>();
    for (ObjectId id : wanted) {
      held.again(id).ifPresentOrElse(blob -> blobs.put(id, blob), () -> unknown.add(id));
    }
    if (!unknown.isEmpty()) {
      try {
        BlobRequest request = new BlobRequest.GetBuffers(unknown, false);
        blobs.putAll(take(link.call(request, BlobReply.Found.class).payloads()));
      } catch (StoreException refused) {
        unpin(blobs.keySet());
        throw refused;
      }
    }
    Pin pin = new Pin(blobs, this::unpin);
    if (blobs.keySet().containsAll(wanted)) return pin;
    pin.close();
    wanted.removeAll(blobs.keySet());
    throw new StoreException.NotFound(
        "blob %s doesn't exist in the store".formatted(wanted.iterator().next()));
  }

  /// Gets whole objects in one request.
  ///
  /// @return their trees by printed id, and a pin on their blobs
  synchronized Trees pinObjects(Collection<ObjectId> ids) {
    BatchReply.Got got = link.call(new BatchRequest.Get(List.copyOf(ids)), BatchReply.Got.class);
    return new Trees(got.content(), new Pin(take(got.payloads()), this::unpin));
  }

  /// What [#pinObjects] found.
  record Trees(ObjectNode trees, Pin pin) {}

  private Map<ObjectId, Blob> take(List<Payload> payloads) {
    Map<ObjectId, Blob> blobs = new HashMap<>();
    for (Payload payload : payloads) {
      Blob blob = new Blob(payload.id(), link.files().toRead(payload));
      held.add(blob);
      blobs.put(blob.id(), blob);
    }
    return blobs;
  }

  private synchronized void unpin(Set<ObjectId> ids) {
    List<ObjectId> last = ids.stream().filter(held::remove).toList();
    if (last.isEmpty()) return;
    try {
      if (link.offers(Capabilities.BATCH)) link.call(new BatchRequest.Release(last));
      else last.forEach(this::release);
    } catch (StoreException.Disconnected gone) {
      // the references went with the connection
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
    held.end(gone);
    unsealed.keySet().removeAll(gone);
    return gone;
  }

  /// Does what deletes blobs without saying which: none of them can be pinned again unasked.
  synchronized void clear(Runnable deletion) {
    held.distrust();
    deletion.run();
  }
}
