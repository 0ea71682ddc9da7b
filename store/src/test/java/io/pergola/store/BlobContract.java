package io.pergola.store;

import static io.pergola.store.StoreHarness.number;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Blobs: create, write, seal, pin, delete.
public interface BlobContract extends StoreHarness {
  @Test
  default void whatIsWrittenIntoABlobIsReadByAnotherConnection() {
    Blob blob = number(store(), 42);
    try (Pin pin = other().pin(List.of(blob.id()))) {
      assertEquals(42, number(pin.blob(blob.id())));
      assertEquals(8, pin.blob(blob.id()).byteSize());
    }
  }

  @Test
  default void aBlobStartsAtAMultipleOf64AndHasTheSizeAskedFor() {
    for (long size : new long[] {1, 63, 64, 65, 1000}) {
      BlobWriter writer = store().createBlob(size);
      assertEquals(size, writer.segment().byteSize());
      assertEquals(0, writer.segment().address() % 64);
      writer.seal();
    }
  }

  @Test
  default void aBlobIdIsAnUnusedIdWithItsHighestBitSet() {
    BlobWriter first = store().createBlob(1);
    BlobWriter second = store().createBlob(1);
    assertTrue(first.id().isBlob());
    assertNotEquals(first.id(), second.id());
  }

  @Test
  default void aSealedBlobCanOnlyBeRead() {
    Blob blob = number(store(), 1);
    assertTrue(blob.segment().isReadOnly());
    assertThrows(IllegalArgumentException.class, () -> blob.segment().set(JAVA_BYTE, 0, (byte) 1));
  }

  @Test
  default void aWriterIsOfNoUseOnceItsBlobIsSealed() {
    BlobWriter writer = store().createBlob(8);
    writer.seal();
    assertThrows(IllegalStateException.class, writer::segment);
    assertThrows(IllegalStateException.class, writer::seal);
    assertThrows(IllegalStateException.class, writer::abort);
    assertThrows(IllegalStateException.class, () -> writer.shrink(1));
  }

  @Test
  default void anUnsealedBlobCannotBePinned() {
    BlobWriter writer = store().createBlob(8);
    assertThrows(StoreException.NotSealed.class, () -> other().pin(List.of(writer.id())));
    assertEquals(
        14, assertThrows(StoreException.class, () -> other().pin(List.of(writer.id()))).code());
  }

  @Test
  default void pinningAnUnknownBlobNamesIt() {
    Blob there = number(store(), 1);
    ObjectId gone = ObjectId.parse("o8000000000000123");
    StoreException failure =
        assertThrows(StoreException.NotFound.class, () -> store().pin(List.of(there.id(), gone)));
    assertEquals("blob o8000000000000123 doesn't exist in the store", failure.getMessage());
  }

  @Test
  default void aBlobOfNoBytesIsTheEmptyBlob() {
    long before = store().status().memoryUsage();
    BlobWriter writer = store().createBlob(0);
    assertEquals(ObjectId.EMPTY_BLOB, writer.id());
    assertEquals(0, writer.segment().byteSize());
    Blob blob = writer.seal();
    assertEquals(ObjectId.EMPTY_BLOB, blob.id());
    assertEquals(0, blob.byteSize());
    assertTrue(store().exists(ObjectId.EMPTY_BLOB));
    try (Pin pin = store().pin(List.of(ObjectId.EMPTY_BLOB))) {
      assertEquals(0, pin.blob(ObjectId.EMPTY_BLOB).byteSize());
    }
    assertEquals(before, store().status().memoryUsage());
  }

  @Test
  default void writersOfNoBytesDoNotDisturbEachOther() {
    BlobWriter first = store().createBlob(0);
    BlobWriter second = store().createBlob(0);
    BlobWriter third = store().createBlob(0);
    assertEquals(ObjectId.EMPTY_BLOB, first.seal().id());
    second.abort();
    assertEquals(ObjectId.EMPTY_BLOB, third.seal().id());
  }

  @Test
  default void manyBlobsAreCreatedInTheOrderGiven() {
    List<BlobWriter> writers = store().createBlobs(10, 0, 20);
    assertEquals(List.of(10L, 0L, 20L), writers.stream().map(w -> w.segment().byteSize()).toList());
    assertEquals(30, store().status().memoryUsage());
    writers.forEach(BlobWriter::seal);
  }

  @Test
  default void manyBlobsAreCreatedAllOrNone() {
    assertThrows(StoreException.Full.class, () -> store().createBlobs(10, SIZE, 20));
    assertEquals(0, store().status().memoryUsage());
  }

  @Test
  default void aStoreCanBeFilledToTheLastByteAndSaysWhenItIsFull() {
    BlobWriter all = store().createBlob(SIZE);
    StoreException.Full full = assertThrows(StoreException.Full.class, () -> store().createBlob(1));
    assertEquals(41, full.code());
    assertEquals(
        "can't allocate 1 bytes: 1048576 of 1048576 bytes are in use, 0 more are deleted but still"
            + " referenced; delete objects, close connections that hold deleted ones, or give the"
            + " store a larger size",
        full.getMessage());
    all.abort();
    store().createBlob(SIZE).abort();
  }

  @Test
  default void aNegativeSizeIsRefused() {
    assertThrows(StoreException.class, () -> store().createBlob(-1));
    assertThrows(StoreException.class, () -> store().createBlob(Long.MIN_VALUE));
    assertThrows(
        StoreException.Full.class, () -> store().createBlobs(Long.MAX_VALUE, Long.MAX_VALUE));
  }

  @Test
  default void aShrunkBlobKeepsItsFirstBytesAndGivesTheRestBack() {
    BlobWriter writer = store().createBlob(1000);
    writer.segment().set(JAVA_BYTE, 0, (byte) 7);
    writer.shrink(100);
    assertEquals(100, writer.segment().byteSize());
    assertEquals(100, store().status().memoryUsage());
    assertThrows(StoreException.Invalid.class, () -> writer.shrink(101));
    writer.shrink(100);
    Blob blob = writer.seal();
    assertEquals(100, blob.byteSize());
    assertEquals(7, blob.segment().get(JAVA_BYTE, 0));
  }

  @Test
  default void anAbortedBlobIsGone() {
    BlobWriter writer = store().createBlob(1000);
    assertTrue(other().exists(writer.id()));
    writer.abort();
    assertFalse(other().exists(writer.id()));
    assertEquals(0, store().status().memoryUsage());
  }

  @Test
  default void aPinnedBlobKeepsItsBytesWhenAnotherConnectionDeletesIt() {
    Blob blob = number(store(), 42);
    try (Pin pin = other().pin(List.of(blob.id()))) {
      store().delete(List.of(blob.id()));
      assertFalse(other().exists(blob.id()));
      assertEquals(0, store().status().memoryUsage());
      assertEquals(8, store().status().deletedBytes());
      store().createBlob(8).segment().fill((byte) -1);
      assertEquals(42, number(pin.blob(blob.id())));
    }
    assertEquals(0, store().status().deletedBytes());
  }

  @Test
  default void oneOfTwoPinsIsEnoughToKeepABlob() {
    Blob blob = number(store(), 42);
    Pin first = other().pin(List.of(blob.id()));
    Pin second = other().pin(List.of(blob.id()));
    first.close();
    first.close();
    store().delete(List.of(blob.id()));
    assertEquals(8, store().status().deletedBytes());
    assertEquals(42, number(second.blob(blob.id())));
    second.close();
    assertEquals(0, store().status().deletedBytes());
  }

  @Test
  default void aClosedPinSaysSo() {
    Blob blob = number(store(), 1);
    Pin pin = store().pin(List.of(blob.id()));
    pin.close();
    assertThrows(IllegalStateException.class, pin::blobs);
    assertThrows(IllegalStateException.class, () -> pin.blob(blob.id()));
  }

  @Test
  default void aPinKnowsOnlyItsOwnBlobs() {
    Blob blob = number(store(), 1);
    Blob another = number(store(), 2);
    try (Pin pin = store().pin(List.of(blob.id()))) {
      assertThrows(StoreException.NotFound.class, () -> pin.blob(another.id()));
    }
  }

  @Test
  default void nothingCanBePinnedToo() {
    try (Pin pin = store().pin(List.of())) {
      assertTrue(pin.blobs().isEmpty());
    }
  }

  @Test
  default void thePagesOfADeletedBlobAreUsedAgain() {
    for (int round = 0; round < 100; round++) {
      Blob blob = store().createBlob(SIZE * 3 / 4).seal();
      store().delete(List.of(blob.id()));
    }
    assertEquals(0, store().status().memoryUsage());
  }

  @Test
  default void aClosedConnectionRefusesEverythingAndItsSegmentsThrow() {
    ObjectStore third = connect();
    MemorySegment sealed = number(third, 42).segment();
    MemorySegment open = third.createBlob(8).segment();
    third.close();
    third.close();
    assertThrows(IllegalStateException.class, () -> sealed.get(JAVA_BYTE, 0));
    assertThrows(IllegalStateException.class, () -> open.set(JAVA_BYTE, 0, (byte) 1));
    assertThrows(StoreException.Disconnected.class, () -> third.createBlob(8));
    assertThrows(StoreException.Disconnected.class, third::status);
    assertThrows(StoreException.Disconnected.class, () -> third.find(ObjectId.INVALID));
  }
}
