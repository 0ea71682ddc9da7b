package io.pergola.rpc.cluster;

import io.pergola.store.DeleteOption;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.MetaChange;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tells the cluster every ten seconds that an instance is alive, and looks whether the one with
/// the next number is. One that has not moved for three of these looks is given up: its
/// registration goes, and its objects.
final class Heartbeat {
  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());
  private static final long NANOS = 10_000_000_000L;
  private static final int LOOKS = 3;

  private final EmbeddedStore store;
  private final long instanceId;
  private long next = System.nanoTime() + NANOS;
  private long watched = -1;
  private JsonNode lastSeen = JsonNodeFactory.instance.missingNode();
  private int looks;

  Heartbeat(EmbeddedStore store, long instanceId) {
    this.store = store;
    this.instanceId = instanceId;
  }

  /// Where an instance says something of itself.
  static String path(long instance, String key) {
    return "instances/i" + Long.toUnsignedString(instance) + "/" + key;
  }

  /// What an instance's store says of itself.
  static ObjectNode own(EmbeddedStore store, long instance) {
    return store.instances().path("i" + Long.toUnsignedString(instance)).asObject();
  }

  /// What registers an instance.
  static List<MetaChange> registration(EmbeddedStore store, long instance) {
    List<MetaChange> changes = new ArrayList<>();
    own(store, instance)
        .forEachEntry((key, value) -> changes.add(new MetaChange.Put(path(instance, key), value)));
    return changes;
  }

  /// To be called often; does something when it is time.
  void beat(EtcdLink link, EtcdMember member) throws EtcdFailure {
    if (System.nanoTime() < next) return;
    next += NANOS;
    JsonNode now = own(store, instanceId).path("timestamp");
    link.put(new MetaChange.Put(path(instanceId, "timestamp"), now));
    look(member);
  }

  private void look(EtcdMember member) {
    TreeMap<Long, JsonNode> others = new TreeMap<>();
    store.instances().forEachEntry((name, tree) -> others.put(number(name), tree));
    others.remove(instanceId);
    var above = others.higherEntry(instanceId);
    var successor = above == null ? others.firstEntry() : above;
    if (successor == null) return;
    long neighbor = successor.getKey();
    JsonNode seen = successor.getValue().path("timestamp");
    boolean moved = neighbor != watched || !seen.equals(lastSeen);
    looks = moved ? 0 : looks + 1;
    watched = neighbor;
    lastSeen = seen;
    if (looks < LOOKS) return;
    looks = 0;
    Thread.startVirtualThread(() -> giveUp(neighbor, member)); // which waits for this thread
  }

  private static long number(String name) {
    try {
      return Long.parseUnsignedLong(name.substring(1));
    } catch (NumberFormatException | IndexOutOfBoundsException malformed) {
      return Long.MAX_VALUE;
    }
  }

  private void giveUp(long instance, EtcdMember member) {
    LOG.log(Level.WARNING, "instance {0} is gone; its objects are deleted", instance);
    try (StoreConnection connection = store.connect()) {
      connection.delete(store.objectsOf(instance), DeleteOption.FORCE, DeleteOption.DEEP);
      MetaChange registration =
          new MetaChange.DeleteTree("instances/i" + Long.toUnsignedString(instance) + "/");
      member.commit(
          () -> List.of(registration),
          () -> {
            store.forget(instance);
            return true;
          });
    } catch (StoreException away) {
      LOG.log(Level.WARNING, "could not give instance {0} up: {1}", instance, away.getMessage());
    }
  }
}
