package io.pergola.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Blobs that memory has no room for.
@Timeout(60)
class SpillTest {
  private static final long MIB = 1 << 20;
  private static final long SIZE = 16 * MIB;

  @TempDir @Nullable Path directory;
  private @Nullable EmbeddedStore store;
  private @Nullable StoreConnection connection;

  @BeforeEach
  void open() {
    store =
        EmbeddedStore.open(
            StoreOptions.ofSize(SIZE)
                .withSpill(SpillOptions.to(requireNonNull(directory).resolve("spill"))));
    connection = store.connect();
  }

  @AfterEach
  void close() {
    requireNonNull(store).close();
  }

  @Test
  void fourTimesTheMemoryIsWrittenAndReadBack() {
    List<ObjectId> ids = new ArrayList<>();
    for (int i = 0; i < 64; i++) ids.add(released(i, MIB));
    assertTrue(connection().status().memoryUsage() <= SIZE);
    for (int i = 0; i < 64; i++) assertHas(i, ids.get(i));
    assertTrue(ids.stream().filter(connection().spilling()::isSpilled).count() >= 48);
    connection().delete(ids);
    assertEquals(0, connection().status().memoryUsage());
    while (spilledBytes() > 0) Thread.onSpinWait(); // the last one may be on its way
    assertHas(1, released(1, SIZE - 64));
  }

  @Test
  void thoseThatWereReleasedFirstGoFirst() {
    ObjectId first = released(1, 4 * MIB);
    ObjectId second = released(2, 4 * MIB);
    connection().pin(List.of(first)).close();
    connection().createBlob(6 * MIB); // 14 of 16 MiB are used now, more than four fifths
    awaitUsageOf(6 * MIB);
    ObjectId third = released(3, 6 * MIB);
    connection().createBlob(4 * MIB);
    assertTrue(connection().spilling().isSpilled(second));
    assertTrue(connection().spilling().isSpilled(first));
    assertTrue(connection().exists(third));
  }

  @Test
  void onlyTheLeastRecentlyReleasedGoesIfThatIsEnough() {
    ObjectId first = released(1, 6 * MIB);
    ObjectId second = released(2, 2 * MIB);
    ObjectId third = released(3, 2 * MIB);
    connection().pin(List.of(first)).close(); // is now the last
    connection().createBlob(4 * MIB); // 14 of 16 MiB: down to 30 % would take all of them
    awaitUsageOf(4 * MIB);
    assertTrue(
        Stream.of(first, second, third).allMatch(connection().spilling()::isSpilled),
        "the creation leaves nothing but itself");
  }

  @Test
  void whatSomeoneReferencesStays() {
    ObjectId held = filled(1, 8 * MIB);
    ObjectId free = released(2, 4 * MIB);
    connection().createBlob(4 * MIB);
    awaitUsageOf(12 * MIB);
    assertFalse(connection().spilling().isSpilled(held));
    assertTrue(connection().spilling().isSpilled(free));
    StoreException failure =
        assertThrows(StoreException.Full.class, () -> connection().createBlob(8 * MIB));
    assertTrue(String.valueOf(failure.getMessage()).startsWith("can't allocate 8388608 bytes"));
    assertHas(1, held);
  }

  @Test
  void readersOfASpilledBlobKeepItsBytesAlsoWhenItIsDeletedOrLoaded() {
    ObjectId id = released(7, MIB);
    evict(id);
    try (StoreConnection reader = requireNonNull(store).connect();
        Pin pin = reader.pin(List.of(id))) {
      load(id);
      assertFalse(connection().spilling().isSpilled(id));
      assertEquals(7, pin.blob(id).segment().get(JAVA_BYTE, MIB - 1));
      connection().delete(List.of(id));
      for (int i = 0; i < 20; i++) released(9, MIB);
      assertEquals(7, pin.blob(id).segment().get(JAVA_BYTE, MIB - 1));
    }
  }

  @Test
  void readersOfABlobInMemoryKeepItsBytesAlsoWhenItIsEvicted() {
    ObjectId id = released(7, MIB);
    try (StoreConnection reader = requireNonNull(store).connect();
        Pin pin = reader.pin(List.of(id))) {
      evict(id);
      assertTrue(connection().spilling().isSpilled(id));
      assertEquals(MIB, connection().status().memoryUsage());
      assertEquals(7, pin.blob(id).segment().get(JAVA_BYTE, MIB - 1));
      assertHas(7, id);
    }
    assertEquals(0, connection().status().memoryUsage());
    assertHas(7, id);
  }

  @Test
  void evictionAndLoadingMoveAllBlobsOfAnObject() {
    Blob blob = blob(released(1, MIB));
    ObjectMeta inner = StoreHarness.around(connection(), "inner", blob);
    ObjectMeta outer = StoreHarness.around(connection(), "outer", inner);
    evict(outer.id());
    assertTrue(connection().spilling().isSpilled(blob.id()));
    assertEquals(0, connection().status().memoryUsage());
    load(outer.id());
    assertFalse(connection().spilling().isSpilled(blob.id()));
    assertEquals(0, spilledBytes());
  }

  @Test
  void pinnedBlobsAreNotSpilled() {
    ObjectId pinned = released(1, 8 * MIB);
    connection().spilling().pin(List.of(pinned));
    evict(pinned);
    assertFalse(connection().spilling().isSpilled(pinned));
    assertThrows(StoreException.Full.class, () -> connection().createBlob(12 * MIB));
    connection().spilling().unpin(List.of(pinned));
    connection().createBlob(12 * MIB);
    assertTrue(connection().spilling().isSpilled(pinned));
  }

  @Test
  void aStoreWithoutASpillPathRefusesToEvict() {
    try (EmbeddedStore small = EmbeddedStore.open(StoreOptions.ofSize(MIB));
        StoreConnection other = small.connect()) {
      assertThrows(StoreException.Invalid.class, () -> other.spilling().evict(List.of()));
      assertTrue(other.spilling().load(List.of(new ObjectId(5))));
    }
  }

  @Test
  void nothingIsLeftInTheDirectoryAndWhatAKilledServerLeftGoes() throws IOException {
    Path spill = requireNonNull(directory).resolve("spill");
    evict(released(1, MIB));
    assertEquals(0, files(spill), "the file has no name");
    Files.writeString(spill.resolve("pergola-1234.spill"), "left");
    Files.writeString(spill.resolve("other"), "not ours");
    EmbeddedStore.open(StoreOptions.ofSize(MIB).withSpill(SpillOptions.to(spill))).close();
    assertEquals(1, files(spill));
  }

  private static long files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  void serversThatStartAtOnceDoNotSweepEachOthersFilesAway() {
    Path spill = requireNonNull(directory).resolve("shared");
    try (ExecutorService starting = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) all.add(starting.submit(() -> SpillFile.create(spill).close()));
      for (Future<?> one : all) assertDoesNotThrow(() -> one.get());
    }
  }

  @Test
  void randomHistoriesKeepAllBytes() {
    for (int round = 0; round < 20; round++) {
      List<ObjectId> ids = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        ids.add(released(i, 1 + (i * 7919L + round) % (2 * MIB)));
        if (i % 3 == 0) connection().spilling().evict(List.of(ids.get(i / 2)));
        if (i % 5 == 0) connection().spilling().load(List.of(ids.get(i / 3)));
        assertHas(i / 2, ids.get(i / 2));
      }
      for (int i = 0; i < 40; i++) assertHas(i, ids.get(i));
      connection().delete(ids);
    }
    assertEquals(0, connection().status().memoryUsage());
    assertEquals(0, connection().status().deletedBytes());
  }

  private ObjectId filled(int value, long byteSize) {
    BlobWriter writer = connection().createBlob(byteSize);
    writer.segment().fill((byte) value);
    return writer.seal().id();
  }

  private ObjectId released(int value, long byteSize) {
    BlobExtent extent = connection().blobs().allocate(byteSize);
    connection().blobs().extents(List.of(extent.id()), true);
    extent.file().segment().asSlice(extent.offset(), byteSize).fill((byte) value);
    connection().blobs().seal(extent.id());
    connection().blobs().release(extent.id());
    return extent.id();
  }

  private void assertHas(int value, ObjectId id) {
    try (Pin pin = connection().pin(List.of(id))) {
      var bytes = pin.blob(id).segment();
      assertEquals((byte) value, bytes.get(JAVA_BYTE, 0));
      assertEquals((byte) value, bytes.get(JAVA_BYTE, bytes.byteSize() - 1));
    }
  }

  private Blob blob(ObjectId id) {
    try (Pin pin = connection().pin(List.of(id))) {
      return pin.blob(id);
    }
  }

  private void evict(ObjectId id) {
    while (!connection().spilling().evict(List.of(id))) Thread.onSpinWait();
  }

  private void load(ObjectId id) {
    while (!connection().spilling().load(List.of(id))) Thread.onSpinWait();
  }

  private void awaitUsageOf(long bytes) {
    while (connection().status().memoryUsage() != bytes) Thread.onSpinWait();
  }

  private long spilledBytes() {
    return connection().status().spilledBytes();
  }

  private StoreConnection connection() {
    return requireNonNull(connection);
  }
}
