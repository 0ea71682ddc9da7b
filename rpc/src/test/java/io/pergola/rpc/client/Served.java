package io.pergola.rpc.client;

import io.pergola.rpc.server.HttpOptions;
import io.pergola.rpc.server.RpcOptions;
import io.pergola.rpc.server.StoreServer;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreOptions;
import io.pergola.store.StoreStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// A store with its server, and what it costs this process.
public final class Served implements AutoCloseable {
  public final EmbeddedStore store;
  public final StoreServer server;

  public Served(Path directory, long byteSize) {
    this(directory, byteSize, Optional.empty());
  }

  /// @param rpc where to listen on TCP too
  public Served(Path directory, long byteSize, Optional<RpcOptions> rpc) {
    this(directory, byteSize, rpc, Optional.empty());
  }

  private Served(
      Path directory, long byteSize, Optional<RpcOptions> rpc, Optional<HttpOptions> http) {
    store = EmbeddedStore.open(StoreOptions.ofSize(byteSize));
    server = StoreServer.start(store, directory.resolve("s"), rpc, http);
  }

  /// One that listens on a free port of this machine, and counts what it answers.
  public static Served onTcpWithNumbers(Path directory, long byteSize) {
    return new Served(
        directory,
        byteSize,
        Optional.of(RpcOptions.onLoopback(0)),
        Optional.of(new HttpOptions("127.0.0.1", 0)));
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

  /// How many requests were answered.
  public long answered() {
    URI address = URI.create("http://" + server.httpAddress().orElseThrow() + "/metrics");
    try (InputStream numbers = address.toURL().openStream()) {
      return new String(numbers.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("pergola_request_duration_seconds_count"))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /// Waits until all clients are gone.
  public void awaitNoClients() {
    Await.until(
        () -> "no clients: " + status(),
        () -> status().ipcConnections() == 0 && status().rpcConnections() == 0);
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
