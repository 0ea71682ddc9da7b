package io.pergola.rpc.server;

import io.netty.channel.EventLoopGroup;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions of one server: the first one, and those that clients open, each with a store and a
/// socket of its own.
final class Sessions {
  /// Each one costs a socket and some memory.
  private static final int MOST = 1000;

  private final EventLoopGroup loops;
  private final Map<Long, LocalListener> sessions = new ConcurrentHashMap<>();
  private final EmbeddedStore first;
  private final String socket;

  /// @param first the store of the first session
  /// @param socket the path of its socket, with which those of the others begin
  Sessions(EmbeddedStore first, String socket, EventLoopGroup loops) {
    this.first = first;
    this.socket = socket;
    this.loops = loops;
  }

  /// Serves the first session.
  void start(Service service, SocketPath path) {
    sessions.put(service.store.sessionId(), LocalListener.start(service, path, loops));
  }

  /// Opens a session. Not to be called by a thread that serves clients.
  ///
  /// @param plasma the names of its blobs, if clients choose them
  /// @return where it can be reached
  /// @throws StoreException.Refused if there are too many
  Path open(Optional<PlasmaBlobs> plasma) {
    if (sessions.size() > MOST) {
      throw new StoreException.Refused(
          "there are %d sessions already; delete one of them first".formatted(MOST));
    }
    EmbeddedStore store = first.openSession();
    try {
      String path = "%s.S%016x".formatted(socket, store.sessionId());
      Service service = Service.ofSession(store, path, this, plasma);
      store.announce("-", Service.NO_RPC);
      LocalListener listener =
          LocalListener.start(service, SocketPath.prepare(Path.of(path)), loops);
      sessions.put(store.sessionId(), listener);
      return listener.socket();
    } catch (RuntimeException failed) {
      store.close();
      throw failed;
    }
  }

  /// Serves only so many clients of this machine at once in each session from now on.
  void limitConnections(int count) {
    sessions.values().forEach(listener -> listener.limitConnections(count));
  }

  /// The session of that number, as long as it lets clients in.
  Optional<Service> find(long id) {
    return Optional.ofNullable(sessions.get(id)).map(LocalListener::service);
  }

  /// Lets nobody into a session any more, and ends it with its last client.
  ///
  /// @throws StoreException.Invalid for the first one, which ends with the server
  void delete(Service service) {
    if (service.store == first) {
      throw new StoreException.Invalid("the first session can't be deleted; stop the server");
    }
    LocalListener listener = sessions.remove(service.store.sessionId());
    if (listener == null) return;
    var _ =
        CompletableFuture.allOf(listener.drain(), service.guests.close())
            .thenRunAsync(() -> end(listener), service.workers);
  }

  private static void end(LocalListener listener) {
    listener.close();
    listener.service().store.close();
    listener.service().close();
  }

  /// Ends all sessions; the store of the first one stays open.
  void close() {
    for (LocalListener listener : List.copyOf(sessions.values())) {
      listener.close();
      listener.service().close();
      if (listener.service().store != first) listener.service().store.close();
    }
    sessions.clear();
  }
}
