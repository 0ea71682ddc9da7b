package io.pergola.rpc.server;

import io.pergola.rpc.migration.Migrations;
import io.pergola.rpc.migration.PeerAccess;
import io.pergola.rpc.protocol.Encoding;
import io.pergola.store.EmbeddedStore;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What all connections of one session share.
final class Service implements AutoCloseable {
  /// What stands in place of `host:port` when there is no TCP.
  static final String NO_RPC = "0.0.0.0:0";

  final EmbeddedStore store;
  final String socket;
  final Sessions sessions;
  final Deferrals deferrals = new Deferrals();
  final MessageMemory messages = MessageMemory.ofProcess();
  final Guests guests = new Guests();

  /// The names of blobs, in a Plasma session.
  final Optional<PlasmaBlobs> plasma;

  /// For work that would keep other connections waiting.
  final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  /// Nothing unless someone wants to know.
  volatile Optional<Metrics> metrics = Optional.empty();

  private final Migrations migrations;
  private volatile String rpcEndpoint = NO_RPC;
  private volatile RpcOptions.Compression compression = RpcOptions.Compression.OFF;

  /// @param socket the path that local clients connect to
  /// @param sessions all sessions of the server
  /// @param peers how to get at other stores
  Service(EmbeddedStore store, String socket, Sessions sessions, PeerAccess peers) {
    this(store, socket, sessions, peers, Optional.empty());
  }

  private Service(
      EmbeddedStore store,
      String socket,
      Sessions sessions,
      PeerAccess peers,
      Optional<PlasmaBlobs> plasma) {
    this.store = store;
    this.socket = socket;
    this.sessions = sessions;
    this.plasma = plasma;
    migrations = new Migrations(store, peers);
    store.migrateWith(migrations::migrate);
  }

  /// A session that a client opened.
  ///
  /// @param plasma the names of its blobs, if clients choose them
  static Service ofSession(
      EmbeddedStore store, String socket, Sessions sessions, Optional<PlasmaBlobs> plasma) {
    return new Service(store, socket, sessions, PeerAccess.open(Encoding.PLAIN), plasma);
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
    migrations.close();
  }
}
