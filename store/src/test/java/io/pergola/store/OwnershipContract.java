package io.pergola.store;

import static io.pergola.store.StoreHarness.around;
import static io.pergola.store.StoreHarness.number;
import static io.pergola.store.StoreHarness.there;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What stays and what goes when a connection ends.
public interface OwnershipContract extends StoreHarness {
  @Test
  default void anOrderlyEndKeepsSealedBlobsOnly() {
    ObjectStore third = connect();
    Blob sealed = number(third, 1);
    BlobWriter unsealed = third.createBlob(8);
    third.close();
    assertEquals(List.of(true, false), there(store(), sealed.id(), unsealed.id()));
    assertEquals(8, store().status().memoryUsage());
  }

  @Test
  default void theDeathOfAConnectionTakesWhatNobodyElseCanReach() {
    ObjectStore third = connect();
    Blob unlinked = number(third, 1);
    Blob linked = number(third, 2);
    Blob shared = number(third, 3);
    BlobWriter unsealed = third.createBlob(8);
    ObjectMeta object = around(third, "example::A", linked);
    try (Pin pin = store().pin(List.of(shared.id()))) {
      kill(third);
      assertEquals(
          List.of(false, true, true, false, true),
          there(store(), unlinked.id(), linked.id(), shared.id(), unsealed.id(), object.id()));
      assertEquals(3, number(pin.blob(shared.id())));
      assertEquals(16, store().status().memoryUsage());
    }
  }

  @Test
  default void aBlobThatOutlivedItsCreatorBelongsToWhoReferencesIt() {
    ObjectStore third = connect();
    ObjectStore fourth = connect();
    Blob blob = number(third, 1);
    Pin pin = fourth.pin(List.of(blob.id()));
    kill(third);
    assertTrue(store().exists(blob.id()));
    assertEquals(8, pin.blob(blob.id()).byteSize());
    kill(fourth);
    assertFalse(store().exists(blob.id()));
    assertEquals(0, store().status().memoryUsage());
  }

  @Test
  default void theDeathOfAReaderFreesTheDeletedBlobsThatItHeld() {
    Blob blob = number(store(), 1);
    ObjectStore third = connect();
    Pin pin = third.pin(List.of(blob.id()));
    store().delete(List.of(blob.id()));
    assertEquals(8, store().status().deletedBytes());
    kill(third);
    assertEquals(0, store().status().deletedBytes());
    pin.close();
  }

  @Test
  default void theEndOfAReaderFreesTheDeletedBlobsThatItHeld() {
    Blob blob = number(store(), 1);
    ObjectStore third = connect();
    Pin pin = third.pin(List.of(blob.id()));
    store().delete(List.of(blob.id()));
    third.close();
    assertEquals(0, store().status().deletedBytes());
    pin.close();
  }

  @Test
  default void aFullStoreNamesWhoHoldsDeletedBlobs() {
    Blob blob = store().createBlob(SIZE).seal();
    try (Pin pin = other().pin(List.of(blob.id()))) {
      store().delete(List.of(blob.id()));
      Exception full = assertThrows(StoreException.Full.class, () -> store().createBlob(SIZE));
      String message = String.valueOf(full.getMessage());
      assertTrue(
          message.startsWith(
              "can't allocate 1048576 bytes: 0 of 1048576 bytes are in use, 1048576 more are"
                  + " deleted but still referenced ("),
          message);
      assertEquals(SIZE, pin.blob(blob.id()).byteSize());
    }
    store().createBlob(SIZE).abort();
  }
}
