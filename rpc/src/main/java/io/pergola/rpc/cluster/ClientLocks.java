package io.pergola.rpc.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The locks that clients of this instance hold in the cluster, each with a lease of its own: so
/// two clients of one instance exclude each other too, and what ends a lease gives its lock back.
final class ClientLocks {
  private final Map<String, Long> leases = new ConcurrentHashMap<>();

  /// Takes a lock; if others keep it for too long, nothing of the attempt stays.
  ///
  /// @return the lock's key
  String acquire(EtcdLink link, String name, Duration patience) throws EtcdFailure {
    long lease = link.grant();
    var keepAlive = link.keepAlive(lease);
    try {
      String key = link.acquire(name, lease, patience);
      leases.put(key, lease);
      return key;
    } catch (EtcdFailure failed) {
      keepAlive.close();
      link.revoke(lease);
      throw failed;
    }
  }

  /// Gives a lock back, also one that another instance took.
  void release(EtcdLink link, String key) throws EtcdFailure {
    Long lease = leases.get(key);
    if (lease == null) {
      link.release(key);
    } else {
      link.revoke(lease);
      leases.remove(key);
    }
  }

  /// Goes on to hold all locks through another link.
  void follow(EtcdLink link) {
    leases.values().forEach(link::keepAlive);
  }
}
