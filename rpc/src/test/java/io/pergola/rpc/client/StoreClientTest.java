package io.pergola.rpc.client;

import static java.util.Objects.requireNonNull;

import io.pergola.rpc.server.StoreServer;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.ObjectStoreContract;
import io.pergola.store.StoreOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/// A store in another process behaves as one in this process.
class StoreClientTest extends ObjectStoreContract {
  @TempDir @Nullable Path directory;
  private @Nullable EmbeddedStore embedded;
  private @Nullable StoreServer server;

  @Override
  protected void openStore(long byteSize) {
    embedded = EmbeddedStore.open(StoreOptions.ofSize(byteSize));
    server = StoreServer.start(embedded, requireNonNull(directory).resolve("s"));
  }

  @Override
  protected ObjectStore newConnection() {
    return ObjectStores.connect(socket());
  }

  final Path socket() {
    return requireNonNull(server).socket();
  }

  @Override
  public void kill(ObjectStore connection) {
    try (ObjectStore probe = requireNonNull(embedded).connect()) {
      int before = probe.status().ipcConnections();
      ((StoreClient) connection).sever();
      while (probe.status().ipcConnections() == before) Thread.onSpinWait();
    }
  }

  @Override
  protected void closeStore() {
    requireNonNull(server).close();
    requireNonNull(embedded).close();
  }
}
