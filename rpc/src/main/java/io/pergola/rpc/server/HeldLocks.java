package io.pergola.rpc.server;

import io.pergola.store.SharedMetadata;
import io.pergola.store.StoreException;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/// The locks of the cluster that one client holds. They end with its connection, also one that it
/// was still waiting for. For any thread.
final class HeldLocks {
  private static final System.Logger LOG = System.getLogger(HeldLocks.class.getName());

  private final Set<String> keys = new HashSet<>();
  private boolean ended;

  /// Waits for a lock.
  ///
  /// @return its key
  String acquire(SharedMetadata cluster, String name) {
    String key = cluster.acquireLock(name);
    if (!add(key)) {
      cluster.releaseLock(key);
      throw new StoreException.Disconnected(36, "the client is gone");
    }
    return key;
  }

  private synchronized boolean add(String key) {
    if (!ended) keys.add(key);
    return !ended;
  }

  /// Gives a lock back, whoever holds it.
  void release(SharedMetadata cluster, String key) {
    cluster.releaseLock(key);
    synchronized (this) {
      keys.remove(key);
    }
  }

  /// Gives all locks back. May wait for the cluster.
  void end(SharedMetadata cluster) {
    for (String key : takeAll()) {
      try {
        cluster.releaseLock(key);
      } catch (StoreException away) {
        LOG.log(Level.WARNING, "the lock ''{0}'' was not given back: {1}", key, away.getMessage());
      }
    }
  }

  private synchronized Set<String> takeAll() {
    ended = true;
    return Set.copyOf(keys);
  }
}
