package io.pergola.rpc.client;

import static io.pergola.store.StoreHarness.number;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pergola.rpc.InstalledPeer;
import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pattern;
import io.pergola.store.Pin;
import io.pergola.store.PinnedObjects;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our client with Vineyard's own server.
class VineyarddTest {
  @TempDir @Nullable Path directory;
  private @Nullable Process server;

  @BeforeEach
  void start() throws IOException {
    Optional<Path> vineyardd = InstalledPeer.vineyardd();
    assumeTrue(vineyardd.isPresent(), "Vineyard can't be installed here");
    server =
        new ProcessBuilder(
                vineyardd.orElseThrow().toString(),
                "--socket=" + socket(),
                "--size=64M",
                "--meta=local",
                "--norpc")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Await.until(() -> "vineyardd is ready", () -> Files.exists(socket()) && accepts());
  }

  private boolean accepts() {
    try (ObjectStore store = ObjectStores.connect(socket())) {
      return store.status().memoryLimit() > 0;
    } catch (StoreException notYet) {
      return false;
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (server != null) server.destroyForcibly().waitFor();
  }

  @Test
  void blobsAndObjectsGoInAndComeBack() {
    try (ObjectStore store = ObjectStores.connect(socket());
        ObjectStore other = ObjectStores.connect(socket())) {
      Blob first = number(store, 42);
      List<BlobWriter> writers = store.createBlobs(8, 0, 100);
      writers.get(2).shrink(10);
      writers.forEach(BlobWriter::seal);
      try (Pin pin = other.pin(List.of(first.id(), writers.get(2).id(), ObjectId.EMPTY_BLOB))) {
        assertEquals(42, number(pin.blob(first.id())));
        assertEquals(10, pin.blob(writers.get(2).id()).byteSize());
        assertEquals(0, pin.blob(ObjectId.EMPTY_BLOB).byteSize());
      }
      assertEquals(7, number(number(other, 7))); // a creation after a reading, in the same file
      assertThrows(
          StoreException.NotFound.class,
          () -> other.pin(List.of(new ObjectId(Long.MIN_VALUE + 5))));

      ObjectMeta made =
          store.create(ObjectMeta.draft("t").put("k", 5).blob("b", first, store.instanceId()));
      assertEquals(5, other.meta(made.id()).integer("k"));
      assertEquals(Set.of(first.id()), other.meta(made.id()).blobs(store.instanceId()));
      assertEquals(
          2, store.createAll(List.of(ObjectMeta.draft("u"), ObjectMeta.draft("v"))).size());
      assertEquals(1, other.list(new Pattern.Wildcard("t"), 10).size());
      BlobWriter published = store.createBlob(8);
      ObjectMeta.Draft draft = ObjectMeta.draft("w").blob("b", published, store.instanceId());
      ObjectMeta whole = store.publish(List.of(published), List.of(draft)).getFirst();
      try (PinnedObjects found = other.pinObjects(List.of(whole.id(), made.id()))) {
        assertEquals(42, number(found.pin().blob(first.id())));
        assertEquals(8, found.pin().blob(published.id()).byteSize());
      }
      store.label(made.id(), Map.of("a", "b"));
      assertFalse(store.isPersistent(made.id()));
      store.persist(made.id());
      store.putName("n", made.id());
      assertEquals(Optional.of(made.id()), other.findName("n"));
      assertEquals(Map.of("n", made.id()), other.listNames(new Pattern.Wildcard("*"), 10));
      store.dropName("n");
      assertEquals(Optional.empty(), other.findName("n"));
      assertEquals(Set.of(first.id()), store.delete(List.of(made.id()), DeleteOption.DEEP));
      assertFalse(other.exists(made.id()));
      assertTrue(store.clusterMeta().has("i0"));
      store.clear();
      assertTrue(store.list(new Pattern.Wildcard("*"), 10).isEmpty());
    }
  }

  @Test
  void errorsHaveTheSameKinds() {
    try (ObjectStore store = ObjectStores.connect(socket())) {
      assertThrows(StoreException.Full.class, () -> store.createBlob(1L << 40));
      BlobWriter unsealed = store.createBlob(8);
      assertThrows(StoreException.NotSealed.class, () -> store.pin(List.of(unsealed.id())));
      assertThrows(StoreException.NotFound.class, () -> store.persist(new ObjectId(7)));
      assertThrows(StoreException.Unsupported.class, store::begin);
      assertEquals(Optional.empty(), store.find(new ObjectId(7)));
    }
  }

  private Path socket() {
    return requireNonNull(directory).resolve("s");
  }
}
