package io.pergola.rpc.server;

import io.pergola.store.StoreException;
import java.util.concurrent.CompletableFuture;

/// The clients on other machines that are in one session. For any thread.
final class Guests {
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private int count;
  private boolean closed;

  /// @throws StoreException.Invalid if nobody is let in any more
  synchronized void enter() {
    if (closed) throw new StoreException.Invalid("this session is being deleted; open another one");
    count++;
  }

  synchronized void leave() {
    count--;
    settle();
  }

  /// Lets nobody in any more.
  ///
  /// @return done when the last one has left
  synchronized CompletableFuture<Void> close() {
    closed = true;
    settle();
    return gone;
  }

  private void settle() {
    if (closed && count == 0) gone.complete(null);
  }
}
