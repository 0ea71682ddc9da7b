package io.pergola.store;

import static io.pergola.store.ProcessFacts.residentStoreBytes;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The memory file of a store and its pages.
class MemoryTest {
  private static final long MIB = 1 << 20;

  @Test
  void theMemoryFileCannotBeShrunkOrGrownOrSealedFurther() {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(MIB))) {
      for (long size : new long[] {0, store.mapSize() - 4096, store.mapSize() + 4096}) {
        StoreException failure =
            assertThrows(
                StoreException.IoFailed.class,
                () -> Posix.truncate(store.writableDescriptor(), size));
        assertEquals(
            "ftruncate to %d bytes failed: Operation not permitted (errno 1)".formatted(size),
            failure.getMessage());
      }
      assertThrows(StoreException.IoFailed.class, () -> Posix.sealSize(store.writableDescriptor()));
    }
  }

  @Test
  void theSecondDescriptorIsForReadingOnly() {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(MIB))) {
      int descriptor = store.readOnlyDescriptor();
      long address = Posix.map(descriptor, store.mapSize(), Posix.READ);
      Posix.unmap(address, store.mapSize());
      assertThrows(
          StoreException.IoFailed.class,
          () -> Posix.map(descriptor, store.mapSize(), Posix.READ | Posix.WRITE));
      assertThrows(StoreException.IoFailed.class, () -> Posix.punch(descriptor, 0, 4096));
      assertThrows(StoreException.IoFailed.class, () -> Posix.truncate(descriptor, 0));
    }
  }

  @Test
  void otherUsersCannotReopenTheMemoryFile() throws IOException {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(MIB))) {
      Path file = Path.of("/proc/self/fd/" + store.readOnlyDescriptor());
      assertEquals(0100400, Files.getAttribute(file, "unix:mode"));
    }
  }

  @Test
  void theMemoryFileIsWholePagesLongAndHasRoomForOneBlobOfTheWholeSize() {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(MIB + 100));
        StoreConnection connection = store.connect()) {
      assertEquals(MIB + 100, store.byteSize());
      assertEquals(0, store.mapSize() % 4096);
      assertEquals(store.mapSize(), Posix.sizeOf(store.writableDescriptor()));
      BlobExtent extent = connection.blobs().allocate(MIB + 100);
      assertEquals(64, extent.offset());
      assertTrue(extent.offset() + extent.byteSize() <= store.mapSize() - 4096);
    }
  }

  @Test
  void aStoreOfImpossibleSizeIsRefused() {
    for (long size : new long[] {-1, 0, 4095, Long.MAX_VALUE}) {
      StoreException failure =
          assertThrows(StoreException.Invalid.class, () -> StoreOptions.ofSize(size));
      assertEquals(
          "a store can't have %d bytes; give it 4096 to 70368744177664".formatted(size),
          failure.getMessage());
    }
  }

  @Test
  void aStoreMayBeLargerThanTwoGibibytes() {
    long size = 6L << 30;
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(size));
        StoreConnection connection = store.connect()) {
      BlobWriter writer = connection.createBlob(size);
      for (long at = 0; at < size; at += size / 8 - 8) writer.segment().set(JAVA_LONG, at, ~at);
      Blob blob = writer.seal();
      assertEquals(size, blob.byteSize());
      for (long at = 0; at < size; at += size / 8 - 8) {
        assertEquals(~at, blob.segment().get(JAVA_LONG, at));
      }
      assertTrue(residentStoreBytes() < MIB, "pages that nobody touched take no memory");
    }
  }

  @Test
  void trimmingReturnsPagesAtOnce() {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(16 * MIB));
        StoreConnection connection = store.connect()) {
      Blob kept = filled(connection, 4 * MIB);
      Blob first = filled(connection, MIB);
      Blob second = filled(connection, MIB);
      connection.delete(List.of(first.id()));
      assertTrue(residentStoreBytes() >= 6 * MIB);
      connection.delete(List.of(second.id()), DeleteOption.TRIM);
      assertTrue(residentStoreBytes() <= 4 * MIB + 8192);
      assertEquals(1, kept.segment().get(JAVA_BYTE, 4 * MIB - 1));
    }
  }

  @Test
  void trimmingLeavesDeletedBlobsAloneThatOthersRead() {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(16 * MIB));
        StoreConnection connection = store.connect();
        StoreConnection reader = store.connect()) {
      Blob blob = filled(connection, 4 * MIB);
      try (Pin pin = reader.pin(List.of(blob.id()))) {
        connection.delete(List.of(blob.id()), DeleteOption.TRIM);
        MemorySegment bytes = pin.blob(blob.id()).segment();
        for (long at = 0; at < bytes.byteSize(); at += 512) {
          assertEquals(1, bytes.get(JAVA_BYTE, at));
        }
      }
    }
  }

  @Test
  @Timeout(60)
  void pagesThatNobodyUsesAgainAreReturnedInTheBackground() throws InterruptedException {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(64 * MIB));
        StoreConnection connection = store.connect()) {
      Blob blob = filled(connection, 48 * MIB);
      connection.delete(List.of(blob.id()));
      assertTrue(residentStoreBytes() >= 48 * MIB);
      while (residentStoreBytes() > 8 * MIB + 8192) Thread.sleep(20);
      assertTrue(residentStoreBytes() > 7 * MIB, "an eighth stays warm");
    }
  }

  @Test
  void aBlobThatFindsItsRoomScatteredFitsAndTakesNoMoreMemoryThanTheStoreMay() {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(64 * MIB));
        StoreConnection connection = store.connect()) {
      List<Blob> all = new ArrayList<>();
      for (int i = 0; i < 64; i++) all.add(filled(connection, MIB));
      for (int i = 0; i < 64; i += 2) connection.delete(List.of(all.get(i).id()));
      Blob large = filled(connection, 32 * MIB);
      assertEquals(64 * MIB, connection.status().memoryUsage());
      assertTrue(residentStoreBytes() <= 64 * MIB + 64 * 8192, () -> "" + residentStoreBytes());
      connection.delete(List.of(large.id()), DeleteOption.TRIM);
      assertTrue(residentStoreBytes() <= 32 * MIB + 64 * 8192, () -> "" + residentStoreBytes());
      for (int i = 1; i < 64; i += 2) {
        assertEquals(1, all.get(i).segment().get(JAVA_BYTE, MIB - 1));
      }
    }
  }

  @Test
  @Timeout(60)
  void anEighthIsTouchedAheadAndTrimmingReturnsItUntilBlobsAreCreatedAgain()
      throws InterruptedException {
    StoreOptions options = StoreOptions.ofSize(64 * MIB).withPrefault(Prefault.AHEAD);
    try (EmbeddedStore store = EmbeddedStore.open(options);
        StoreConnection connection = store.connect()) {
      while (residentStoreBytes() < 8 * MIB) Thread.sleep(1);
      connection.trim();
      connection.status();
      Thread.sleep(20);
      assertTrue(residentStoreBytes() < MIB, () -> "" + residentStoreBytes());
      BlobWriter writer = connection.createBlob(4 * MIB);
      while (residentStoreBytes() < 8 * MIB) Thread.sleep(1);
      writer.abort();
      assertTrue(residentStoreBytes() <= 12 * MIB + 8192, () -> "" + residentStoreBytes());
    }
  }

  @Test
  @Timeout(60)
  void aStoreThatReservesItsMemoryHasAllOfItAndKeepsIt() throws InterruptedException {
    StoreOptions options = StoreOptions.ofSize(64 * MIB).withPrefault(Prefault.EVERYTHING);
    try (EmbeddedStore store = EmbeddedStore.open(options);
        StoreConnection connection = store.connect()) {
      while (residentStoreBytes() < 64 * MIB) Thread.sleep(1);
      connection.delete(List.of(filled(connection, 48 * MIB).id()));
      Thread.sleep(1500); // longer than idle pages of others stay
      assertTrue(residentStoreBytes() >= 64 * MIB, () -> "" + residentStoreBytes());
      connection.trim();
      assertTrue(residentStoreBytes() < MIB, () -> "" + residentStoreBytes());
    }
  }

  @Test
  void aStoreIsClosedWhileItsPagesAreTouchedAhead() {
    StoreOptions options = StoreOptions.ofSize(256 * MIB).withPrefault(Prefault.EVERYTHING);
    for (int round = 0; round < 5; round++) EmbeddedStore.open(options).close();
    assertEquals(0, pageThreads());
  }

  @Test
  @Timeout(60)
  void noThreadOutlivesItsStore() throws InterruptedException {
    EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(64 * MIB));
    StoreConnection connection = store.connect();
    connection.delete(List.of(connection.createBlob(48 * MIB).seal().id()));
    assertTrue(pageThreads() > 0);
    store.close();
    while (pageThreads() > 0) Thread.sleep(5);
  }

  private static long pageThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("pergola-pages"))
        .count();
  }

  @Test
  void aThousandRoundsLeaveNothing() {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(16 * MIB))) {
      long descriptors = ProcessFacts.descriptors();
      long mappings = ProcessFacts.storeMappings();
      for (int round = 0; round < 1000; round++) {
        try (StoreConnection connection = store.connect()) {
          Blob blob = filled(connection, 1000 + round);
          ObjectMeta inner =
              connection.create(ObjectMeta.draft("example::Inner").blob("b", blob, 0));
          ObjectMeta outer =
              connection.create(ObjectMeta.draft("example::Outer").member("m", inner));
          connection.persist(outer.id());
          connection.putName("name", outer.id());
          connection.dropName("name");
          connection.pin(List.of(blob.id()));
          connection.delete(List.of(outer.id()), DeleteOption.DEEP);
          connection.createBlob(100);
        }
      }
      assertEquals(descriptors, ProcessFacts.descriptors());
      assertEquals(mappings, ProcessFacts.storeMappings());
      try (StoreConnection connection = store.connect()) {
        StoreStatus status = connection.status();
        assertEquals(0, status.memoryUsage());
        assertEquals(0, status.deletedBytes());
        assertEquals(1, status.ipcConnections());
        assertTrue(connection.list(new Pattern.Wildcard("*"), 10).isEmpty());
        connection.createBlob(16 * MIB).abort();
      }
    }
  }

  @Test
  void openingAndClosingStoresLeavesNothing() {
    EmbeddedStore.open(StoreOptions.ofSize(MIB)).close();
    long descriptors = ProcessFacts.descriptors();
    long mappings = ProcessFacts.storeMappings();
    for (int round = 0; round < 100; round++) {
      EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(MIB));
      filled(store.connect(), 1000);
      store.close();
      store.close();
    }
    assertEquals(descriptors, ProcessFacts.descriptors());
    assertEquals(mappings, ProcessFacts.storeMappings());
  }

  @Test
  void afterTheStoreIsClosedEverythingIsRefused() {
    EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(MIB));
    StoreConnection connection = store.connect();
    Blob blob = filled(connection, 100);
    Pin pin = connection.pin(List.of(blob.id()));
    store.close();
    assertThrows(IllegalStateException.class, () -> blob.segment().get(JAVA_BYTE, 0));
    assertThrows(StoreException.Disconnected.class, store::connect);
    assertThrows(StoreException.Disconnected.class, () -> connection.find(blob.id()));
    pin.close();
    connection.close();
    connection.abandon();
  }

  @Test
  void whoReadsWhileTheStoreIsClosedGetsAnExceptionThere() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int round = 0; round < 20; round++) closeWhileReading();
        });
  }

  private static void closeWhileReading() throws InterruptedException {
    EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(4 * MIB));
    MemorySegment bytes = filled(store.connect(), MIB).segment();
    CountDownLatch reading = new CountDownLatch(1);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread reader =
        new Thread(() -> {
          try {
            while (true) {
              for (long at = 0; at < MIB; at++) {
                if (bytes.get(JAVA_BYTE, at) != 1) throw new AssertionError("at " + at);
              }
              reading.countDown();
            }
          } catch (Throwable ended) {
            end.set(ended);
          }
        });
    reader.start();
    reading.await();
    store.close();
    reader.join();
    assertInstanceOf(IllegalStateException.class, end.get());
    assertFalse(bytes.scope().isAlive());
  }

  private static Blob filled(StoreConnection connection, long byteSize) {
    BlobWriter writer = connection.createBlob(byteSize);
    writer.segment().fill((byte) 1);
    return writer.seal();
  }
}
