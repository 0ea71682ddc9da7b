package io.pergola.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One blob and one object in the hands of two connections: every order of everything that either
/// can do to them, held against [StoreModel]. A third connection looks on, and after each step it
/// writes over all memory that the store says is free.
class LifetimesTest {
  /// How long all sequences are; longer ones are tried as long as they reach a new state.
  private static final int LENGTH = Integer.getInteger("pergola.lifetimes", 4);

  private static final int CREATOR = 0;
  private static final int OTHER = 1;
  private static final byte MARK = 42;
  private static final long BYTES = 100;

  /// What a connection can do.
  enum Act {
    CREATE,
    SEAL,
    LINK,
    GET,
    RELEASE,
    DELETE_OBJECT,
    DELETE_BLOB,
    FORCE_BLOB,
    DROP,
    EXIT,
    DIE
  }

  /// @param by the number of the connection
  record Step(int by, Act act) {}

  @Test
  void everyOrderOfEverythingThatTwoConnectionsCanDoEndsAsTheRulesSay() {
    List<List<Step>> all = List.of(List.of());
    for (int length = 0; length < LENGTH; length++)
      all = all.stream().flatMap(this::longer).toList();
    int count = all.size();
    assertTrue(count > 200, () -> count + " sequences");
  }

  @Test
  void everyStateThatTwoConnectionsCanBringAboutIsLeftAsTheRulesSay() {
    Set<String> seen = new HashSet<>();
    Queue<List<Step>> open = new ArrayDeque<>(List.of(List.of()));
    while (!open.isEmpty()) {
      longer(open.remove())
          .forEach(sequence -> {
            if (seen.add(new Run(sequence).state)) open.add(sequence);
          });
    }
    assertTrue(seen.size() > 50, () -> seen.size() + " states");
  }

  /// Tries everything that could come next, and returns what changed something.
  private Stream<List<Step>> longer(List<Step> sequence) {
    String before = new Run(sequence).state;
    List<List<Step>> result = new ArrayList<>();
    for (int by : new int[] {CREATOR, OTHER}) {
      for (Act act : Act.values()) {
        List<Step> next = new ArrayList<>(sequence);
        next.add(new Step(by, act));
        if (!new Run(next).state.equals(before)) result.add(next);
      }
    }
    return result.stream();
  }

  /// One sequence on a store of its own.
  private static final class Run {
    private final StoreModel model = new StoreModel();
    private final Map<Integer, StoreConnection> connections = new LinkedHashMap<>();
    private @Nullable BlobExtent blob;
    private @Nullable ObjectId object;

    /// What the model knows in the end.
    final String state;

    Run(List<Step> sequence) {
      try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(4096));
          StoreConnection observer = store.connect()) {
        for (int by : new int[] {CREATOR, OTHER}) {
          connections.put(by, store.connect());
          model.connections.add(by);
        }
        for (Step step : sequence) {
          StoreConnection connection = connections.get(step.by);
          if (connection != null) perform(step, connection);
          compare(observer);
        }
        state = describe();
        endAll(observer);
      } catch (RuntimeException | AssertionError failed) {
        throw new AssertionError(sequence.toString(), failed);
      }
    }

    private void perform(Step step, StoreConnection connection) {
      switch (step.act) {
        case CREATE -> create(step.by, connection);
        case EXIT, DIE -> leave(step.by, step.act == Act.EXIT);
        default -> {
          if (blob != null) handle(step, connection, blob.id());
        }
      }
    }

    private void create(int by, StoreConnection connection) {
      if (by != CREATOR || blob != null) return;
      BlobWriter writer = connection.createBlob(BYTES);
      writer.segment().fill(MARK);
      blob = requireNonNull(connection.blobs().extents(List.of(writer.id()), true).getFirst());
      connection.blobs().release(writer.id());
      model.createBlob(by, writer.id(), BYTES);
    }

    private void handle(Step step, StoreConnection connection, ObjectId id) {
      switch (step.act) {
        case SEAL -> seal(step.by, connection, id);
        case LINK -> link(step.by, connection, id);
        case GET -> get(step.by, connection, id);
        case RELEASE -> release(step.by, connection, id);
        case DELETE_OBJECT -> {
          if (object != null) delete(step.by, connection, object);
        }
        case DELETE_BLOB -> delete(step.by, connection, id);
        case FORCE_BLOB -> delete(step.by, connection, id, DeleteOption.FORCE);
        case DROP -> drop(step.by, connection, id);
        default -> throw new IllegalArgumentException(step.toString());
      }
    }

    private void seal(int by, StoreConnection connection, ObjectId id) {
      if (!model.exists(id)) {
        assertThrows(StoreException.NotFound.class, () -> connection.blobs().seal(id));
        return;
      }
      connection.blobs().seal(id);
      requireNonNull(model.blobs.get(id)).sealed = true;
      model.reference(by, id, 0);
    }

    private void link(int by, StoreConnection connection, ObjectId id) {
      if (object != null) return;
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("typename", "t").put("instance_id", 0);
      tree.putObject("b")
          .put("id", id.toString())
          .put("typename", "vineyard::Blob")
          .put("instance_id", 0);
      // A blob that is gone can be linked too, as in Vineyard.
      object = connection.trees().create(tree).id();
      model.createObject(by, object, Map.of("b", id));
    }

    private void get(int by, StoreConnection connection, ObjectId id) {
      if (model.exists(id) && !requireNonNull(model.blobs.get(id)).sealed) {
        assertThrows(
            StoreException.NotSealed.class, () -> connection.blobs().extents(List.of(id), false));
        return;
      }
      assertEquals(model.exists(id) ? 1 : 0, connection.blobs().extents(List.of(id), false).size());
      model.reference(by, id, 0);
    }

    private void release(int by, StoreConnection connection, ObjectId id) {
      if (!model.holds(by, id)) {
        assertThrows(StoreException.class, () -> connection.blobs().release(id));
        return;
      }
      connection.blobs().release(id);
      model.release(by, id);
    }

    private void delete(int by, StoreConnection connection, ObjectId id, DeleteOption... options) {
      assertEquals(
          model.delete(by, List.of(id), List.of(options)), connection.delete(List.of(id), options));
    }

    private void drop(int by, StoreConnection connection, ObjectId id) {
      if (!model.exists(id)) {
        assertThrows(StoreException.NotFound.class, () -> connection.blobs().drop(id));
        return;
      }
      connection.blobs().drop(id);
      model.delete(by, List.of(id), List.of(DeleteOption.FASTPATH));
    }

    private void leave(int by, boolean orderly) {
      StoreConnection connection = requireNonNull(connections.remove(by));
      if (orderly) connection.close();
      else connection.abandon();
      model.leave(by, orderly);
    }

    private void compare(StoreConnection observer) {
      StoreStatus status = observer.status();
      assertEquals(model.usage(), status.memoryUsage());
      assertEquals(model.deletedBytes(), status.deletedBytes());
      if (blob == null) return;
      assertEquals(model.exists(blob.id()), observer.exists(blob.id()));
      if (object != null) assertEquals(model.exists(object), observer.exists(object));
      boolean taken = status.memoryUsage() + status.deletedBytes() > 0;
      writeOverWhatIsFree(observer, taken);
      if (taken) assertContent();
    }

    private static void writeOverWhatIsFree(StoreConnection observer, boolean taken) {
      BlobWriter all = observer.createBlob(taken ? 4096 - 128 : 4096);
      all.segment().fill((byte) -1);
      assertThrows(StoreException.Full.class, () -> observer.createBlob(65));
      all.abort();
    }

    private void assertContent() {
      BlobExtent extent = requireNonNull(blob);
      for (long at = 0; at < BYTES; at++) {
        assertEquals(MARK, extent.file().segment().get(JAVA_BYTE, extent.offset() + at));
      }
    }

    private void endAll(StoreConnection observer) {
      for (int by : List.copyOf(connections.keySet())) leave(by, true);
      if (object != null) observer.delete(List.of(object), DeleteOption.FORCE);
      if (blob != null) observer.delete(List.of(blob.id()), DeleteOption.FORCE);
      assertEquals(0, observer.status().memoryUsage());
      assertEquals(0, observer.status().deletedBytes());
      writeOverWhatIsFree(observer, false);
    }

    private String describe() {
      StringBuilder text = new StringBuilder(connections.keySet().toString());
      text.append(object == null ? " no object" : model.exists(object) ? " object" : " gone");
      for (StoreModel.Blob each : model.blobs.values()) {
        text.append(each.sealed ? " sealed" : " unsealed").append(each.deleted ? " deleted" : "");
        text.append(" of ").append(each.owner).append(" held by ");
        text.append(each.pinsOfHolders.keySet());
      }
      return text.toString();
    }
  }
}
