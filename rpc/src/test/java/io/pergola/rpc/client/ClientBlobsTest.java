package io.pergola.rpc.client;

import static io.pergola.store.StoreHarness.number;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.ProcessFacts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One client in the hands of many threads, and many clients one after the other.
class ClientBlobsTest {
  private static final int THREADS = 4;

  @TempDir @Nullable Path directory;
  private @Nullable Served served;

  @BeforeEach
  void serve() {
    served = new Served(requireNonNull(directory), 1 << 22);
  }

  @AfterEach
  void stop() {
    served().close();
  }

  @Test
  void manyThreadsPinTheSameBlobsOverOneConnection() throws Exception {
    long seed = System.nanoTime();
    try (ObjectStore owner = ObjectStores.connect(served().socket());
        ObjectStore shared = ObjectStores.connect(served().socket())) {
      List<Blob> blobs = LongStream.range(0, 8).mapToObj(value -> number(owner, value)).toList();
      inParallel(thread -> {
        Random random = new Random(seed + thread);
        for (int i = 0; i < 500; i++) {
          int index = random.nextInt(blobs.size());
          ObjectId id = blobs.get(index).id();
          try (Pin pin = shared.pin(List.of(id))) {
            assertEquals(index, number(pin.blob(id)), "seed " + seed);
          }
        }
      });
      owner.delete(blobs.stream().map(Blob::id).toList());
      assertEquals(0, served().status().deletedBytes(), "seed " + seed);
    }
  }

  @Test
  void manyThreadsWriteBlobsOverOneConnection() throws Exception {
    try (ObjectStore shared = ObjectStores.connect(served().socket());
        ObjectStore reader = ObjectStores.connect(served().socket())) {
      inParallel(thread -> {
        for (int i = 0; i < 200; i++) {
          long value = (long) thread << 32 | i;
          Blob blob = number(shared, value);
          try (Pin pin = reader.pin(List.of(blob.id()))) {
            assertEquals(value, number(pin.blob(blob.id())));
          }
        }
      });
      assertEquals(THREADS * 200 * 8, served().status().memoryUsage());
    }
    served().awaitNoClients();
  }

  @Test
  void whoReadsWhileTheConnectionClosesGetsAnExceptionAndLives() throws Exception {
    for (int round = 0; round < 20; round++) {
      ObjectStore store = ObjectStores.connect(served().socket());
      BlobWriter writer = store.createBlob(1 << 16);
      MemorySegment bytes = writer.seal().segment();
      Thread reader =
          Thread.ofPlatform()
              .start(() ->
                  assertThrows(
                      IllegalStateException.class,
                      () -> {
                        while (true) sum(bytes);
                      }));
      Await.sleep(5);
      store.close();
      reader.join();
    }
  }

  private static long sum(MemorySegment bytes) {
    long sum = 0;
    for (long at = 0; at < bytes.byteSize(); at += 8) sum += bytes.get(ValueLayout.JAVA_LONG, at);
    return sum;
  }

  @Test
  void clientsThatComeAndGoLeaveNoDescriptorAndNoMapping() throws IOException {
    useOnce();
    served().awaitNoClients();
    long descriptors = ProcessFacts.descriptors();
    long mappings = mappings();
    for (int i = 0; i < 200; i++) useOnce();
    served().awaitNoClients();
    Await.until(
        () -> ProcessFacts.descriptors() + " descriptors, before " + descriptors,
        () -> ProcessFacts.descriptors() <= descriptors);
    assertTrue(mappings() <= mappings, mappings() + " mappings, before " + mappings);
  }

  private void useOnce() {
    try (ObjectStore store = ObjectStores.connect(served().socket())) {
      Blob blob = number(store, 1);
      try (Pin pin = store.pin(List.of(blob.id()))) {
        assertEquals(1, number(pin.blob(blob.id())));
      }
      store.delete(List.of(blob.id()));
    }
  }

  /// How often the store's memory is mapped in this process.
  private static long mappings() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.filter(line -> line.contains("/memfd:pergola")).count();
    }
  }

  private interface Work {
    void run(int thread) throws Exception;
  }

  private static void inParallel(Work work) throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        results.add(
            threads.submit(() -> {
              work.run(thread);
              return thread;
            }));
      }
      for (Future<?> result : results) result.get();
    }
  }

  private Served served() {
    return requireNonNull(served);
  }
}
