package io.pergola.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// The operations on blobs that a server needs beyond [ObjectStore].
class StoreConnectionTest extends TwoConnections {
  private static final ObjectId UNKNOWN_BLOB = ObjectId.parse("o8000000000000123");

  @Test
  void extentsFollowEachOtherFromByte64() {
    List<BlobExtent> extents = store.blobs().allocateAll(1000, 0, 10);
    assertEquals(List.of(64L, 0L, 1088L), extents.stream().map(BlobExtent::offset).toList());
    assertEquals(List.of(1000L, 0L, 10L), extents.stream().map(BlobExtent::byteSize).toList());
    assertEquals(BlobExtent.EMPTY, extents.get(1));
    assertEquals(List.of(), store.blobs().allocateAll());
  }

  @Test
  void extentsOfUnknownBlobsAreLeftOut() {
    ObjectId id = sealed(10);
    assertEquals(
        List.of(sealedExtent(id, 10), BlobExtent.EMPTY),
        other.blobs().extents(List.of(UNKNOWN_BLOB, id, ObjectId.EMPTY_BLOB), false));
  }

  private BlobExtent sealedExtent(ObjectId id, long byteSize) {
    BlobFile memory = store.blobs().extents(List.of(ObjectId.INVALID), false).getFirst().file();
    return new BlobExtent(id, memory, 64, byteSize, true, true);
  }

  @Test
  void theInvalidIdStandsForAllMemory() {
    assertEquals(
        List.of(sealedExtent(ObjectId.INVALID, 1 << 20)),
        store.blobs().extents(List.of(ObjectId.INVALID), false));
    assertTrue(store.exists(ObjectId.INVALID));
    assertTrue(store.list(new Pattern.Wildcard("*"), 10).isEmpty());
  }

  @Test
  void unsealedBlobsAreGivenToWhoTakesTheRisk() {
    BlobExtent extent = store.blobs().allocate(10);
    StoreException failure =
        assertThrows(
            StoreException.NotSealed.class,
            () -> other.blobs().extents(List.of(extent.id()), false));
    assertEquals(
        "blob %s is not sealed yet; only its creator may use it".formatted(extent.id()),
        failure.getMessage());
    assertEquals(List.of(extent), other.blobs().extents(List.of(extent.id()), true));
  }

  @Test
  void sealingTwiceIsAllowed() {
    ObjectId id = store.blobs().allocate(10).id();
    store.blobs().seal(id);
    assertEquals(sealedExtent(id, 10), other.blobs().seal(id));
    assertEquals(BlobExtent.EMPTY, store.blobs().seal(ObjectId.EMPTY_BLOB));
    assertEquals(
        12,
        assertThrows(StoreException.NotFound.class, () -> store.blobs().seal(UNKNOWN_BLOB)).code());
  }

  @Test
  void shrinkingHasRules() {
    ObjectId id = store.blobs().allocate(1000).id();
    assertEquals(
        "can't shrink blob %s to 1001 bytes: it has 1000".formatted(id),
        assertThrows(StoreException.Invalid.class, () -> store.blobs().shrink(id, 1001))
            .getMessage());
    assertThrows(StoreException.Invalid.class, () -> store.blobs().shrink(id, -1));
    store.blobs().shrink(id, 1000);
    store.blobs().shrink(id, 100);
    assertEquals(64 + 128, store.blobs().allocate(10).offset());
    store.blobs().seal(id);
    assertEquals(
        "can't shrink blob %s: it is sealed".formatted(id),
        assertThrows(StoreException.Sealed.class, () -> store.blobs().shrink(id, 10)).getMessage());
    assertEquals(
        "blob o8000000000000123 doesn't exist in the store",
        assertThrows(StoreException.NotFound.class, () -> store.blobs().shrink(UNKNOWN_BLOB, 1))
            .getMessage());
  }

  @Test
  void aBlobShrunkToNothingStaysABlob() {
    ObjectId id = store.blobs().allocate(1000).id();
    store.blobs().shrink(id, 0);
    assertEquals(0, store.status().memoryUsage());
    assertEquals(0, store.blobs().seal(id).byteSize());
    assertTrue(other.exists(id));
    store.blobs().drop(id);
    store.blobs().allocate(1 << 20);
  }

  @Test
  void droppingIgnoresWhoLinksTheBlob() {
    ObjectId id = sealed(10);
    ObjectId parent =
        store
            .trees()
            .create(
                json(
                    "{'typename':'t','instance_id':0,'b':{'id':'%s','typename':'vineyard::Blob','instance_id':0}}"
                        .formatted(id)))
            .id();
    other.blobs().drop(id);
    assertFalse(store.exists(id));
    assertEquals(id.toString(), store.meta(parent).member("b").id().toString());
    assertThrows(StoreException.NotFound.class, () -> store.blobs().drop(id));
  }

  @Test
  void referencesAreCountedOncePerConnection() {
    ObjectId id = sealed(10);
    assertTrue(store.blobs().isInUse(id));
    other.blobs().extents(List.of(id, id), false);
    other.blobs().reference(List.of(id, UNKNOWN_BLOB));
    store.blobs().release(id);
    assertTrue(store.blobs().isInUse(id));
    other.blobs().release(id);
    assertFalse(store.blobs().isInUse(id));
    other.blobs().reference(List.of(id));
    assertTrue(store.blobs().isInUse(id));
    assertTrue(store.blobs().isInUse(UNKNOWN_BLOB));
  }

  @Test
  void releasingWhatOneDoesNotReferenceIsAnError() {
    ObjectId id = sealed(10);
    StoreException nothing = assertThrows(StoreException.class, () -> other.blobs().release(id));
    assertEquals(2, nothing.code());
    other.blobs().reference(List.of(sealed(10)));
    StoreException notThis = assertThrows(StoreException.class, () -> other.blobs().release(id));
    assertEquals(12, notThis.code());
    assertEquals(
        "can't release blob %s: this connection doesn't reference it".formatted(id),
        notThis.getMessage());
    other.blobs().release(ObjectId.EMPTY_BLOB);
  }

  @Test
  void aDeletedBlobCanStillBeReleased() {
    ObjectId id = sealed(10);
    other.blobs().extents(List.of(id), false);
    store.delete(List.of(id));
    assertEquals(10, store.status().deletedBytes());
    assertNotEquals(64, store.blobs().allocate(10).offset());
    other.blobs().release(id);
    assertEquals(0, store.status().deletedBytes());
    assertEquals(64, store.blobs().allocate(10).offset());
  }

  @Test
  void aFullStoreNamesThePeersThatHoldDeletedBlobs() {
    ObjectId id = sealed(1 << 20);
    other.blobs().extents(List.of(id), false);
    store.delete(List.of(id));
    StoreException full =
        assertThrows(StoreException.Full.class, () -> store.blobs().allocate(1000));
    assertEquals(
        "can't allocate 1000 bytes: 0 of 1048576 bytes are in use, 1048576 more are deleted but"
            + " still referenced (process 4711: 1048576);"
            + " delete objects, close connections that hold deleted ones, or give the store a"
            + " larger size",
        full.getMessage());
  }

  @Test
  void listenersHearOfChangesOutsideTheLock() throws InterruptedException {
    AtomicInteger heard = new AtomicInteger();
    Runnable listener =
        () -> {
          // Another thread gets at the store while the listener runs.
          Thread reader = new Thread(() -> other.list(new Pattern.Wildcard("*"), 1));
          reader.start();
          try {
            reader.join();
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
          heard.incrementAndGet();
        };
    embedded.onChange(listener);
    ObjectId id = object("t");
    assertEquals(1, heard.get());
    store.persist(id);
    store.putName("n", id);
    assertEquals(3, heard.get());
    store.exists(id);
    assertEquals(3, heard.get());
    embedded.removeListener(listener);
    store.delete(List.of(id));
    assertEquals(3, heard.get());
  }

  @Test
  void connectionsAreCountedByTheirKind() {
    StoreConnection remote = embedded.connectRemote("10.0.0.1:1234");
    assertEquals(2, store.status().ipcConnections());
    assertEquals(1, store.status().rpcConnections());
    remote.close();
    other.abandon();
    assertEquals(1, store.status().ipcConnections());
    assertEquals(0, store.status().rpcConnections());
  }

  @Test
  void theClusterKnowsWhatWasAnnounced() {
    embedded.announce("/run/pergola.sock", "host:9600");
    ObjectNode instance = (ObjectNode) store.clusterMeta().get("i0");
    assertEquals("/run/pergola.sock", instance.get("ipc_socket").stringValue());
    assertEquals("host:9600", instance.get("rpc_endpoint").stringValue());
    long seconds = instance.get("timestamp").longValue() >>> 32;
    assertTrue(Math.abs(seconds - System.currentTimeMillis() / 1000) < 10);
  }
}
