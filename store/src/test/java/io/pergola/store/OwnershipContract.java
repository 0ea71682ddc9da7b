package io.pergola.store;

import static io.pergola.store.StoreHarness.around;
import static io.pergola.store.StoreHarness.number;
import static io.pergola.store.StoreHarness.there;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Predicate;
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

  @Test
  default void everyConnectionSaysWhatItHolds() {
    ObjectStore third = connect();
    Blob linked = number(third, 1);
    around(third, "example::A", linked);
    third.createBlob(100);
    Pin pin = other().pin(List.of(linked.id()));
    store().delete(List.of(linked.id()), DeleteOption.FORCE);
    List<ConnectionStatus> all = store().connections();
    assertEquals(3, all.stream().filter(each -> !each.remote()).count());
    ConnectionStatus creator = holder(all, each -> each.ownBlobs() > 0);
    assertEquals(List.of(1, 1), List.of(creator.references(), creator.ownBlobs()));
    assertEquals(List.of(8L, 8L, 100L), bytes(creator));
    ConnectionStatus reader =
        holder(all, each -> each.ownBlobs() == 0 && each.referencedBytes() > 0);
    assertEquals(List.of(8L, 8L, 0L), bytes(reader));
    pin.close();
    third.close();
    assertEquals(2, store().connections().size());
  }

  private static ConnectionStatus holder(
      List<ConnectionStatus> all, Predicate<ConnectionStatus> which) {
    return all.stream().filter(which).findFirst().orElseThrow();
  }

  private static List<Long> bytes(ConnectionStatus status) {
    return List.of(status.referencedBytes(), status.deletedBytes(), status.ownBytes());
  }
}
