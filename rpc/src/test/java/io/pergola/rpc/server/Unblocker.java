package io.pergola.rpc.server;

import io.pergola.rpc.client.Await;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectId;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreException;

/// Ends streams that others wait at, so that every request has an answer soon.
final class Unblocker implements AutoCloseable {
  private static final int MILLIS = 5;

  /// Those that mutants may create.
  private static final int[] STREAMS = {0, 5, 9, 50, 55, 59, 90, 95, 99};

  private final EmbeddedStore store;
  private final Thread thread;
  private volatile boolean over;

  Unblocker(EmbeddedStore store) {
    this.store = store;
    thread = Thread.startVirtualThread(this::run);
  }

  private void run() {
    try (StoreConnection connection = store.connect()) {
      while (!over) {
        Await.sleep(MILLIS);
        for (int id : STREAMS) drop(connection, id);
      }
    }
  }

  private static void drop(StoreConnection connection, int id) {
    try {
      connection.streams().drop(new ObjectId(id));
    } catch (StoreException.NotFound none) {
      // nobody created it
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
  }
}
