package io.pergola.rpc.cluster;

import io.etcd.jetcd.KeyValue;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.MetaChange;
import io.pergola.store.SharedMetadata;
import io.pergola.store.StoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One store's place in a cluster whose metadata is in etcd.
///
/// ```java
/// EtcdMember member = EtcdMember.join(EtcdOptions.of("http://127.0.0.1:2379", "vineyard"));
/// EmbeddedStore store = EmbeddedStore.open(options.withInstanceId(member.instanceId()));
/// member.attach(store);     // from here on it knows what others share
/// StoreServer.start(store, …);
/// member.announce();        // and others know it, and where its server is
/// ```
///
/// A thread of its own keeps the connection: it reads everything, follows all changes, and tells
/// every few seconds that this instance is alive. If etcd goes away it tries to reach it again, and
/// the store goes on with what it knows. When etcd is back the thread reads everything again. If
/// this instance was given up meanwhile it registers again and shares its objects again.
public final class EtcdMember implements SharedMetadata, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EtcdMember.class.getName());
  private static final Duration SYNC_PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(20);
  private static final long TICK_MILLIS = 500;

  private final EtcdOptions options;
  private final EtcdKeys keys;
  private final long instanceId;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final ConcurrentLinkedQueue<List<MetaChange>> later = new ConcurrentLinkedQueue<>();
  private final Progress progress = new Progress();
  private final ClientLocks locks = new ClientLocks();
  private final Thread keeper = new Thread(this::keep, "pergola-etcd");
  private @Nullable EmbeddedStore store;
  private @Nullable ClusterView view;
  private volatile @Nullable EtcdLink link;
  private volatile boolean announced;
  private volatile boolean closed;

  private EtcdMember(EtcdOptions options, long instanceId) {
    this.options = options;
    this.keys = EtcdKeys.of(options.prefix());
    this.instanceId = instanceId;
    keeper.setDaemon(true);
  }

  /// Takes the next free number in the cluster.
  ///
  /// @throws StoreException.Other with code 35 if etcd can't be reached in time
  public static EtcdMember join(EtcdOptions options) {
    long deadline = System.nanoTime() + options.patience().toNanos();
    while (true) {
      try (EtcdLink link = EtcdLink.open(options)) {
        return new EtcdMember(options, takeNumber(link, EtcdKeys.of(options.prefix())));
      } catch (EtcdFailure failed) {
        if (System.nanoTime() > deadline) throw away(failed);
        pause(TICK_MILLIS);
      }
    }
  }

  private static long takeNumber(EtcdLink link, EtcdKeys keys) throws EtcdFailure {
    EtcdLink.Held lock = link.lock(LOCK_PATIENCE);
    long number = 0;
    for (KeyValue entry : link.readAll().entries()) {
      boolean next = keys.path(entry.getKey()).filter(EtcdKeys.NEXT_INSTANCE::equals).isPresent();
      if (next) number = EtcdKeys.value(entry.getValue()).map(JsonNode::asLong).orElse(0L);
    }
    link.commit(lock, List.of(nextNumber(number + 1)));
    link.unlock(lock);
    return number;
  }

  private static MetaChange.Put nextNumber(long number) {
    return new MetaChange.Put(EtcdKeys.NEXT_INSTANCE, JsonNodeFactory.instance.numberNode(number));
  }

  /// The number of this instance, which nobody else has or will have.
  public long instanceId() {
    return instanceId;
  }

  /// Lets a store share its metadata, and know that of others. To be called once, before the store
  /// is used.
  ///
  /// @param own the store, with this instance's number
  /// @throws StoreException.Other with code 35 if etcd can't be reached in time
  public void attach(EmbeddedStore own) {
    store = own;
    view = new ClusterView(own, instanceId, keys, progress);
    own.join(this);
    keeper.start();
    if (!progress.awaitOnline(options.patience())) {
      throw away(new EtcdFailure("it does not answer", new IllegalStateException()));
    }
  }

  /// Registers this instance at the addresses that its store has now.
  ///
  /// @throws StoreException.Other with code 35 if etcd can't be reached in time
  public void announce() {
    announced = true;
    boolean _ = commit(() -> Heartbeat.registration(store(), instanceId), () -> true);
  }

  private EmbeddedStore store() {
    return Objects.requireNonNull(store, "attach a store first");
  }

  private ClusterView view() {
    return Objects.requireNonNull(view, "attach a store first");
  }

  // The keeper.

  private void keep() {
    OptionalLong left = OptionalLong.empty();
    while (!closed) {
      try (EtcdLink fresh = EtcdLink.open(options)) {
        // What the last link held, or waited for, would keep everyone waiting until it times out.
        if (left.isPresent()) fresh.revoke(left.getAsLong());
        left = OptionalLong.of(fresh.lease());
        locks.follow(fresh);
        link = fresh;
        follow(fresh);
      } catch (EtcdFailure | RuntimeException failed) {
        if (!closed) LOG.log(Level.WARNING, "etcd is away: {0}", failed.getMessage());
      } finally {
        link = null;
        progress.offline();
      }
      pause(TICK_MILLIS);
    }
  }

  private void follow(EtcdLink fresh) throws EtcdFailure {
    if (!view().load(fresh) && announced) register(fresh);
    progress.online();
    LOG.log(Level.INFO, "instance {0} follows etcd", instanceId);
    Heartbeat heartbeat = new Heartbeat(store(), instanceId);
    while (!closed) {
      if (progress.isBroken() || view().isGivenUp()) return;
      progress.await(fresh.revision(), SYNC_PATIENCE);
      heartbeat.beat(fresh, this);
      shareLater();
      pause(TICK_MILLIS);
    }
  }

  private void register(EtcdLink fresh) throws EtcdFailure {
    EtcdLink.Held lock = fresh.lock(LOCK_PATIENCE);
    List<MetaChange> changes = new ArrayList<>(Heartbeat.registration(store(), instanceId));
    changes.addAll(store().republish());
    fresh.commit(lock, changes);
    fresh.unlock(lock);
  }

  /// One change at a time, and only if no other is being made: those wait for this thread.
  private void shareLater() throws EtcdFailure {
    List<MetaChange> changes = later.peek();
    if (changes == null || !writing.tryLock()) return;
    try {
      boolean _ = attempt(() -> changes, () -> true);
      later.poll();
    } finally {
      writing.unlock();
    }
  }

  // What the store asks for.

  @Override
  public void catchUp() {
    EtcdLink current = link;
    if (current == null || !progress.isOnline()) return;
    try {
      progress.await(current.revision(), SYNC_PATIENCE);
    } catch (EtcdFailure failed) {
      progress.broken();
    }
  }

  @Override
  public <T> T commit(Supplier<List<MetaChange>> plan, Supplier<T> apply) {
    long deadline = System.nanoTime() + options.patience().toNanos();
    writing.lock();
    try {
      while (true) {
        try {
          return attempt(plan, apply);
        } catch (EtcdFailure failed) {
          long left = deadline - System.nanoTime();
          if (left <= 0 || closed) throw away(failed);
          progress.awaitOnline(Duration.ofNanos(left));
        }
      }
    } finally {
      writing.unlock();
    }
  }

  private <T> T attempt(Supplier<List<MetaChange>> plan, Supplier<T> apply) throws EtcdFailure {
    EtcdLink current = link;
    if (current == null || !progress.isOnline()) {
      throw new EtcdFailure("etcd is away", new IllegalStateException());
    }
    try {
      EtcdLink.Held lock = current.lock(LOCK_PATIENCE);
      try {
        progress.await(lock.revision(), SYNC_PATIENCE);
        return view().change(current, lock, plan, apply);
      } finally {
        unlock(current, lock);
      }
    } catch (EtcdFailure failed) {
      progress.broken();
      throw failed;
    }
  }

  /// What was done under a lock stays done if the lock is not given back in order.
  private void unlock(EtcdLink current, EtcdLink.Held lock) {
    try {
      current.unlock(lock);
    } catch (EtcdFailure failed) {
      progress.broken();
    }
  }

  @Override
  public void commitLater(List<MetaChange> changes) {
    later.add(changes);
  }

  @Override
  public String acquireLock(String name) {
    return withLink(current -> locks.acquire(current, name, options.patience()));
  }

  @Override
  public void releaseLock(String key) {
    boolean _ =
        withLink(current -> {
          locks.release(current, key);
          return true;
        });
  }

  private <T> T withLink(Call<T> call) {
    EtcdLink current = link;
    try {
      if (current != null) return call.on(current);
      throw new EtcdFailure("etcd is away", new IllegalStateException());
    } catch (EtcdFailure failed) {
      throw away(failed);
    }
  }

  /// Something to ask etcd for.
  private interface Call<T> {
    T on(EtcdLink link) throws EtcdFailure;
  }

  private static StoreException away(EtcdFailure failure) {
    return new StoreException.Other(
        35,
        "the cluster's metadata can't be reached: %s. Check that etcd runs where --etcd_endpoint says"
            .formatted(failure.getMessage()));
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the connection. What this instance shares stays until others notice that it is gone.
  @Override
  public void close() {
    closed = true;
    progress.broken();
    keeper.interrupt();
    try {
      keeper.join(10_000);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
