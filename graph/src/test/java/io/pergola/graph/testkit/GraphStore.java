package io.pergola.graph.testkit;

import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One store for all tests of a class, emptied after each: `@RegisterExtension static final
/// GraphStore STORE = new GraphStore();`
public final class GraphStore implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final long BYTES = 64 << 20;

  private @Nullable EmbeddedStore embedded;
  private @Nullable ObjectStore connection;

  /// A store that the first test opens.
  public GraphStore() {}

  /// The connection that tests use.
  public ObjectStore get() {
    if (connection == null) throw new IllegalStateException("the store is not open yet");
    return connection;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    embedded = EmbeddedStore.open(StoreOptions.ofSize(BYTES));
    connection = embedded.connect();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    get().clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    get().close();
    if (embedded != null) embedded.close();
  }
}
