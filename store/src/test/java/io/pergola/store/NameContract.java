package io.pergola.store;

import static io.pergola.store.StoreHarness.number;
import static io.pergola.store.StoreHarness.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Names of objects.
public interface NameContract extends StoreHarness {
  private ObjectId persistent(String typeName) {
    ObjectId id = object(store(), typeName).id();
    store().persist(id);
    return id;
  }

  @Test
  default void aNamePointsToAnObjectUntilItIsDropped() {
    ObjectId id = persistent("example::A");
    assertEquals(Optional.empty(), store().findName("flights"));
    store().putName("flights", id);
    assertEquals(Optional.of(id), other().findName("flights"));
    assertEquals("flights", other().meta(id).text("__name"));
    other().dropName("flights");
    other().dropName("flights");
    assertEquals(Optional.empty(), store().findName("flights"));
    assertFalse(other().meta(id).has("__name"));
  }

  @Test
  default void aNameCanBeMovedToAnotherObject() {
    ObjectId first = persistent("example::A");
    ObjectId second = persistent("example::B");
    store().putName("n", first);
    store().putName("n", second);
    assertEquals(Optional.of(second), store().findName("n"));
    assertFalse(store().meta(first).has("__name"));
    assertEquals("n", store().meta(second).text("__name"));
  }

  @Test
  default void anObjectMayHaveSeveralNames() {
    ObjectId id = persistent("example::A");
    store().putName("x", id);
    store().putName("y", id);
    assertEquals(Map.of("x", id, "y", id), store().listNames(new Pattern.Wildcard("*"), 10));
    assertEquals("y", store().meta(id).text("__name"));
    store().dropName("x");
    assertEquals("y", store().meta(id).text("__name"));
  }

  @Test
  default void aNameMayHaveAnyCharacters() {
    ObjectId id = persistent("example::A");
    for (String name : List.of("a/b~c", "", "héllo ✓", "{\"x\":1}", "o0000000000000123")) {
      store().putName(name, id);
      assertEquals(Optional.of(id), other().findName(name));
      assertEquals(Map.of(name, id), other().listNames(new Pattern.Wildcard("*"), 10));
      if (name.equals("a/b~c")) assertEquals("a~1b~0c", store().meta(id).text("__name"));
      other().dropName(name);
    }
  }

  @Test
  default void onlyPersistentObjectsCanHaveNames() {
    ObjectId unknown = ObjectId.parse("o0000000000000123");
    assertEquals(
        12,
        assertThrows(StoreException.NotFound.class, () -> store().putName("n", unknown)).code());
    ObjectId id = object(store(), "example::A").id();
    StoreException failure =
        assertThrows(StoreException.Invalid.class, () -> store().putName("n", id));
    assertEquals(
        "object %s is transient and can't have the name 'n'; persist it first".formatted(id),
        failure.getMessage());
    Blob blob = number(store(), 1);
    assertThrows(StoreException.Invalid.class, () -> store().putName("n", blob.id()));
    assertEquals(Optional.empty(), store().findName("n"));
  }

  @Test
  default void namesAreListedByPattern() {
    ObjectId id = persistent("example::A");
    List.of("x1", "x2", "y1").forEach(name -> store().putName(name, id));
    assertEquals(Map.of("x1", id, "x2", id), other().listNames(new Pattern.Wildcard("x*"), 10));
    assertEquals(Map.of("x1", id, "y1", id), other().listNames(new Pattern.Regex(".1"), 10));
    assertEquals(1, other().listNames(new Pattern.Wildcard("*"), 1).size());
  }

  @Test
  default void aNameOutlivesItsObject() {
    ObjectId id = persistent("example::A");
    store().putName("n", id);
    store().delete(List.of(id));
    assertEquals(Optional.of(id), store().findName("n"));
    ObjectId next = persistent("example::B");
    store().putName("n", next);
    assertEquals(Optional.of(next), store().findName("n"));
  }
}
