package io.pergola.store;

import static io.pergola.store.StoreHarness.around;
import static io.pergola.store.StoreHarness.number;
import static io.pergola.store.StoreHarness.object;
import static io.pergola.store.StoreHarness.there;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes when something is deleted.
public interface DeletionContract extends StoreHarness {
  /// B has A as a member, and A has the blob b. Letters in `kept` stay.
  @ParameterizedTest(name = "deleting {0} {1} keeps {2}")
  @CsvSource({
    "A,  -,        bAB",
    "A,  DEEP,     bAB",
    "A,  FORCE,    -",
    "B,  -,        bA",
    "B,  DEEP,     -",
    "b,  -,        bAB",
    "b,  FORCE,    -",
    "b,  FASTPATH, AB",
    "AB, -,        -",
    "BA, -,        -",
    "AB, TRIM,     -",
    "Ab, -,        bAB",
    "bB, -,        bA",
  })
  default void deletionFollowsLinks(String targets, String options, String kept) {
    Blob b = number(store(), 1);
    ObjectMeta a = around(store(), "example::A", b);
    ObjectMeta around = around(store(), "example::B", a);
    ObjectId[] all = {b.id(), a.id(), around.id()};
    List<ObjectId> asked = targets.chars().mapToObj(c -> all["bAB".indexOf(c)]).toList();
    DeleteOption[] chosen =
        Stream.of(options.split("\\+"))
            .filter(option -> !option.equals("-"))
            .map(DeleteOption::valueOf)
            .toArray(DeleteOption[]::new);

    Set<ObjectId> blobs = other().delete(asked, chosen);

    assertEquals(
        List.of(kept.contains("b"), kept.contains("A"), kept.contains("B")), there(store(), all));
    assertEquals(kept.contains("b") ? Set.of() : Set.of(b.id()), blobs);
    assertEquals(kept.contains("b") ? 8 : 0, store().status().memoryUsage());
  }

  @Test
  default void aMemberOfTwoObjectsGoesWithTheLast() {
    Blob blob = number(store(), 1);
    ObjectMeta first = around(store(), "example::A", blob);
    ObjectMeta second = around(store(), "example::B", blob);
    assertEquals(Set.of(), store().delete(List.of(first.id())));
    assertTrue(store().exists(blob.id()));
    assertEquals(Set.of(blob.id()), store().delete(List.of(second.id())));
    assertFalse(store().exists(blob.id()));
  }

  @Test
  default void aBlobThatIsTwiceAMemberOfAnObjectGoesOnce() {
    Blob blob = number(store(), 1);
    ObjectMeta object =
        store()
            .create(
                ObjectMeta.draft("example::A")
                    .blob("x", blob, store().instanceId())
                    .blob("y", blob, store().instanceId()));
    assertEquals(Set.of(blob.id()), store().delete(List.of(object.id())));
  }

  @Test
  default void deepDeletionStopsAtWhatOthersHave() {
    ObjectMeta shared = around(store(), "example::Shared", number(store(), 1));
    ObjectMeta first = around(store(), "example::A", shared);
    ObjectMeta second = around(store(), "example::B", shared);
    store().delete(List.of(first.id()), DeleteOption.DEEP);
    assertTrue(store().exists(shared.id()));
    store().delete(List.of(second.id()), DeleteOption.DEEP);
    assertFalse(store().exists(shared.id()));
    assertEquals(0, store().status().memoryUsage());
  }

  @Test
  default void forceReachesAllThatHaveTheObjectAndTheirBlobs() {
    ObjectMeta bottom = object(store(), "example::Bottom");
    ObjectMeta sibling = around(store(), "example::Sibling", number(store(), 1));
    Blob blob = number(store(), 2);
    ObjectMeta top =
        store()
            .create(
                ObjectMeta.draft("example::Top")
                    .member("bottom", bottom)
                    .member("sibling", sibling)
                    .blob("blob", blob, store().instanceId()));
    assertEquals(Set.of(blob.id()), store().delete(List.of(bottom.id()), DeleteOption.FORCE));
    assertEquals(List.of(false, true, false), there(store(), bottom.id(), sibling.id(), top.id()));
  }

  /// Found by a long random run: 959 goes by force because of the blob, and so nothing but the
  /// members of the first target has 91d.
  @Test
  default void theOrderOfTheTargetsDoesNotMatter() {
    for (boolean blobFirst : new boolean[] {true, false}) {
      ObjectMeta shared = object(store(), "example::91d");
      Blob blob = number(store(), 1);
      store()
          .create(
              ObjectMeta.draft("example::959")
                  .member("shared", shared)
                  .blob("b", blob, store().instanceId()));
      ObjectMeta first = around(store(), "example::9e3", shared);
      List<ObjectId> targets =
          blobFirst ? List.of(blob.id(), first.id()) : List.of(first.id(), blob.id());
      store().delete(targets, DeleteOption.FORCE, DeleteOption.DEEP);
      assertTrue(store().list(new Pattern.Wildcard("example::*"), 10).isEmpty());
    }
  }

  @Test
  default void unknownIdsAreIgnored() {
    ObjectId object = ObjectId.parse("o0000000000000123");
    ObjectId blob = ObjectId.parse("o8000000000000123");
    List<ObjectId> fixed = List.of(object, blob, ObjectId.EMPTY_BLOB, ObjectId.INVALID);
    assertEquals(Set.of(), store().delete(fixed));
    assertEquals(Set.of(), store().delete(fixed, DeleteOption.FORCE, DeleteOption.DEEP));
    assertEquals(Set.of(), store().delete(List.of()));
    assertTrue(store().exists(ObjectId.EMPTY_BLOB));
  }

  @Test
  default void theFastPathTakesBlobsOnly() {
    ObjectMeta object = object(store(), "example::A");
    Blob blob = number(store(), 1);
    StoreException failure =
        assertThrows(
            StoreException.Refused.class,
            () -> store().delete(List.of(blob.id(), object.id()), DeleteOption.FASTPATH));
    assertEquals(7, failure.code());
    assertEquals(List.of(true, true), there(store(), blob.id(), object.id()));
  }

  @Test
  default void whatIsDeletedIsNeitherFoundNorListed() {
    ObjectMeta object = object(store(), "example::A");
    store().delete(List.of(object.id()));
    assertTrue(other().find(object.id()).isEmpty());
    assertTrue(other().list(new Pattern.Wildcard("example::A"), 10).isEmpty());
  }

  @Test
  default void theReferenceOfTheDeletingConnectionEndsWithTheBlob() {
    Blob blob = number(store(), 1);
    Pin pin = store().pin(List.of(blob.id()));
    store().delete(List.of(blob.id()));
    assertEquals(0, store().status().deletedBytes());
    pin.close();
  }
}
