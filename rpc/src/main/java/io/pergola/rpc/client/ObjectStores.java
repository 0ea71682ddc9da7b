package io.pergola.rpc.client;

import io.pergola.rpc.protocol.Capabilities;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;

/// Connects to stores in other processes.
public final class ObjectStores {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ObjectStores() {}

  /// Connects to the server that listens on a Unix socket: Pergola's own or any that speaks
  /// Vineyard's protocol, where builds are not offered.
  ///
  /// @throws StoreException.Disconnected if there is no server or it does not answer within ten
  ///   seconds
  /// @throws StoreException.Invalid if the path is too long for a socket, or if the server is none
  ///   of this kind
  public static ObjectStore connect(Path socket) {
    return connect(socket, PATIENCE);
  }

  /// As [#connect(Path)].
  ///
  /// @param patience how long the server may take to answer the first request
  public static ObjectStore connect(Path socket, Duration patience) {
    return new StoreClient(ServerLink.open(socket, patience, Capabilities.ALL));
  }
}
