package io.pergola.rpc.client;

import io.pergola.rpc.server.RpcOptions;
import io.pergola.rpc.server.StoreServer;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreOptions;
import io.pergola.store.StoreStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// A store with its server, and what it costs this process.
public final class Served implements AutoCloseable {
  public final EmbeddedStore store;
  public final StoreServer server;

  public Served(Path directory, long byteSize) {
    this(directory, byteSize, Optional.empty());
  }

  /// @param rpc where to listen on TCP too
  public Served(Path directory, long byteSize, Optional<RpcOptions> rpc) {
    store = EmbeddedStore.open(StoreOptions.ofSize(byteSize));
    server = StoreServer.start(store, directory.resolve("s"), rpc);
  }

  /// One that listens on a free port of this machine.
  public static Served onTcp(Path directory, long byteSize) {
    return new Served(directory, byteSize, Optional.of(RpcOptions.onLoopback(0)));
  }

  /// Where it listens on TCP.
  public String endpoint() {
    return server.rpcEndpoint().orElseThrow();
  }

  public Path socket() {
    return server.socket();
  }

  /// The store's status as a client sees it that is not counted itself.
  public StoreStatus status() {
    try (ObjectStore probe = store.connect()) {
      StoreStatus status = probe.status();
      return new StoreStatus(
          status.instanceId(),
          status.deployment(),
          status.memoryUsage(),
          status.memoryLimit(),
          status.deletedBytes(),
          status.spilledBytes(),
          status.deferredRequests(),
          status.ipcConnections() - 1,
          status.rpcConnections());
    }
  }

  /// Waits until all clients are gone.
  public void awaitNoClients() {
    Await.until(
        () -> "no clients: " + status(),
        () -> status().ipcConnections() == 0 && status().rpcConnections() == 0);
  }

  /// How many descriptors this process has open.
  public static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /// How many threads serve clients in this process.
  public static long serverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("pergola-server"))
        .count();
  }

  @Override
  public void close() {
    server.close();
    store.close();
  }
}
