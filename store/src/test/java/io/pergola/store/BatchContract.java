package io.pergola.store;

import static io.pergola.store.StoreHarness.around;
import static io.pergola.store.StoreHarness.number;
import static io.pergola.store.StoreHarness.object;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whole objects with their blobs: published at once, and got at once.
public interface BatchContract extends StoreHarness {
  @Test
  default void whatIsPublishedIsThereWithItsBlobs() {
    List<BlobWriter> blobs = store().createBlobs(8, 0, 8);
    blobs.getFirst().segment().set(JAVA_LONG_UNALIGNED, 0, 1);
    blobs.getLast().segment().set(JAVA_LONG_UNALIGNED, 0, 2);
    List<ObjectMeta> made =
        store()
            .publish(
                blobs,
                List.of(
                    draft("first").blob("b", blobs.getFirst(), store().instanceId()),
                    draft("second")
                        .blob("b", blobs.getLast(), store().instanceId())
                        .blob("none", blobs.get(1), store().instanceId())));
    assertEquals(List.of("first", "second"), made.stream().map(ObjectMeta::typeName).toList());
    ObjectMeta second = other().meta(made.getLast().id());
    assertEquals(made.getLast().toJson(), second.toJson());
    assertEquals(ObjectId.EMPTY_BLOB, second.member("none").id());
    try (Pin pin = other().pin(second.blobs(other().instanceId()))) {
      assertEquals(2, number(pin.blob(second.member("b").id())));
    }
    assertThrows(IllegalStateException.class, blobs.getFirst()::segment);
  }

  @Test
  default void whatCannotBePublishedLeavesNeitherObjectsNorBlobs() {
    List<BlobWriter> blobs = store().createBlobs(8, 0);
    BlobWriter empty = store().createBlob(0);
    ObjectMeta.Draft good = draft("good").blob("b", blobs.getFirst(), store().instanceId());
    ObjectMeta.Draft bad = draft("bad").member("m", new ObjectId(7));
    assertThrows(StoreException.NotFound.class, () -> store().publish(blobs, List.of(good, bad)));
    assertEquals(0, store().status().memoryUsage());
    assertEquals(List.of(), store().list(new Pattern.Wildcard("good"), 10));
    assertThrows(IllegalStateException.class, blobs.getFirst()::segment);
    assertEquals(ObjectId.EMPTY_BLOB, empty.seal().id());
  }

  @Test
  default void aPublisherKeepsItsBlobsReadableAndLosesThemByDeletion() {
    BlobWriter blob = store().createBlob(8);
    ObjectMeta made =
        store()
            .publish(List.of(blob), List.of(draft("t").blob("b", blob, store().instanceId())))
            .getFirst();
    other().delete(List.of(made.id()), DeleteOption.DEEP);
    assertEquals(8, store().status().deletedBytes());
    store().close();
    assertEquals(0, other().status().deletedBytes());
  }

  @Test
  default void blobsCanBePublishedWithoutObjects() {
    BlobWriter blob = store().createBlob(8);
    assertEquals(List.of(), store().publish(List.of(blob), List.of()));
    try (Pin pin = other().pin(List.of(blob.id()))) {
      assertEquals(8, pin.blob(blob.id()).byteSize());
    }
  }

  @Test
  default void objectsArePinnedWithTheBlobsOfTheirMembers() {
    Blob inner = number(store(), 1);
    Blob outer = number(store(), 2);
    ObjectMeta member = around(store(), "inner", inner);
    ObjectMeta object =
        store().create(draft("outer").member("m", member).blob("b", outer, store().instanceId()));
    ObjectMeta plain = object(store(), "plain");
    try (PinnedObjects found = other().pinObjects(List.of(plain.id(), object.id(), plain.id()))) {
      assertEquals(List.of(plain.id(), object.id()), List.copyOf(found.objects().keySet()));
      assertEquals(object.toJson(), found.meta(object.id()).toJson());
      assertEquals(Set.of(inner.id(), outer.id()), found.pin().blobs().keySet());
      store().delete(List.of(object.id(), member.id()), DeleteOption.DEEP);
      assertEquals(16, store().status().deletedBytes());
      assertEquals(1, number(found.pin().blob(inner.id())));
      assertEquals(2, number(found.pin().blob(outer.id())));
    }
    assertEquals(0, store().status().deletedBytes());
  }

  @Test
  default void pinsOfTheSameBlobsCountEachForItself() {
    ObjectMeta object = around(store(), "t", number(store(), 42));
    ObjectId blob = object.member("b").id();
    PinnedObjects found = other().pinObjects(List.of(object.id()));
    Pin again = other().pin(List.of(blob));
    found.close();
    found.close();
    store().delete(List.of(object.id()), DeleteOption.DEEP);
    assertEquals(8, store().status().deletedBytes());
    assertEquals(42, number(again.blob(blob)));
    again.close();
    assertEquals(0, store().status().deletedBytes());
  }

  @Test
  default void anObjectThatIsNotThereIsNamedAndNothingIsPinned() {
    ObjectMeta object = around(store(), "t", number(store(), 42));
    StoreException failure =
        assertThrows(
            StoreException.NotFound.class,
            () -> other().pinObjects(List.of(object.id(), new ObjectId(7))));
    assertEquals("object o0000000000000007 doesn't exist in the store", failure.getMessage());
    store().delete(List.of(object.id()), DeleteOption.DEEP);
    assertEquals(0, store().status().deletedBytes());
  }

  @Test
  default void noBlobIsPinnedIfOneIsGone() {
    Blob there = number(store(), 1);
    Blob gone = number(store(), 2);
    ObjectMeta object =
        store()
            .create(
                draft("t")
                    .blob("there", there, store().instanceId())
                    .blob("gone", gone, store().instanceId()));
    store().delete(List.of(gone.id()), DeleteOption.FORCE);
    if (!store().exists(object.id())) return; // the deletion took the object along
    try (PinnedObjects found = other().pinObjects(List.of(object.id()))) {
      assertTrue(found.pin().blobs().isEmpty());
    }
  }

  @Test
  default void noBlobIsPinnedIfOneIsNotSealed() {
    BlobWriter unsealed = store().createBlob(8);
    ObjectMeta object = store().create(draft("t").blob("b", unsealed, store().instanceId()));
    try (PinnedObjects found = other().pinObjects(List.of(object.id()))) {
      assertTrue(found.pin().blobs().isEmpty());
      assertThrows(StoreException.NotSealed.class, () -> other().pin(List.of(unsealed.id())));
    }
  }

  @Test
  default void whatThisConnectionClearedOrRolledBackCannotBePinnedAgain() {
    store().begin();
    Blob built = number(store(), 1);
    around(store(), "t", built);
    store().rollback();
    assertThrows(StoreException.NotFound.class, () -> store().pin(List.of(built.id())));
    Blob cleared = number(store(), 1);
    store().clear();
    assertThrows(StoreException.NotFound.class, () -> store().pin(List.of(cleared.id())));
    Blob deleted = number(store(), 1);
    store().delete(List.of(deleted.id()));
    assertThrows(StoreException.NotFound.class, () -> store().pin(List.of(deleted.id())));
    assertFalse(store().exists(deleted.id()));
  }

  private static ObjectMeta.Draft draft(String typeName) {
    return ObjectMeta.draft(typeName);
  }
}
