package io.pergola.store;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.node.ObjectNode;

/// What the cluster is told of one store.
final class Instance {
  private final StoreOptions options;
  private final long hostId = ThreadLocalRandom.current().nextLong() >>> 1;
  private volatile String ipcSocket = "";
  private volatile String rpcEndpoint = "0.0.0.0:0";

  Instance(StoreOptions options) {
    this.options = options;
  }

  void announce(String socket, String endpoint) {
    ipcSocket = socket;
    rpcEndpoint = endpoint;
  }

  /// `{"i0": {…}}`; the time stamp has seconds in its upper half and microseconds in its lower.
  ObjectNode toJson() {
    Instant now = Instant.now();
    ObjectNode cluster = Json.object();
    cluster
        .putObject("i" + Long.toUnsignedString(options.instanceId()))
        .put("hostid", hostId)
        .put("hostname", options.hostname())
        .put("nodename", options.hostname())
        .put("ipc_socket", ipcSocket)
        .put("rpc_endpoint", rpcEndpoint)
        .put("timestamp", now.getEpochSecond() << 32 | now.getNano() / 1000);
    return cluster;
  }
}
