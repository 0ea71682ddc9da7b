package io.pergola.store;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Many threads at one store. Each blob is full of its own id, so that whoever reads bytes that
/// were given away too early notices.
class ConcurrencyTest {
  private static final int THREADS = 4;

  private final Trial trial = Trial.ofSteps(3000);
  private final Queue<ObjectId> published = new ConcurrentLinkedQueue<>();

  @Test
  void threadsWithConnectionsOfTheirOwnDoNotDisturbEachOther() throws Exception {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(4 << 20))) {
      inParallel(seed -> {
        try (StoreConnection connection = store.connect()) {
          work(connection, new Random(seed));
        }
      });
      assertEmpty(store);
    }
  }

  @Test
  void threadsMayShareAConnection() throws Exception {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(4 << 20))) {
      try (StoreConnection connection = store.connect()) {
        inParallel(seed -> work(connection, new Random(seed)));
      }
      assertEmpty(store);
    }
  }

  private interface Task {
    void run(long seed) throws Exception;
  }

  private void inParallel(Task task) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long seed = trial.seed() + i;
        running.add(
            threads.submit(() -> {
              task.run(seed);
              return true;
            }));
      }
      for (Future<?> end : running) end.get();
    }
  }

  private void work(StoreConnection store, Random random) {
    Queue<Pin> pins = new ArrayDeque<>();
    for (int step = 0; step < trial.steps(); step++) {
      publish(store, 8 * (1 + random.nextLong(1000)));
      ObjectId id = published.poll();
      if (id == null) continue;
      ObjectMeta meta = store.meta(id);
      Pin pin = store.pin(meta.blobs(0));
      for (Blob blob : pin.blobs().values()) check(blob, trial.at(step));
      pins.add(pin);
      store.delete(List.of(id));
      if (pins.size() > 5) pins.remove().close();
    }
    pins.forEach(Pin::close);
  }

  private void publish(StoreConnection store, long byteSize) {
    BlobWriter writer = store.createBlob(byteSize);
    for (long at = 0; at < byteSize; at += 8) {
      writer.segment().set(JAVA_LONG, at, writer.id().bits());
    }
    Blob blob = writer.seal();
    published.add(store.create(ObjectMeta.draft("example::A").blob("b", blob, 0)).id());
  }

  private static void check(Blob blob, String where) {
    for (long at = 0; at < blob.byteSize(); at += 8) {
      assertEquals(blob.id().bits(), blob.segment().get(JAVA_LONG, at), where);
    }
  }

  private static void assertEmpty(EmbeddedStore store) {
    try (StoreConnection last = store.connect()) {
      assertEquals(0, last.status().memoryUsage());
      assertEquals(0, last.status().deletedBytes());
      last.createBlob(store.byteSize()).abort();
    }
  }
}
