package io.pergola.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of chunks when the ends of a stream come and go; the states of a stream are tested
/// with recorded conversations.
class StreamTest {
  private static final long SIZE = 1 << 20;
  private static final ObjectId ID = new ObjectId(42);

  private final EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(SIZE));
  private final StoreConnection writer = store.connect();
  private final StoreConnection reader = store.connect();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void chunksArriveInOrderAndGoWithTheNextPull() {
    writer.streams().create(ID);
    ObjectId first = chunk(100);
    ObjectId second = chunk(200);
    writer.streams().finish(ID);
    assertEquals(Optional.of(first), reader.streams().pull(ID));
    assertTrue(reader.exists(first));
    assertEquals(Optional.of(second), reader.streams().pull(ID));
    assertFalse(reader.exists(first));
    assertEquals(42, ended(reader));
    assertFalse(reader.exists(second));
    assertEquals(0, reader.status().memoryUsage());
  }

  @Test
  void aWriterWaitsForRoomAndAReaderThatPullsMakesIt() {
    writer.streams().create(ID);
    chunk(SIZE / 2);
    assertTrue(writer.streams().nextChunk(ID, SIZE / 2).isEmpty());
    assertTrue(reader.streams().pull(ID).isPresent());
    assertTrue(writer.streams().nextChunk(ID, SIZE / 2).isEmpty());
    assertTrue(
        reader.streams().pull(ID).isEmpty(), "the first chunk goes, the second is not there");
    assertTrue(writer.streams().nextChunk(ID, SIZE / 2).isPresent());
  }

  @Test
  void aChunkThatCanNeverFitIsRefused() {
    writer.streams().create(ID);
    assertThrows(StoreException.Full.class, () -> writer.streams().nextChunk(ID, SIZE));
  }

  @Test
  void attemptsThatChangeNothingWakeNobody() {
    writer.streams().create(ID);
    assertTrue(reader.streams().pull(ID).isEmpty());
    AtomicInteger changes = new AtomicInteger();
    store.onChange(changes::incrementAndGet);
    assertTrue(reader.streams().pull(ID).isEmpty());
    assertTrue(reader.streams().pull(ID).isEmpty());
    assertEquals(0, changes.get());
  }

  @Test
  void aWriterThatDiesFailsItsStreamAndLeavesFinishedChunks() {
    writer.streams().create(ID);
    ObjectId first = chunk(100);
    chunk(100);
    writer.abandon();
    assertEquals(Optional.of(first), reader.streams().pull(ID));
    assertEquals(43, ended(reader));
    assertEquals(0, reader.status().memoryUsage());
  }

  @Test
  void aReaderThatDiesTakesTheStreamAndItsChunksWithIt() {
    writer.streams().create(ID);
    chunk(100);
    chunk(100);
    reader.streams().pull(ID);
    reader.abandon();
    StoreException gone =
        assertThrows(StoreException.class, () -> writer.streams().nextChunk(ID, 10));
    assertEquals(12, gone.code());
    assertEquals(0, writer.status().memoryUsage());
  }

  @Test
  void aWaitingReaderFailsWhenItsStreamIsDropped() {
    writer.streams().create(ID);
    chunk(100);
    assertTrue(reader.streams().pull(ID).isEmpty());
    writer.streams().drop(ID);
    assertEquals(43, ended(reader));
    assertEquals(0, writer.status().memoryUsage());
    assertThrows(StoreException.NotFound.class, () -> reader.streams().pull(ID));
  }

  @Test
  void pushedObjectsGoWithTheirMembers() {
    writer.streams().create(ID);
    Blob blob = writer.createBlob(100).seal();
    ObjectMeta object = StoreHarness.around(writer, "chunk", blob);
    writer.streams().push(ID, object.id());
    writer.streams().fail(ID);
    assertEquals(Optional.of(object.id()), reader.streams().pull(ID));
    assertEquals(43, ended(reader));
    assertFalse(writer.exists(object.id()));
    assertFalse(writer.exists(blob.id()));
  }

  private ObjectId chunk(long byteSize) {
    return writer.streams().nextChunk(ID, byteSize).orElseThrow().id();
  }

  private static int ended(StoreConnection connection) {
    return assertThrows(StoreException.class, () -> connection.streams().pull(ID)).code();
  }
}
