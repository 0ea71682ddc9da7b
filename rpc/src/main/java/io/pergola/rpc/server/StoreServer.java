package io.pergola.rpc.server;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.pergola.rpc.migration.PeerAccess;
import io.pergola.rpc.protocol.Encoding;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.StoreException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Serves a store to other processes of this machine, over a Unix socket, to every client that
/// speaks Vineyard's protocol.
///
/// ```java
/// try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(1 << 30));
///     StoreServer server = StoreServer.start(store, Path.of("/tmp/pergola.sock"))) {
///   …
/// }
/// ```
///
/// The socket is for the user of this process and for root. The bytes of blobs don't go through it:
/// clients get descriptors of the store's memory and map it.
public final class StoreServer implements AutoCloseable {
  private static final int LOOPS = 2;

  /// How many connections one look at the sockets can find ready.
  private static final int EVENTS = 256;

  private final Service service;
  private final SocketPath socket;
  private final Sessions sessions;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          LOOPS,
          new DefaultThreadFactory("pergola-server", true),
          EpollIoHandler.newFactory(EVENTS, BriefPolling::new));
  private @Nullable RpcListener rpc;
  private @Nullable MetricsEndpoint http;

  private StoreServer(EmbeddedStore store, SocketPath socket, PeerAccess peers) {
    String path = socket.path().toString();
    this.sessions = new Sessions(store, path, loops);
    this.service = new Service(store, path, sessions, peers);
    this.socket = socket;
  }

  /// Starts to serve. The store stays the caller's, who closes it after the server.
  ///
  /// @param socket where to listen; missing directories are created, and a socket that a dead
  ///   server left is replaced
  /// @throws StoreException.Exists if a server listens there, or if there is a file that is no
  ///   socket
  /// @throws StoreException.Invalid if the path is too long for a socket
  /// @throws StoreException.IoFailed if the system refuses the socket
  public static StoreServer start(EmbeddedStore store, Path socket) {
    return start(store, socket, Optional.empty());
  }

  /// As [#start(EmbeddedStore, Path)], and listens on TCP too, if `rpc` says where.
  ///
  /// @throws StoreException.Invalid also if anyone could connect from other machines, see
  ///   [RpcOptions.Guard]
  public static StoreServer start(EmbeddedStore store, Path socket, Optional<RpcOptions> rpc) {
    return start(store, socket, rpc, Optional.empty());
  }

  /// As [#start(EmbeddedStore, Path, Optional)], and tells its numbers, if `http` says where.
  public static StoreServer start(
      EmbeddedStore store, Path socket, Optional<RpcOptions> rpc, Optional<HttpOptions> http) {
    if (!Epoll.isAvailable()) {
      throw new StoreException.IoFailed(
          "the native transport for Unix sockets does not load; it needs Linux on x86_64 or"
              + " aarch64",
          Epoll.unavailabilityCause());
    }
    StoreServer server = new StoreServer(store, SocketPath.prepare(socket), peers(rpc));
    try {
      http.ifPresent(server::tellNumbers);
      server.listen();
      rpc.ifPresent(server::listenOnTcp);
      return server;
    } catch (StoreException refused) {
      server.close();
      throw refused;
    } catch (RuntimeException failed) {
      server.close();
      throw new StoreException.IoFailed("can't listen on " + socket + ": " + failed, failed);
    }
  }

  private static PeerAccess peers(Optional<RpcOptions> rpc) {
    return rpc.map(RpcOptions::peerAccess).orElse(PeerAccess.open(Encoding.PLAIN)).checked();
  }

  private void listen() {
    sessions.start(service, socket);
    service.announce(Service.NO_RPC, RpcOptions.Compression.OFF);
  }

  private void tellNumbers(HttpOptions options) {
    Metrics metrics = new Metrics(service.store);
    service.metrics = Optional.of(metrics);
    http = MetricsEndpoint.start(metrics, options);
  }

  private void listenOnTcp(RpcOptions options) {
    rpc = RpcListener.start(service, options);
  }

  /// Serves only so many clients of this machine at once from now on.
  void limitConnections(int count) {
    sessions.limitConnections(count);
  }

  /// Where this server listens.
  public Path socket() {
    return socket.path();
  }

  /// Where this server listens on TCP, as `host:port`.
  public Optional<String> rpcEndpoint() {
    return rpc == null ? Optional.empty() : Optional.of(service.rpcEndpoint());
  }

  /// Where this server tells its numbers, as `host:port`.
  public Optional<String> httpAddress() {
    return http == null ? Optional.empty() : Optional.of(http.address());
  }

  /// Ends all connections as if their clients had died, stops all threads and removes the socket.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    if (rpc != null) rpc.close();
    if (http != null) http.close();
    sessions.close();
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
