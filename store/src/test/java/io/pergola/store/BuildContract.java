package io.pergola.store;

import static io.pergola.store.StoreHarness.around;
import static io.pergola.store.StoreHarness.number;
import static io.pergola.store.StoreHarness.object;
import static io.pergola.store.StoreHarness.there;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Builds: begin, commit, rollback.
public interface BuildContract extends StoreHarness {
  /// What a build makes here: a linked blob, an unlinked one, an unsealed one, an object and a
  /// name.
  record Made(Blob linked, Blob unlinked, BlobWriter unsealed, ObjectMeta object) {
    static Made by(ObjectStore store) {
      Blob linked = number(store, 1);
      ObjectMeta object = around(store, "example::Built", linked);
      store.persist(object.id());
      store.putName("built", object.id());
      return new Made(linked, number(store, 2), store.createBlob(8), object);
    }

    List<Boolean> there(ObjectStore store) {
      return StoreHarness.there(store, linked.id(), unlinked.id(), unsealed.id(), object.id());
    }
  }

  private void assertNothingLeft(Made made) {
    assertEquals(List.of(false, false, false, false), made.there(store()));
    assertEquals(Optional.empty(), store().findName("built"));
    assertEquals(0, store().status().memoryUsage());
    assertEquals(0, store().status().deletedBytes());
  }

  @Test
  default void aRolledBackBuildLeavesNothing() {
    store().begin();
    Made made = Made.by(store());
    assertEquals(List.of(true, true, true, true), made.there(other()));
    store().rollback();
    assertNothingLeft(made);
    number(store(), 3);
  }

  @Test
  default void aBuildGoesWithItsConnection() {
    ObjectStore third = connect();
    third.begin();
    Made made = Made.by(third);
    kill(third);
    assertNothingLeft(made);
  }

  @Test
  default void aBuildThatIsNotCommittedGoesEvenWhenItsConnectionIsClosed() {
    ObjectStore third = connect();
    third.begin();
    Made made = Made.by(third);
    third.close();
    assertNothingLeft(made);
  }

  @Test
  default void aCommittedBuildStays() {
    ObjectStore third = connect();
    third.begin();
    Made made = Made.by(third);
    third.commit();
    kill(third);
    assertEquals(List.of(true, false, false, true), made.there(store()));
    assertEquals(Optional.of(made.object().id()), store().findName("built"));
  }

  @Test
  default void onlyWhatTheBuildMadeGoes() {
    ObjectMeta before = around(store(), "example::Before", number(store(), 1));
    store().begin();
    ObjectMeta inside = around(store(), "example::Inside", before);
    ObjectMeta elsewhere = object(other(), "example::Elsewhere");
    store().rollback();
    assertEquals(
        List.of(true, false, true), there(store(), before.id(), inside.id(), elsewhere.id()));
    assertEquals(8, store().status().memoryUsage());
  }

  @Test
  default void whatOthersBuiltOnItGoesToo() {
    store().begin();
    ObjectMeta inside = object(store(), "example::Inside");
    ObjectMeta on = around(other(), "example::On", inside);
    store().rollback();
    assertEquals(List.of(false, false), there(store(), inside.id(), on.id()));
  }

  @Test
  default void namesMeanAgainWhatTheyMeantBefore() {
    ObjectId before = object(store(), "example::A").id();
    store().persist(before);
    List.of("replaced", "dropped", "deleted").forEach(name -> store().putName(name, before));
    store().begin();
    ObjectId inside = object(store(), "example::B").id();
    store().persist(inside);
    store().putName("replaced", inside);
    store().putName("replaced", inside);
    store().putName("new", inside);
    store().dropName("dropped");
    store().rollback();
    assertEquals(Optional.of(before), store().findName("replaced"));
    assertEquals(Optional.of(before), store().findName("dropped"));
    assertEquals(Optional.empty(), store().findName("new"));
  }

  @Test
  default void aNameThatSomeoneElseChangedSinceIsLeftAlone() {
    ObjectId mine = object(store(), "example::A").id();
    ObjectId theirs = object(other(), "example::B").id();
    store().persist(mine);
    store().persist(theirs);
    store().begin();
    store().putName("n", mine);
    other().putName("n", theirs);
    store().rollback();
    assertEquals(Optional.of(theirs), store().findName("n"));
  }

  @Test
  default void aNameIsDroppedIfWhatItMeantBeforeIsGone() {
    ObjectId before = object(store(), "example::A").id();
    store().persist(before);
    store().putName("n", before);
    store().begin();
    ObjectId inside = object(store(), "example::B").id();
    store().persist(inside);
    store().putName("n", inside);
    other().delete(List.of(before));
    store().rollback();
    assertEquals(Optional.empty(), store().findName("n"));
  }

  @Test
  default void buildsAreOpenedAndEndedInTurn() {
    assertThrows(StoreException.Invalid.class, () -> store().commit());
    assertThrows(StoreException.Invalid.class, () -> store().rollback());
    store().begin();
    StoreException failure = assertThrows(StoreException.Invalid.class, () -> store().begin());
    assertEquals("a build is open already; commit or roll it back first", failure.getMessage());
    other().begin();
    other().commit();
    store().commit();
    store().begin();
    store().rollback();
  }
}
