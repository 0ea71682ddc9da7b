package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.Fragment;
import io.pergola.graph.Fragments;
import io.pergola.store.DeleteOption;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreOptions;
import java.util.List;
import java.util.function.Consumer;

/// A store to load into.
final class TestStore implements AutoCloseable {
  private final EmbeddedStore embedded;
  private final StoreConnection connection;

  TestStore(long byteSize) {
    embedded = EmbeddedStore.open(StoreOptions.ofSize(byteSize));
    connection = embedded.connect();
  }

  TestStore() {
    this(64 << 20);
  }

  ObjectStore store() {
    return connection;
  }

  EmbeddedStore embedded() {
    return embedded;
  }

  LoadResult load(LoadSpec spec) {
    return GraphLoader.load(connection, spec, LoadListener.SILENT);
  }

  LoadResult load(LoadSpec spec, int chunkBytes) {
    return GraphLoader.load(connection, spec, LoadListener.SILENT, chunkBytes);
  }

  /// Checks every invariant of a loaded graph, and what `check` asks for.
  void inspect(LoadResult result, Consumer<List<Fragment>> check) {
    assertEquals(List.of(), Fragments.verifyGroup(connection, result.group().id()).problems());
    List<Fragment> fragments = Fragments.open(connection, result.group());
    try {
      check.accept(fragments);
    } finally {
      fragments.forEach(Fragment::close);
    }
  }

  /// Deletes a graph and its name.
  void remove(String name, LoadResult result) {
    connection.dropName(name);
    connection.delete(List.of(result.group().id()), DeleteOption.DEEP);
  }

  /// Checks that there is no object, no name and no byte.
  void assertEmpty() {
    assertEquals(0, connection.status().memoryUsage(), "bytes in the store");
    assertEquals(
        List.of(),
        connection.list(new io.pergola.store.Pattern.Wildcard("*"), 100).stream()
            .map(meta -> meta.id() + " " + meta.typeName())
            .toList(),
        "objects in the store");
    assertEquals(
        java.util.Map.of(),
        connection.listNames(new io.pergola.store.Pattern.Wildcard("*"), 100),
        "names in the store");
  }

  @Override
  public void close() {
    connection.close();
    embedded.close();
  }
}
