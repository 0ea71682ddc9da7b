package io.pergola.rpc.server;

import io.pergola.store.EmbeddedStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What all connections of one server share.
final class Service implements AutoCloseable {
  /// What stands in place of `host:port` when there is no TCP.
  static final String NO_RPC = "0.0.0.0:0";

  final EmbeddedStore store;
  final String socket;
  final Deferrals deferrals = new Deferrals();

  /// For work that would keep other connections waiting.
  final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  private volatile String rpcEndpoint = NO_RPC;
  private volatile RpcOptions.Compression compression = RpcOptions.Compression.OFF;

  /// @param socket the path that local clients connect to
  Service(EmbeddedStore store, String socket) {
    this.store = store;
    this.socket = socket;
  }

  /// Tells clients and the cluster where to find this server.
  void announce(String endpoint, RpcOptions.Compression clientsCompress) {
    rpcEndpoint = endpoint;
    compression = clientsCompress;
    store.announce(socket, endpoint);
  }

  String rpcEndpoint() {
    return rpcEndpoint;
  }

  boolean clientsCompress() {
    return compression == RpcOptions.Compression.ON;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
