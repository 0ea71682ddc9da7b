package io.pergola.rpc.cluster;

import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.MetaChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Keeps one store in step with etcd. What this instance changes itself is applied by whoever asked
/// for it, and left out when etcd tells of it.
final class ClusterView implements Watch.Listener {
  private final EmbeddedStore store;
  private final long instanceId;
  private final EtcdKeys keys;
  private final Progress progress;
  private final ReentrantLock applying = new ReentrantLock();
  private final Set<Long> ownRevisions = new HashSet<>();
  private boolean givenUp;

  ClusterView(EmbeddedStore store, long instanceId, EtcdKeys keys, Progress progress) {
    this.store = store;
    this.instanceId = instanceId;
    this.keys = keys;
    this.progress = progress;
  }

  /// Reads everything and follows what changes from then on.
  ///
  /// @return whether this instance is registered
  boolean load(EtcdLink link) throws EtcdFailure {
    applying.lock();
    try {
      EtcdLink.Contents contents = link.readAll();
      Map<String, JsonNode> found = read(contents.entries());
      boolean registered = isRegistered(found);
      givenUp = false;
      store.apply(difference(found, registered));
      ownRevisions.clear();
      progress.restart(contents.revision());
      link.watch(contents.revision() + 1, this);
      return registered;
    } finally {
      applying.unlock();
    }
  }

  private Map<String, JsonNode> read(List<KeyValue> entries) {
    Map<String, JsonNode> found = new TreeMap<>();
    for (KeyValue entry : entries) {
      EtcdKeys.value(entry.getValue())
          .ifPresent(value -> keys.path(entry.getKey()).ifPresent(path -> found.put(path, value)));
    }
    return found;
  }

  private boolean isRegistered(Map<String, JsonNode> found) {
    JsonNode host = found.get(Heartbeat.path(instanceId, "hostid"));
    JsonNode own = Heartbeat.own(store, instanceId).path("hostid");
    return host != null && host.asString("").equals(own.asString(""));
  }

  /// What to apply so that the store knows what was found. What it shared itself stays if this
  /// instance is not registered any more: then others gave it up, and it shares that again.
  private List<MetaChange> difference(Map<String, JsonNode> found, boolean registered) {
    List<MetaChange> changes = new ArrayList<>();
    found.forEach((path, value) -> changes.add(new MetaChange.Put(path, value)));
    Set<String> gone = new HashSet<>(store.sharedPaths());
    gone.removeAll(found.keySet());
    if (!registered) store.republish().forEach(own -> gone.remove(own.path()));
    gone.forEach(path -> changes.add(new MetaChange.Delete(path)));
    return changes;
  }

  /// Changes what is shared, and the store, before anything later is applied.
  <T> T change(
      EtcdLink link, EtcdLink.Held lock, Supplier<List<MetaChange>> plan, Supplier<T> apply)
      throws EtcdFailure {
    applying.lock();
    try {
      ownRevisions.addAll(link.commit(lock, plan.get()));
      return apply.get();
    } finally {
      applying.unlock();
    }
  }

  /// Whether others took this instance for dead.
  boolean isGivenUp() {
    applying.lock();
    try {
      return givenUp;
    } finally {
      applying.unlock();
    }
  }

  @Override
  public void onNext(WatchResponse response) {
    Map<Long, List<MetaChange>> byRevision = new TreeMap<>();
    for (WatchEvent event : response.getEvents()) {
      long revision = event.getKeyValue().getModRevision();
      List<MetaChange> changes = byRevision.computeIfAbsent(revision, none -> new ArrayList<>());
      change(event).ifPresent(changes::add);
    }
    applying.lock();
    try {
      byRevision.forEach(this::apply);
    } finally {
      applying.unlock();
    }
  }

  private Optional<MetaChange> change(WatchEvent event) {
    Optional<String> path = keys.path(event.getKeyValue().getKey());
    if (event.getEventType() == WatchEvent.EventType.DELETE) {
      return path.map(MetaChange.Delete::new);
    }
    return path.flatMap(at ->
        EtcdKeys.value(event.getKeyValue().getValue()).map(value -> new MetaChange.Put(at, value)));
  }

  private void apply(long revision, List<MetaChange> changes) {
    boolean own = ownRevisions.remove(revision);
    String registration = Heartbeat.path(instanceId, "hostid");
    if (changes.contains(new MetaChange.Delete(registration))) givenUp = true;
    if (!own && !givenUp && !changes.isEmpty()) store.apply(changes);
    progress.reached(revision);
  }

  @Override
  public void onError(Throwable failed) {
    progress.broken();
  }

  @Override
  public void onCompleted() {
    progress.broken();
  }
}
