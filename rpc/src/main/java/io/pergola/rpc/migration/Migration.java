package io.pergola.rpc.migration;

import io.pergola.graph.Checksum;
import io.pergola.rpc.protocol.Payload;
import io.pergola.store.BlobExtent;
import io.pergola.store.BlobTransfers;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One object on its way from another instance. Used once.
///
/// Blobs come over a few connections side by side. If the metadata has checksums, as fragments do,
/// they are compared. If anything fails, no blob stays.
final class Migration implements AutoCloseable {
  private static final int SIDE_BY_SIDE = 4;

  private final StoreConnection connection;
  private final BlobTransfers transfers;
  private final Peer peer;
  private final PeerAccess access;
  private final ExecutorService workers;
  private final Map<ObjectId, BlobExtent> blobs = new ConcurrentHashMap<>();
  private final Map<ObjectId, ObjectId> copies = new HashMap<>();
  private boolean complete;

  Migration(StoreConnection connection, Peer peer, PeerAccess access, ExecutorService workers) {
    this.connection = connection;
    transfers = connection.transfers();
    this.peer = peer;
    this.access = access;
    this.workers = workers;
  }

  /// Brings the object over.
  ///
  /// @return the id of the copy, which is persistent
  ObjectId bring(ObjectMeta meta) {
    List<ObjectId> wanted = List.copyOf(meta.blobs(peer.instance()));
    fetchAll(wanted);
    verify(meta);
    ObjectId copy = create(meta);
    connection.persist(copy);
    complete = true;
    return copy;
  }

  private void fetchAll(List<ObjectId> wanted) {
    int links = Math.min(SIDE_BY_SIDE, wanted.size());
    List<Future<?>> parts = new ArrayList<>();
    for (int part = 0; part < links; part++) {
      List<ObjectId> ids = new ArrayList<>();
      for (int i = part; i < wanted.size(); i += links) ids.add(wanted.get(i));
      parts.add(workers.submit(() -> fetch(ids)));
    }
    StoreException failure = null;
    for (Future<?> part : parts) {
      try {
        part.get();
      } catch (ExecutionException failed) {
        failure = reason(failed);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        failure = new StoreException.Disconnected(36, "the server stops");
      }
    }
    if (failure != null) throw failure;
  }

  private static StoreException reason(ExecutionException failed) {
    if (failed.getCause() instanceof StoreException known) return known;
    if (failed.getCause() instanceof Error error) throw error;
    throw new IllegalStateException(failed.getCause());
  }

  private void fetch(List<ObjectId> ids) {
    List<ObjectId> mine = new ArrayList<>();
    try (PeerLink link = PeerLink.open(peer, access)) {
      link.fetch(ids, access.encoding(), payloads -> rooms(ids, payloads, mine));
      transfers.seal(mine);
    }
  }

  /// Allocates what comes. The blobs are pinned until they are sealed.
  private List<MemorySegment> rooms(
      List<ObjectId> ids, List<Payload> payloads, List<ObjectId> mine) {
    if (payloads.size() != ids.size()) {
      throw new StoreException.NotFound(
          "the instance at %s has %d of %d blobs of the object"
              .formatted(peer.endpoint(), payloads.size(), ids.size()));
    }
    long[] sizes = payloads.stream().mapToLong(Payload::dataSize).toArray();
    List<BlobExtent> made = transfers.create(sizes);
    for (int i = 0; i < made.size(); i++) {
      blobs.put(payloads.get(i).id(), made.get(i));
      mine.add(made.get(i).id());
    }
    return made.stream().map(transfers::bytes).toList();
  }

  private void verify(ObjectMeta owner) {
    owner
        .members()
        .forEach((key, member) -> {
          BlobExtent blob = blobs.get(member.id());
          if (!member.id().isBlob()) verify(member);
          else if (blob != null && owner.has(Checksum.crcKey(key))) compare(owner, key, blob);
        });
  }

  private void compare(ObjectMeta owner, String key, BlobExtent blob) {
    long expected = owner.integer(Checksum.crcKey(key));
    long found = Checksum.of(transfers.bytes(blob));
    if (found == expected) return;
    throw new StoreException.Corrupt(
        "'%s' of object %s came from %s with CRC32C %08x, expected %08x; try again"
            .formatted(key, owner.id(), peer.endpoint(), found, expected));
  }

  /// Creates the copy, members first; what is a member twice is copied once.
  private ObjectId create(ObjectMeta meta) {
    ObjectId known = copies.get(meta.id());
    if (known != null) return known;
    ObjectNode tree = meta.toJson().deepCopy();
    tree.remove("id");
    tree.put("transient", true);
    tree.set("instance_id", number(connection.instanceId()));
    meta.members().forEach((key, member) -> tree.set(key, reference(member)));
    ObjectId copy = connection.trees().create(tree).id();
    copies.put(meta.id(), copy);
    return copy;
  }

  private ObjectNode reference(ObjectMeta member) {
    if (!member.id().isBlob()) {
      return JsonNodeFactory.instance.objectNode().put("id", create(member).toString());
    }
    ObjectNode blob = member.toJson().deepCopy();
    BlobExtent copy = blobs.get(member.id());
    if (copy != null) blob.put("id", copy.id().toString());
    return blob.set("instance_id", number(connection.instanceId())).asObject();
  }

  private static JsonNode number(long bits) {
    if (bits >= 0) return JsonNodeFactory.instance.numberNode(bits);
    return JsonNodeFactory.instance.numberNode(new BigInteger(Long.toUnsignedString(bits)));
  }

  /// Takes everything back unless it is complete.
  @Override
  public void close() {
    if (complete) return;
    try {
      connection.delete(copies.values(), DeleteOption.FORCE);
      List<ObjectId> made = blobs.values().stream().map(BlobExtent::id).toList();
      transfers.unpin(made);
      connection.delete(made, DeleteOption.FASTPATH);
    } catch (StoreException.Disconnected closed) {
      // the store took everything back already
    }
  }
}
