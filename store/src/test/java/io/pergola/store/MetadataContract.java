package io.pergola.store;

import static io.pergola.store.StoreHarness.around;
import static io.pergola.store.StoreHarness.number;
import static io.pergola.store.StoreHarness.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Metadata: create, find, list, persist, label.
public interface MetadataContract extends StoreHarness {
  @Test
  default void anObjectHasTheValuesThatItWasCreatedWith() {
    ObjectMeta made =
        store()
            .create(
                ObjectMeta.draft("example::Thing<int64>")
                    .put("long", Long.MIN_VALUE)
                    .put("text", "héllo ✓")
                    .put("flag", true)
                    .byteSize(99));
    ObjectMeta read = other().meta(made.id());
    assertEquals(made.toJson(), read.toJson());
    assertFalse(read.id().isBlob());
    assertEquals("example::Thing<int64>", read.typeName());
    assertEquals(store().instanceId(), read.instanceId());
    assertEquals(Long.MIN_VALUE, read.integer("long"));
    assertEquals("héllo ✓", read.text("text"));
    assertTrue(read.flag("flag"));
    assertTrue(read.flag("transient"));
    assertEquals(99, read.integer("nbytes"));
    assertTrue(read.has("signature"));
    assertTrue(read.integer("__timestamp") > 1_600_000_000_000L);
  }

  @Test
  default void membersAreReadAsWholeTrees() {
    Blob blob = number(store(), 42);
    ObjectMeta inner = around(store(), "example::Inner", blob);
    ObjectMeta outer = around(store(), "example::Outer", inner);
    ObjectMeta read = other().meta(outer.id());
    assertEquals(inner.id(), read.member("m").id());
    assertEquals("example::Inner", read.member("m").typeName());
    assertEquals(blob.id(), read.member("m").member("b").id());
    assertEquals("vineyard::Blob", read.member("m").member("b").typeName());
    assertEquals(Set.of(blob.id()), read.blobs(store().instanceId()));
    assertEquals(Set.of("m"), read.members().keySet());
  }

  @Test
  default void anObjectCanBeLinkedByItsIdAlone() {
    ObjectMeta inner = object(store(), "example::Inner");
    ObjectMeta outer = store().create(ObjectMeta.draft("example::Outer").member("m", inner.id()));
    assertEquals(inner.toJson(), outer.member("m").toJson());
  }

  @Test
  default void theEmptyBlobCanBeAMember() {
    Blob empty = store().createBlob(0).seal();
    ObjectMeta outer = around(store(), "example::Outer", empty);
    assertEquals(ObjectId.EMPTY_BLOB, outer.member("b").id());
    assertTrue(outer.blobs(store().instanceId()).isEmpty());
    store().delete(List.of(outer.id()));
    assertTrue(store().exists(ObjectId.EMPTY_BLOB));
  }

  @Test
  default void objectsAreCreatedAllOrNoneInTheOrderGiven() {
    List<ObjectMeta> made =
        store().createAll(List.of(ObjectMeta.draft("example::A"), ObjectMeta.draft("example::B")));
    assertEquals(
        List.of("example::A", "example::B"), made.stream().map(ObjectMeta::typeName).toList());
    assertThrows(
        StoreException.BadMeta.class,
        () ->
            store()
                .createAll(
                    List.of(ObjectMeta.draft("example::C"), ObjectMeta.draft("dotted.name"))));
    assertTrue(store().list(new Pattern.Wildcard("example::C"), 10).isEmpty());
    assertTrue(store().createAll(List.of()).isEmpty());
  }

  @Test
  default void aMissingMemberIsRefused() {
    StoreException failure =
        assertThrows(
            StoreException.NotFound.class,
            () ->
                store()
                    .create(
                        ObjectMeta.draft("t").member("m", ObjectId.parse("o0000000000000123"))));
    assertEquals(27, failure.code());
    assertEquals(
        "member 'm': object o0000000000000123 doesn't exist in the store", failure.getMessage());
  }

  @Test
  default void aBlobCannotBeLinkedByItsIdAlone() {
    Blob blob = number(store(), 1);
    StoreException failure =
        assertThrows(
            StoreException.BadMeta.class,
            () -> store().create(ObjectMeta.draft("t").member("m", blob.id())));
    assertEquals(21, failure.code());
  }

  @Test
  default void aTypeNameWithADotIsRefusedUnlessItIsInsideBrackets() {
    StoreException failure =
        assertThrows(StoreException.BadMeta.class, () -> object(store(), "my.Type"));
    assertEquals(26, failure.code());
    assertEquals(
        "type name 'my.Type' has a dot, which links between objects can't carry; use '::'",
        failure.getMessage());
    object(store(), "example::Holder<my.Type>");
  }

  @Test
  default void theTypeNameOfBlobsIsReserved() {
    assertEquals(
        7,
        assertThrows(StoreException.Refused.class, () -> object(store(), "vineyard::Blob")).code());
  }

  @Test
  default void anObjectThatIsNotThereIsNotFound() {
    ObjectId unknown = ObjectId.parse("o0000000000000123");
    assertEquals(Optional.empty(), store().find(unknown));
    assertFalse(store().exists(unknown));
    StoreException failure =
        assertThrows(StoreException.NotFound.class, () -> store().meta(unknown));
    assertEquals("object o0000000000000123 doesn't exist in the store", failure.getMessage());
  }

  @Test
  default void aSealedBlobHasMetadataWithItsSize() {
    BlobWriter writer = store().createBlob(100);
    assertEquals(Optional.empty(), store().find(writer.id()));
    Blob blob = writer.seal();
    ObjectMeta meta = store().meta(blob.id());
    assertEquals("vineyard::Blob", meta.typeName());
    assertEquals(100, meta.integer("length"));
    assertEquals(100, meta.integer("nbytes"));
  }

  @Test
  default void aGlobalObjectMayHaveMembersButNoGlobalOnes() {
    ObjectMeta inner = object(store(), "example::Inner");
    ObjectMeta global =
        store().create(ObjectMeta.draft("example::Global").global().member("m", inner));
    assertTrue(global.isGlobal());
    assertEquals(store().instanceId(), global.instanceId());
    assertEquals(inner.id(), other().meta(global.id()).member("m").id());
    StoreException failure =
        assertThrows(
            StoreException.BadMeta.class,
            () -> store().create(ObjectMeta.draft("g").global().member("m", global)));
    assertEquals(51, failure.code());
  }

  @Test
  default void aBlobOfAnotherInstanceCanOnlyBeAMemberOfAGlobalObject() {
    Blob blob = number(store(), 1);
    long elsewhere = store().instanceId() + 1;
    StoreException failure =
        assertThrows(
            StoreException.BadMeta.class,
            () -> store().create(ObjectMeta.draft("t").blob("b", blob, elsewhere)));
    assertEquals(51, failure.code());
    ObjectMeta spread = store().create(ObjectMeta.draft("t").global().blob("b", blob, elsewhere));
    assertEquals(-1, spread.instanceId());
    assertEquals(elsewhere, spread.member("b").instanceId());
  }

  @Test
  default void listingsAreOrderedAndLimited() {
    List<ObjectId> made =
        List.of(
            object(store(), "example::A").id(),
            object(store(), "example::B").id(),
            object(store(), "another::A").id());
    assertEquals(made, ids(new Pattern.Wildcard("*"), 100));
    assertEquals(made.subList(0, 2), ids(new Pattern.Wildcard("example::*"), 100));
    assertEquals(made.subList(0, 1), ids(new Pattern.Wildcard("*"), 1));
    assertEquals(List.of(), ids(new Pattern.Wildcard("*"), 0));
    assertEquals(List.of(), ids(new Pattern.Wildcard("example"), 100));
    assertEquals(
        List.of(made.get(0), made.get(2)), ids(new Pattern.Regex("(example|another)::A"), 100));
    assertEquals(List.of(), ids(new Pattern.Regex("example"), 100));
    assertEquals(List.of(), ids(new Pattern.Regex("(((("), 100));
  }

  private List<ObjectId> ids(Pattern pattern, int limit) {
    return other().list(pattern, limit).stream().map(ObjectMeta::id).toList();
  }

  @Test
  default void sealedBlobsAreListedAfterObjectsIfThereIsRoom() {
    Blob blob = number(store(), 1);
    BlobWriter unsealed = store().createBlob(1);
    ObjectMeta object = object(store(), "example::A");
    assertEquals(List.of(object.id(), blob.id()), ids(new Pattern.Wildcard("*"), 100));
    assertEquals(List.of(object.id()), ids(new Pattern.Wildcard("*"), 1));
    assertEquals(List.of(blob.id()), ids(new Pattern.Wildcard("vineyard::Blob"), 100));
    assertEquals(List.of(object.id()), ids(new Pattern.Wildcard("example*"), 100));
    unsealed.abort();
  }

  @Test
  default void persistingReachesAllMembers() {
    ObjectMeta inner = object(store(), "example::Inner");
    ObjectMeta outer = around(store(), "example::Outer", inner);
    assertFalse(store().isPersistent(outer.id()));
    store().persist(outer.id());
    store().persist(outer.id());
    assertTrue(other().isPersistent(outer.id()));
    assertTrue(other().isPersistent(inner.id()));
    assertFalse(other().meta(inner.id()).flag("transient"));
  }

  @Test
  default void blobsAndUnknownObjectsCannotBePersisted() {
    Blob blob = number(store(), 1);
    assertThrows(StoreException.Refused.class, () -> store().persist(blob.id()));
    assertFalse(store().isPersistent(blob.id()));
    ObjectId unknown = ObjectId.parse("o0000000000000123");
    assertEquals(
        27, assertThrows(StoreException.NotFound.class, () -> store().persist(unknown)).code());
    assertEquals(
        27,
        assertThrows(StoreException.NotFound.class, () -> store().isPersistent(unknown)).code());
  }

  @Test
  default void labelsAreMerged() {
    ObjectMeta object = object(store(), "example::A");
    store().label(object.id(), Map.of("a", "1", "b", "2"));
    other().label(object.id(), Map.of("b", "3"));
    String labels = store().meta(object.id()).text("__labels");
    assertTrue(labels.contains("\"a\":\"1\"") && labels.contains("\"b\":\"3\""), labels);
    assertThrows(
        StoreException.NotFound.class,
        () -> store().label(ObjectId.parse("o0000000000000123"), Map.of("a", "1")));
  }

  @Test
  default void theStatusCountsMemoryAndConnections() {
    StoreStatus before = store().status();
    assertEquals(SIZE, before.memoryLimit());
    assertEquals(store().instanceId(), before.instanceId());
    ObjectStore third = connect();
    third.createBlob(1000);
    StoreStatus after = store().status();
    assertEquals(1000, after.memoryUsage() - before.memoryUsage());
    int connections = before.ipcConnections() + before.rpcConnections();
    assertEquals(connections + 1, after.ipcConnections() + after.rpcConnections());
  }

  @Test
  default void theClusterHasThisInstance() {
    var instance = store().clusterMeta().path("i" + store().instanceId());
    assertTrue(instance.path("hostname").isString(), instance.toString());
    assertTrue(instance.path("timestamp").isIntegralNumber(), instance.toString());
  }

  @Test
  default void clearingLeavesNothing() {
    Blob blob = number(store(), 1);
    ObjectMeta object = around(store(), "example::A", blob);
    store().persist(object.id());
    store().putName("name", object.id());
    BlobWriter unsealed = other().createBlob(10);
    store().clear();
    assertFalse(store().exists(object.id()));
    assertFalse(store().exists(blob.id()));
    assertFalse(store().exists(unsealed.id()));
    assertEquals(0, store().status().memoryUsage());
    assertTrue(store().listNames(new Pattern.Wildcard("*"), 10).isEmpty());
    store().createBlob(SIZE).abort();
  }
}
