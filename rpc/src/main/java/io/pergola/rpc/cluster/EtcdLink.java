package io.pergola.rpc.cluster;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.lock.LockResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.support.CloseableClient;
import io.etcd.jetcd.support.Observers;
import io.pergola.store.MetaChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One connection to etcd. When a call fails the connection is given up, and another one is made:
/// that is found again sooner than one that waits longer and longer.
final class EtcdLink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final int OPERATIONS_AT_ONCE = 127; // etcd's own limit is 128
  private static final long LEASE_SECONDS = 15;
  private static final ByteSequence FIRST_KEY = ByteSequence.from(new byte[] {0});

  private final Client client;
  private final EtcdKeys keys;
  private final long lease;
  private final CloseableClient keepAlive;
  private final CompletableFuture<Object> closed = new CompletableFuture<>();

  private EtcdLink(Client client, EtcdKeys keys, long lease) {
    this.client = client;
    this.keys = keys;
    this.lease = lease;
    keepAlive = keepAlive(lease);
  }

  /// Keeps what goes with a lease as long as this link is open.
  CloseableClient keepAlive(long other) {
    return client.getLeaseClient().keepAlive(other, Observers.observer(_ -> {}));
  }

  /// The lease that this link's hold on the cluster's lock goes with.
  long lease() {
    return lease;
  }

  /// A new lease.
  long grant() throws EtcdFailure {
    return await("a lease", client.getLeaseClient().grant(LEASE_SECONDS)).getID();
  }

  /// Ends a lease, and with it all locks and all waiting for locks that go with it.
  void revoke(long ended) throws EtcdFailure {
    try {
      await("the end of a lease", client.getLeaseClient().revoke(ended));
    } catch (EtcdFailure failed) {
      if (!failed.isUnknownLease()) throw failed;
    }
  }

  static EtcdLink open(EtcdOptions options) throws EtcdFailure {
    Client client =
        Client.builder()
            .endpoints(options.endpoints())
            .connectTimeout(PATIENCE)
            .keepaliveTime(PATIENCE)
            .keepaliveTimeout(PATIENCE)
            .build();
    try {
      long lease = get("a lease", client.getLeaseClient().grant(LEASE_SECONDS), PATIENCE).getID();
      return new EtcdLink(client, EtcdKeys.of(options.prefix()), lease);
    } catch (EtcdFailure failed) {
      client.close();
      throw failed;
    }
  }

  /// What a read of everything found.
  ///
  /// @param revision when that was
  /// @param entries all keys of the cluster
  record Contents(long revision, List<KeyValue> entries) {}

  Contents readAll() throws EtcdFailure {
    GetOption prefix = GetOption.builder().isPrefix(true).build();
    GetResponse found = await("everything", client.getKVClient().get(keys.all(), prefix));
    return new Contents(found.getHeader().getRevision(), found.getKvs());
  }

  /// etcd's last revision.
  long revision() throws EtcdFailure {
    GetOption count = GetOption.builder().withCountOnly(true).build();
    return await("its revision", client.getKVClient().get(keys.lock(), count))
        .getHeader()
        .getRevision();
  }

  /// Tells of all changes of all keys from a revision on, so that each revision is seen.
  void watch(long from, Watch.Listener listener) {
    WatchOption option = WatchOption.builder().withRange(FIRST_KEY).withRevision(from).build();
    client.getWatchClient().watch(FIRST_KEY, option, listener);
  }

  /// Writes one value without asking anyone.
  void put(MetaChange.Put change) throws EtcdFailure {
    await("a value", client.getKVClient().txn().Then(keys.operation(change)).commit());
  }

  /// The cluster's lock, held.
  ///
  /// @param key what stands for it in etcd
  /// @param revision when it was taken
  record Held(ByteSequence key, long revision) {}

  /// Takes the lock that changes are made under.
  ///
  /// @param patience how long to wait for others
  Held lock(Duration patience) throws EtcdFailure {
    LockResponse taken =
        await("the cluster's lock", client.getLockClient().lock(keys.lock(), lease), patience);
    return new Held(taken.getKey(), taken.getHeader().getRevision());
  }

  void unlock(Held lock) throws EtcdFailure {
    await("unlocking", client.getLockClient().unlock(lock.key()));
  }

  /// Makes changes as long as the lock is held. Of several at one path the last counts.
  ///
  /// @return their revisions
  Set<Long> commit(Held lock, List<MetaChange> wanted) throws EtcdFailure {
    Map<String, MetaChange> byPath = new LinkedHashMap<>();
    for (MetaChange change : wanted) byPath.put(change.path(), change);
    List<MetaChange> changes = List.copyOf(byPath.values());
    Set<Long> revisions = new HashSet<>();
    Cmp held = new Cmp(lock.key(), Cmp.Op.GREATER, CmpTarget.createRevision(0));
    for (int at = 0; at < changes.size(); at += OPERATIONS_AT_ONCE) {
      List<Op> operations = new ArrayList<>();
      int end = Math.min(changes.size(), at + OPERATIONS_AT_ONCE);
      for (MetaChange change : changes.subList(at, end)) operations.add(keys.operation(change));
      TxnResponse done =
          await(
              "a change",
              client.getKVClient().txn().If(held).Then(operations.toArray(Op[]::new)).commit());
      if (!done.isSucceeded()) {
        throw new EtcdFailure("the cluster's lock was lost", new IllegalStateException());
      }
      revisions.add(done.getHeader().getRevision());
    }
    return revisions;
  }

  /// Takes a lock of a client of ours.
  ///
  /// @param held the lease that it goes with
  /// @return its key
  String acquire(String name, long held, Duration patience) throws EtcdFailure {
    ByteSequence key = keys.clientLock(name);
    LockResponse taken = await("a lock", client.getLockClient().lock(key, held), patience);
    return taken.getKey().toString().substring(keys.clientLock("").size());
  }

  void release(String key) throws EtcdFailure {
    await("a lock", client.getLockClient().unlock(keys.clientLock(key)));
  }

  private <T> T await(String what, CompletableFuture<T> result) throws EtcdFailure {
    return await(what, result, PATIENCE);
  }

  /// Waits for an answer, but not longer than this link is open.
  private <T> T await(String what, CompletableFuture<T> result, Duration patience)
      throws EtcdFailure {
    Object _ = get(what, CompletableFuture.anyOf(result, closed), patience);
    return result.join();
  }

  private static <T> T get(String what, CompletableFuture<T> result, Duration patience)
      throws EtcdFailure {
    try {
      return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new EtcdFailure("etcd did not give %s in time".formatted(what), late);
    } catch (ExecutionException failed) {
      throw new EtcdFailure("etcd did not give %s: %s".formatted(what, failed.getCause()), failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new EtcdFailure("interrupted", stopping);
    }
  }

  @Override
  public void close() {
    closed.completeExceptionally(new IllegalStateException("the connection was given up"));
    keepAlive.close();
    client.close();
  }
}
