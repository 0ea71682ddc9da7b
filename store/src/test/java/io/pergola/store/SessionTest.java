package io.pergola.store;

import static io.pergola.store.StoreHarness.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Several sessions in the memory of one store.
class SessionTest {
  private static final long SIZE = 1 << 20;

  private final EmbeddedStore root =
      EmbeddedStore.open(StoreOptions.ofSize(SIZE).withInstanceId(3));
  private final EmbeddedStore session = root.openSession();
  private final StoreConnection inRoot = root.connect();
  private final StoreConnection inSession = session.connect();

  @AfterEach
  void close() {
    session.close();
    root.close();
  }

  @Test
  void sessionsHaveNumbersOfTheirOwn() {
    try (EmbeddedStore another = root.openSession()) {
      assertEquals(0, root.sessionId());
      assertTrue(session.sessionId() > 0);
      assertNotEquals(session.sessionId(), another.sessionId());
    }
    assertEquals(3, inRoot.instanceId());
    assertEquals(0, inSession.instanceId());
  }

  @Test
  void nothingOfOneSessionIsSeenInAnother() {
    Blob blob = number(inRoot, 42);
    ObjectMeta object = StoreHarness.object(inRoot, "t");
    inRoot.persist(object.id());
    inRoot.putName("n", object.id());
    assertFalse(inSession.exists(blob.id()));
    assertFalse(inSession.exists(object.id()));
    assertTrue(inSession.list(new Pattern.Wildcard("*"), 10).isEmpty());
    assertTrue(inSession.findName("n").isEmpty());
    inSession.clear();
    assertTrue(inRoot.exists(object.id()));
    assertEquals(42, number(inRoot.pin(List.of(blob.id())).blob(blob.id())));
    assertEquals(1, inSession.status().ipcConnections());
  }

  @Test
  void allSessionsTogetherKeepTheLimit() {
    inRoot.createBlob(SIZE / 2).seal();
    inSession.createBlob(SIZE / 4).seal();
    assertEquals(SIZE / 4 * 3, inRoot.status().memoryUsage());
    assertEquals(SIZE / 4 * 3, inSession.status().memoryUsage());
    assertThrows(StoreException.Full.class, () -> inRoot.createBlob(SIZE / 2));
  }

  @Test
  void aSessionThatEndsGivesItsMemoryBack() {
    Blob kept = number(inRoot, 42);
    Blob blob = inSession.createBlob(SIZE / 2).seal();
    StoreConnection reader = session.connect();
    reader.pin(List.of(blob.id()));
    inSession.delete(List.of(blob.id()));
    inSession.createBlob(SIZE / 4);
    session.close();
    assertThrows(StoreException.Disconnected.class, () -> inSession.exists(blob.id()));
    assertEquals(8, inRoot.status().memoryUsage());
    assertEquals(0, inRoot.status().deletedBytes());
    inRoot.createBlob(SIZE - 64).seal();
    assertEquals(42, number(inRoot.pin(List.of(kept.id())).blob(kept.id())));
  }

  @Test
  void whoWaitsInOneSessionHearsOfChangesInAnother() {
    AtomicInteger changes = new AtomicInteger();
    root.onChange(changes::incrementAndGet);
    StoreHarness.object(inSession, "t");
    assertEquals(1, changes.get());
  }
}
