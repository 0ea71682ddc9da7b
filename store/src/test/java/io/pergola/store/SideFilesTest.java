package io.pergola.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Blobs in files of their own, and arenas in which clients allocate by themselves.
class SideFilesTest extends TwoConnections {
  private static final int SIZE = 10_000;

  @TempDir @Nullable Path directory;

  // Blobs on disk.

  @Test
  void aBlobOnDiskIsReadByOthersAndTakesNoRoomOfTheStore() {
    BlobExtent made = store.sideFiles().onDisk("", SIZE);
    fill(made, 7);
    store.blobs().seal(made.id());
    assertRead(other, made.id(), 7, SIZE);
    assertEquals(0, store.status().memoryUsage());
  }

  @Test
  void aFileWithAPathHasTheBytesAndStaysWhenItsBlobGoes() throws IOException {
    Path path = file("blob");
    BlobExtent made = store.sideFiles().onDisk(path.toString(), SIZE);
    fill(made, 7);
    store.blobs().seal(made.id());
    store.delete(List.of(made.id()));
    assertFalse(other.exists(made.id()));
    assertArrayEquals(bytes(7, SIZE), Files.readAllBytes(path));
  }

  @Test
  void aFileThatIsThereBecomesABlobAndIsOnlyMadeLonger() throws IOException {
    Path path = file("blob");
    Files.write(path, bytes(7, SIZE));
    assertEquals(7, at(store.sideFiles().onDisk(path.toString(), SIZE / 2), 0));
    assertEquals(SIZE, Files.size(path));
    assertEquals(7, at(store.sideFiles().onDisk(path.toString(), 2 * SIZE), SIZE - 1));
    assertEquals(2 * SIZE, Files.size(path));
  }

  @Test
  void anUnsealedBlobOnDiskGoesWithItsConnection() {
    StoreConnection client = embedded.connect();
    ObjectId id = client.sideFiles().onDisk("", SIZE).id();
    assertTrue(store.exists(id));
    client.close();
    assertFalse(store.exists(id));
  }

  @Test
  void aBlobOnDiskIsNotSpilledAndIsDroppedLikeAnyOther() {
    BlobExtent made = store.sideFiles().onDisk("", SIZE);
    store.blobs().drop(made.id());
    assertFalse(store.exists(made.id()));
  }

  @Test
  void aBlobOnDiskHasASizeOrAPath() {
    assertThrows(StoreException.Invalid.class, () -> store.sideFiles().onDisk("", 0));
    assertEquals(BlobExtent.EMPTY, store.sideFiles().onDisk(file("none").toString(), 0));
    assertFalse(Files.exists(file("none")));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 46) + 1})
  void aBlobOnDiskOfAnAbsurdSizeIsRefused(long size) {
    assertThrows(StoreException.Invalid.class, () -> store.sideFiles().onDisk("", size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/proc/self/fd", "a\0b"})
  void whatIsNoOrdinaryFileIsRefused(String path) {
    assertThrows(StoreException.Invalid.class, () -> store.sideFiles().onDisk(path, SIZE));
  }

  @Test
  void aFileThatCanNotBeMadeIsRefusedAndLeavesNoDescriptor() {
    long descriptors = ProcessFacts.descriptors();
    String path = file("no/such/directory").toString();
    StoreException failure =
        assertThrows(StoreException.IoFailed.class, () -> store.sideFiles().onDisk(path, SIZE));
    assertTrue(String.valueOf(failure.getMessage()).contains(path), failure::toString);
    String tooMuch = file("sparse").toString();
    assertThrows(StoreException.class, () -> store.sideFiles().onDisk(tooMuch, 1L << 46));
    assertEquals(descriptors, ProcessFacts.descriptors());
  }

  // Arenas.

  @Test
  void rangesOfAnArenaBecomeBlobs() {
    BlobFile arena = store.sideFiles().arena(SIZE);
    arena.segment().asSlice(0, 100).fill((byte) 1);
    arena.segment().asSlice(5000, 5000).fill((byte) 2);
    List<BlobExtent> made = finish(arena, new long[] {0, 5000, 40}, new long[] {100, 5000, 0});
    assertEquals(2, made.size(), "an empty range makes none");
    made.forEach(extent -> store.blobs().seal(extent.id()));
    assertRead(other, made.getFirst().id(), 1, 100);
    assertRead(other, made.getLast().id(), 2, 5000);
    assertEquals(0, store.status().memoryUsage());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10001",
    "10001, 0",
    "9999, 2",
    "9223372036854775807, 1",
    "1, 9223372036854775807"
  })
  void aRangeOutsideOfItsArenaIsRefusedAndTheArenaGoesOn(long offset, long size) {
    BlobFile arena = store.sideFiles().arena(SIZE);
    assertThrows(
        StoreException.Invalid.class,
        () -> finish(arena, new long[] {0, offset}, new long[] {10, size}));
    assertEquals(1, finish(arena, new long[] {0}, new long[] {SIZE}).size());
  }

  @Test
  void anArenaEndsOnceAndIsOnlyItsClientsOwn() {
    BlobFile arena = store.sideFiles().arena(SIZE);
    int number = arena.writable().number();
    long[] none = {};
    assertThrows(StoreException.NotFound.class, () -> other.sideFiles().finish(number, none, none));
    store.sideFiles().finish(number, none, none);
    assertThrows(StoreException.NotFound.class, () -> store.sideFiles().finish(number, none, none));
  }

  @Test
  void anArenaIsAtMostAsLargeAsTheStore() {
    assertEquals(SIZE, store.sideFiles().arenaSize(SIZE));
    assertEquals(1 << 20, store.sideFiles().arenaSize(Long.MAX_VALUE));
  }

  @Test
  void anArenaGoesWithItsClientAndItsFileWithTheLastBlob() {
    long before = ProcessFacts.storeMappings();
    StoreConnection client = embedded.connect();
    client.sideFiles().arena(SIZE);
    BlobFile arena = client.sideFiles().arena(SIZE);
    long[] offsets = {0, 64};
    List<BlobExtent> made =
        client.sideFiles().finish(arena.writable().number(), offsets, new long[] {64, 64});
    for (BlobExtent extent : made) client.blobs().seal(extent.id());
    client.close();
    for (BlobExtent extent : made) {
      assertEquals(before + 1, ProcessFacts.storeMappings());
      other.delete(List.of(extent.id()));
    }
    assertEquals(before, ProcessFacts.storeMappings());
  }

  @Test
  void whoOpensTooManyFilesIsRefusedUntilSomeAreClosed() {
    StoreConnection greedy = embedded.connect();
    for (int i = 0; i < SideFile.MOST; i++) greedy.sideFiles().arena(1);
    assertThrows(StoreException.Full.class, () -> greedy.sideFiles().arena(1));
    assertThrows(StoreException.Full.class, () -> other.sideFiles().onDisk("", 1));
    greedy.close();
    assertTrue(other.exists(other.sideFiles().onDisk("", 1).id()));
  }

  @Test
  void aConnectionThatIsClosedMeanwhileLeavesNoFile() {
    StoreConnection closed = embedded.connect();
    closed.close();
    long descriptors = ProcessFacts.descriptors();
    assertThrows(StoreException.Disconnected.class, () -> closed.sideFiles().onDisk("", SIZE));
    assertThrows(StoreException.Disconnected.class, () -> closed.sideFiles().arena(SIZE));
    assertEquals(descriptors, ProcessFacts.descriptors());
  }

  // All together.

  @Test
  void whateverClientsDoNoFileOutlivesItsBlobsAndEachHasItsOwnBytes() {
    long descriptors = ProcessFacts.descriptors();
    List<Written> written = new ArrayList<>();
    Trial.repeat(
        2_000,
        random -> {
          int size = 1 + random.nextInt(SIZE);
          switch (random.nextInt(4)) {
            case 0 -> written.add(Written.of(store, store.sideFiles().onDisk("", size), random));
            case 1 -> written.addAll(slices(random, size));
            default -> check(written, random);
          }
        });
    written.forEach(blob -> store.delete(List.of(blob.id())));
    assertEquals(descriptors, ProcessFacts.descriptors());
  }

  /// Blobs that lie one after the other in an arena.
  private List<Written> slices(Random random, int size) {
    BlobFile arena = store.sideFiles().arena(4L * size);
    long[] offsets = {0, size, 2L * size};
    List<Written> made = new ArrayList<>();
    for (BlobExtent extent : finish(arena, offsets, new long[] {size, size, size})) {
      made.add(Written.of(store, extent, random));
    }
    return made;
  }

  /// Reads one of them through another connection, and deletes it now and then.
  private void check(List<Written> written, Random random) {
    if (written.isEmpty()) return;
    Written blob = written.get(random.nextInt(written.size()));
    assertRead(other, blob.id(), blob.value(), blob.size());
    if (written.size() < 20) return;
    store.delete(List.of(blob.id()));
    written.remove(blob);
  }

  /// A sealed blob whose bytes are all the same.
  private record Written(ObjectId id, byte value, int size) {
    static Written of(StoreConnection store, BlobExtent extent, Random random) {
      byte value = (byte) random.nextInt();
      fill(extent, value);
      store.blobs().seal(extent.id());
      return new Written(extent.id(), value, (int) extent.byteSize());
    }
  }

  private List<BlobExtent> finish(BlobFile arena, long[] offsets, long[] sizes) {
    return store.sideFiles().finish(arena.writable().number(), offsets, sizes);
  }

  private static MemorySegment segment(BlobExtent extent) {
    return extent.file().segment().asSlice(extent.offset(), extent.byteSize());
  }

  private static void fill(BlobExtent extent, int value) {
    segment(extent).fill((byte) value);
  }

  private static byte at(BlobExtent extent, long position) {
    return segment(extent).get(JAVA_BYTE, position);
  }

  private static byte[] bytes(int value, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static void assertRead(StoreConnection reader, ObjectId id, int value, int size) {
    try (Pin pin = reader.pin(List.of(id))) {
      assertArrayEquals(bytes(value, size), pin.blob(id).segment().toArray(JAVA_BYTE));
    }
  }

  private Path file(String name) {
    return requireNonNull(directory).resolve(name);
  }
}
