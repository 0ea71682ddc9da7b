package io.pergola.store;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the cluster is told of one store.
final class Instance {
  private final StoreOptions options;
  private final long hostId = ThreadLocalRandom.current().nextLong() >>> 1;
  private final Map<String, ObjectNode> others = new ConcurrentSkipListMap<>();
  private volatile String ipcSocket = "";
  private volatile String rpcEndpoint = "0.0.0.0:0";

  Instance(StoreOptions options) {
    this.options = options;
  }

  void announce(String socket, String endpoint) {
    ipcSocket = socket;
    rpcEndpoint = endpoint;
  }

  /// Notes what an instance of the cluster says of itself.
  ///
  /// @param name such as `i1`
  void otherSays(String name, String key, JsonNode value) {
    if (name.equals(ownName())) return;
    others.compute(
        name,
        (same, known) -> {
          ObjectNode tree = known == null ? Json.object() : known.deepCopy();
          return tree.set(key, value).asObject();
        });
  }

  /// The names of the others.
  Set<String> others() {
    return Set.copyOf(others.keySet());
  }

  /// An instance is no part of the cluster any more.
  void otherLeft(String name) {
    others.remove(name);
  }

  private String ownName() {
    return "i" + Long.toUnsignedString(options.instanceId());
  }

  /// `{"i0": {…}}`; the time stamp has seconds in its upper half and microseconds in its lower.
  ObjectNode toJson() {
    Instant now = Instant.now();
    ObjectNode cluster = Json.object();
    others.forEach((name, other) -> cluster.set(name, other.deepCopy()));
    cluster
        .putObject(ownName())
        .put("hostid", hostId)
        .put("hostname", options.hostname())
        .put("nodename", options.hostname())
        .put("ipc_socket", ipcSocket)
        .put("rpc_endpoint", rpcEndpoint)
        .put("timestamp", now.getEpochSecond() << 32 | now.getNano() / 1000);
    return cluster;
  }
}
