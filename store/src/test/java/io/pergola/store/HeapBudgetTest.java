package io.pergola.store;

import static io.pergola.store.StoreHarness.number;
import static io.pergola.store.StoreHarness.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Whatever clients create without end is refused in time, and counts no longer when it is gone.
class HeapBudgetTest {
  private final HeapBudget heap = new HeapBudget(1 << 20);
  private final EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(1 << 20), heap);
  private final ObjectStore store = embedded.connect();

  @AfterEach
  void nothingCountsWhenAllIsGone() {
    store.clear();
    assertEquals(0, heap.used());
    embedded.close();
  }

  @Test
  void objects() {
    assertRefusedInTime(() -> object(store, "t"));
    assertRefusedInTime(() -> store.create(ObjectMeta.draft("t").put("k", "x".repeat(10_000))));
    store.clear();
    object(store, "t");
  }

  @Test
  void blobs() {
    assertRefusedInTime(() -> store.createBlob(1));
    assertRefusedInTime(() -> store.createBlobs(new long[3000]));
    assertRefusedInTime(() -> number(store, 1));
  }

  @Test
  void references() {
    List<ObjectId> blobs = store.createBlobs(sizes(500)).stream().map(BlobWriter::id).toList();
    List<StoreConnection> readers = new ArrayList<>();
    assertRefusedInTime(() -> {
      StoreConnection reader = embedded.connect();
      readers.add(reader);
      reader.blobs().reference(blobs);
      reader.blobs().reference(blobs); // counts once
    });
    assertEquals(0, readers.getLast().connections().getLast().references());
    readers.forEach(StoreConnection::close);
    try (StoreConnection reader = embedded.connect()) {
      reader.blobs().reference(blobs);
    }
  }

  @Test
  void blobsOfAnArenaAllOrNone() {
    try (StoreConnection client = embedded.connect()) {
      int arena = client.sideFiles().arena(64).writable().number();
      long[] many = sizes(100_000);
      assertThrows(
          StoreException.Full.class,
          () -> client.sideFiles().finish(arena, new long[many.length], many));
      assertEquals(0, heap.used());
      assertEquals(1, client.sideFiles().finish(arena, new long[1], sizes(1)).size());
    }
  }

  private static long[] sizes(int count) {
    long[] sizes = new long[count];
    Arrays.fill(sizes, 64);
    return sizes;
  }

  @Test
  void aPublicationThatDoesNotFitWholly() {
    long room = 0;
    while (!isPublishedWithin(room)) {
      assertEquals(List.of(), store.list(new Pattern.Wildcard("t"), 1));
      room += 50;
    }
    assertTrue(room >= HeapBudget.OBJECT + HeapBudget.REFERENCE, () -> "published too early");
  }

  private boolean isPublishedWithin(long room) {
    BlobWriter blob = store.createBlob(64);
    long taken = (1 << 20) - heap.used() - room;
    heap.adjust(taken);
    try {
      store.publish(
          List.of(blob), List.of(ObjectMeta.draft("t").blob("b", blob, store.instanceId())));
      return true;
    } catch (StoreException.Full refused) {
      return false;
    } finally {
      heap.give(taken);
    }
  }

  @Test
  void names() {
    ObjectMeta object = object(store, "t");
    store.persist(object.id());
    int[] count = new int[1];
    assertRefusedInTime(() -> store.putName("name " + count[0]++, object.id()));
    for (int i = 0; i < 10; i++) store.dropName("name " + i);
    for (int i = 0; i < 100; i++) store.putName("name " + i % 3, object.id());
  }

  @Test
  void labels() {
    ObjectMeta object = object(store, "t");
    int[] count = new int[1];
    assertRefusedInTime(
        () -> store.label(object.id(), Map.of("label " + count[0]++, "x".repeat(1000))));
  }

  @Test
  void buildsThatAreRolledBack() {
    store.begin();
    ObjectMeta object = object(store, "t");
    store.persist(object.id());
    store.putName("name", object.id());
    store.rollback();
    store.dropName("name");
    assertEquals(0, heap.used());
  }

  @Test
  void sessionsThatEnd() {
    try (EmbeddedStore session = embedded.openSession()) {
      ObjectStore other = session.connect();
      ObjectMeta object = object(other, "t");
      other.persist(object.id());
      other.putName("name", object.id());
      number(other, 1);
      assertTrue(heap.used() > 0);
    }
    assertEquals(0, heap.used());
  }

  private void assertRefusedInTime(Executable create) {
    StoreException.Full full =
        assertThrows(
            StoreException.Full.class,
            () -> {
              for (int i = 0; i < 100_000; i++) create.execute();
            });
    String message = String.valueOf(full.getMessage());
    assertTrue(
        message.startsWith("no room for metadata: objects, names, blobs and references "), message);
    assertTrue(heap.used() <= 1 << 20, () -> "" + heap.used());
    assertTrue(store.list(new Pattern.Wildcard("*"), 1).size() <= 1);
    assertEquals(List.of(), store.list(new Pattern.Wildcard("none"), 1));
  }
}
