package io.pergola.rpc.client;

import static io.pergola.store.StoreHarness.number;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.server.StoreServer;
import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pattern;
import io.pergola.store.Pin;
import io.pergola.store.ProcessFacts;
import io.pergola.store.StoreException;
import io.pergola.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are killed: clients leave nothing behind, and servers leave their clients alive.
class DeathTest {
  /// More with `-Dpergola.kills=100`.
  private static final int KILLS = Integer.getInteger("pergola.kills", 8);

  @TempDir @Nullable Path directory;

  /// Builds as fast as it can until it is killed: objects in a build, blobs and pins without.
  static final class RestlessClient {
    private RestlessClient() {}

    public static void main(String[] arguments) {
      ObjectStore store = ObjectStores.connect(Path.of(arguments[0]));
      System.out.println("ready");
      store.begin();
      for (long i = 0; ; i++) {
        List<BlobWriter> writers = store.createBlobs(1000, 0, 2000);
        store.createBlob(i % 5000);
        Blob blob = writers.get(0).seal();
        ObjectMeta object = store.create(ObjectMeta.draft("t").blob("b", blob, store.instanceId()));
        store.persist(object.id());
        store.putName("name " + i, object.id());
        Pin pin = store.pin(List.of(blob.id()));
        if (i % 3 == 0) pin.close();
        if (i % 4 == 0) store.delete(List.of(object.id()));
      }
    }
  }

  /// Serves until it is killed.
  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws InterruptedException {
      EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(1 << 20));
      StoreServer.start(store, Path.of(arguments[0]));
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }

  @Test
  void nothingIsLeftOfClientsThatAreKilledAtAnyMoment() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Served served = new Served(requireNonNull(directory), 1 << 28);
        ObjectStore watcher = served.store.connect()) {
      ObjectStores.connect(served.socket()).close();
      Await.until(() -> "no client", () -> served.status().ipcConnections() == 1);
      long descriptors = ProcessFacts.descriptors();
      long threads = Served.serverThreads();
      for (int round = 0; round < KILLS; round++) {
        Process client = ForkedJvm.start(RestlessClient.class, served.socket().toString());
        Await.sleep(random.nextInt(250));
        client.destroyForcibly();
        Await.until(() -> "no client, seed " + seed, () -> served.status().ipcConnections() == 1);
        assertEquals(0, served.status().memoryUsage(), "seed " + seed);
        assertEquals(0, served.status().deletedBytes(), "seed " + seed);
        assertEquals(List.of(), watcher.list(new Pattern.Wildcard("*"), 10));
        assertTrue(watcher.listNames(new Pattern.Wildcard("*"), 10).isEmpty());
      }
      Await.until(
          () -> ProcessFacts.descriptors() + " descriptors, before " + descriptors,
          () -> ProcessFacts.descriptors() <= descriptors);
      assertEquals(threads, Served.serverThreads());
    }
  }

  @Test
  void theDeathOfTheServerIsReportedToEveryClientAndItsBytesStayReadable() throws Exception {
    Path socket = requireNonNull(directory).resolve("s");
    Process server = ForkedJvm.start(Server.class, socket.toString());
    ObjectStore store = ObjectStores.connect(socket);
    Blob blob = number(store, 42);
    Pin pin = store.pin(List.of(blob.id()));
    Thread busy =
        Thread.ofPlatform()
            .start(() ->
                assertThrows(
                    StoreException.Disconnected.class,
                    () -> {
                      while (true) store.status();
                    }));
    server.destroyForcibly().waitFor();
    busy.join();
    assertEquals(42, number(pin.blob(blob.id())));
    assertThrows(StoreException.Disconnected.class, store::status);
    assertThrows(StoreException.Disconnected.class, () -> store.createBlob(1));
    pin.close();
    store.close();
    StoreException refused =
        assertThrows(StoreException.Disconnected.class, () -> ObjectStores.connect(socket));
    assertEquals(
        "can't connect to %s: nobody listens there any more. Start a server with: pergola serve --socket %s"
            .formatted(socket, socket),
        refused.getMessage());
    Process next = ForkedJvm.start(Server.class, socket.toString());
    try (ObjectStore again = ObjectStores.connect(socket)) {
      assertEquals(0, again.status().memoryUsage());
    } finally {
      next.destroyForcibly().waitFor();
    }
  }
}
