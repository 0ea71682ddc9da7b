package io.pergola.rpc.migration;

import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/// Brings objects of other instances to one store: all blobs, and the metadata around them. Each
/// object comes once; whoever asks for it meanwhile or later gets the copy that is there.
public final class Migrations implements AutoCloseable {
  private final EmbeddedStore store;
  private final PeerAccess access;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<ObjectId, CompletableFuture<ObjectId>> copies = new ConcurrentHashMap<>();

  /// @param access how to get at other instances
  public Migrations(EmbeddedStore store, PeerAccess access) {
    this.store = store;
    this.access = access;
  }

  /// The id of an object's copy on this instance, which is persistent; the object's own id if it
  /// lives here. Returns when all of it is here.
  ///
  /// @throws StoreException.Invalid if it is a blob or global, or if its instance is not known
  /// @throws StoreException.NotFound if there is no such object
  /// @throws StoreException.Disconnected if its instance can't be reached
  /// @throws StoreException.Corrupt if bytes arrived that are not those that were sealed
  public ObjectId migrate(ObjectId id) {
    if (id.isBlob()) {
      throw new StoreException.Invalid(
          "blob %s can't come by itself; ask for an object that has it".formatted(id));
    }
    try (StoreConnection connection = store.connect()) {
      return migrate(find(id, connection), connection);
    }
  }

  private ObjectId migrate(ObjectMeta meta, StoreConnection connection) {
    if (meta.instanceId() == connection.instanceId()) return meta.id();
    CompletableFuture<ObjectId> mine = new CompletableFuture<>();
    CompletableFuture<ObjectId> theirs = copies.putIfAbsent(meta.id(), mine);
    if (theirs == null) return bring(meta, connection, mine);
    ObjectId copy = result(theirs);
    if (connection.exists(copy)) return copy;
    copies.remove(meta.id(), theirs); // deleted since
    return migrate(meta, connection);
  }

  private static ObjectMeta find(ObjectId id, StoreConnection connection) {
    ObjectMeta meta =
        connection
            .find(id)
            .orElseThrow(() ->
                new StoreException.NotFound(
                    27, "object %s doesn't exist in the cluster".formatted(id)));
    if (!meta.isGlobal()) return meta;
    throw new StoreException.Invalid(
        "object %s is global and can't come as a whole; ask for its members".formatted(id));
  }

  private ObjectId bring(
      ObjectMeta meta, StoreConnection connection, CompletableFuture<ObjectId> mine) {
    try (Migration migration =
        new Migration(connection, endpoint(meta.instanceId()), access, workers)) {
      mine.complete(migration.bring(meta));
    } catch (RuntimeException | Error failed) {
      copies.remove(meta.id(), mine);
      mine.completeExceptionally(failed);
    }
    return result(mine);
  }

  private Peer endpoint(long instance) {
    JsonNode peer = store.instances().path("i" + Long.toUnsignedString(instance));
    String endpoint = peer.path("rpc_endpoint").asString("");
    if (!endpoint.isEmpty() && !endpoint.endsWith(":0")) return new Peer(instance, endpoint);
    throw new StoreException.Invalid(
        "instance %s is not known or does not listen on TCP; start it with --rpc"
            .formatted(Long.toUnsignedString(instance)));
  }

  private static ObjectId result(CompletableFuture<ObjectId> copy) {
    try {
      return copy.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) throw cause;
      throw failed;
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
