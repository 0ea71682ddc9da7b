package io.pergola.rpc.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The connections whose request waits for something to appear in the store.
final class Deferrals {
  private final Set<ClientHandler> waiting = ConcurrentHashMap.newKeySet();

  void add(ClientHandler client) {
    waiting.add(client);
  }

  void remove(ClientHandler client) {
    waiting.remove(client);
  }

  int count() {
    return waiting.size();
  }

  /// Lets all of them try again, each on its own thread.
  void retry() {
    waiting.forEach(ClientHandler::retryLater);
  }
}
