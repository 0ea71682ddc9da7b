package io.pergola.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What a store tells others of its persistent objects.
class SharedCatalogTest {
  private static final long BYTES = 1 << 20;

  private final EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(BYTES));
  private final StoreConnection connection = store.connect();
  private final List<MetaChange> told = new ArrayList<>();

  @BeforeEach
  void join() {
    store.join(new Recorder());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aShallowCopyLeavesTheSignatureWithItsSourceWheneverItComesAndGoes() {
    ObjectId source = persistent();
    String signature = signatureOf(source);
    assertEquals(List.of("put data/" + source, "put " + signature), events());
    ObjectId copy = connection.trees().shallowCopy(source, Json.object());
    assertEquals(List.of("put data/" + copy), events());
    connection.delete(List.of(copy));
    assertEquals(List.of("delete data/" + copy, "delete data/" + copy + "/…"), events());
    connection.delete(List.of(source));
    assertEquals(
        List.of("delete data/" + source, "delete data/" + source + "/…", "delete " + signature),
        events());
  }

  @Test
  void aShallowCopyOfSomethingTransientIsPersistedWithoutTheSignature() {
    ObjectId source = transientObject();
    ObjectId copy = connection.trees().shallowCopy(source, Json.object());
    connection.persist(copy);
    assertEquals(List.of("put data/" + copy), events());
    connection.persist(source);
    assertEquals(List.of("put data/" + source, "put " + signatureOf(source)), events());
  }

  private ObjectId persistent() {
    ObjectId id = transientObject();
    connection.persist(id);
    return id;
  }

  private ObjectId transientObject() {
    ObjectNode tree = Json.object().put("typename", "t").put("instance_id", 0);
    return connection.trees().create(tree).id();
  }

  private String signatureOf(ObjectId id) {
    ObjectNode tree = (ObjectNode) connection.trees().get(List.of(id)).get(id.toString());
    return "signatures/i0/s%016x".formatted(tree.get("signature").longValue());
  }

  /// What was told since the last call.
  private List<String> events() {
    List<String> events = told.stream().map(SharedCatalogTest::text).toList();
    told.clear();
    return events;
  }

  private static String text(MetaChange change) {
    return switch (change) {
      case MetaChange.Put put -> "put " + put.path();
      case MetaChange.Delete delete -> "delete " + delete.path();
      case MetaChange.DeleteTree delete -> "delete " + delete.path() + "…";
    };
  }

  /// A cluster in which nobody else is.
  private final class Recorder implements SharedMetadata {
    @Override
    public void catchUp() {}

    @Override
    public <T> T commit(Supplier<List<MetaChange>> plan, Supplier<T> apply) {
      told.addAll(plan.get());
      return apply.get();
    }

    @Override
    public void commitLater(List<MetaChange> changes) {
      told.addAll(changes);
    }

    @Override
    public String acquireLock(String name) {
      return name;
    }

    @Override
    public void releaseLock(String key) {}
  }
}
