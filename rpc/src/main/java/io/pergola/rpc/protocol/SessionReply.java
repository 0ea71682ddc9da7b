package io.pergola.rpc.protocol;

import io.pergola.store.ConnectionStatus;
import io.pergola.store.StoreStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// Replies about the connection and the instance as a whole.
public sealed interface SessionReply extends Reply {
  /// The server knows the client now.
  ///
  /// @param ipcSocket the path of the session's socket
  /// @param rpcEndpoint `host:port`; `0.0.0.0:0` if there is none
  /// @param instanceId the number of this instance
  /// @param sessionId 0 for the root session
  /// @param version of the protocol that the server speaks
  /// @param storeMatch whether the session's store is of the type that the client asked for
  /// @param compression whether clients shall compress raw bytes
  /// @param capabilities what the server offers beyond Vineyard, see [Capabilities]
  record Registered(
      String ipcSocket,
      String rpcEndpoint,
      long instanceId,
      long sessionId,
      String version,
      boolean storeMatch,
      boolean compression,
      Set<String> capabilities)
      implements SessionReply {
    static Registered read(Fields in) {
      List<String> offered = in.has(Capabilities.KEY) ? in.texts(Capabilities.KEY) : List.of();
      return new Registered(
          in.text("ipc_socket", ""),
          in.text("rpc_endpoint", ""),
          in.bits("instance_id"),
          in.has("session_id") ? in.bits("session_id") : 0,
          in.text("version", "0.0.0"),
          in.flag("store_match", true),
          in.flag("support_rpc_compression", false),
          new HashSet<>(offered));
    }

    @Override
    public String type() {
      return "register_reply";
    }

    @Override
    public void write(Body out) {
      out.text("ipc_socket", ipcSocket);
      out.text("rpc_endpoint", rpcEndpoint);
      out.bits("instance_id", instanceId);
      out.bits("session_id", sessionId);
      out.text("version", version);
      out.flag("store_match", storeMatch);
      out.flag("support_rpc_compression", compression);
      out.texts(Capabilities.KEY, new TreeSet<>(capabilities));
    }
  }

  /// A session was opened.
  ///
  /// @param socketPath where it can be reached
  record SessionOpened(String socketPath) implements SessionReply {
    static SessionOpened read(Fields in) {
      return new SessionOpened(in.text("socket_path"));
    }

    @Override
    public String type() {
      return "new_session_reply";
    }

    @Override
    public void write(Body out) {
      out.text("socket_path", socketPath);
    }
  }

  /// The store at this moment.
  ///
  /// @param status its memory and connections
  record InstanceStatus(StoreStatus status) implements SessionReply {
    static InstanceStatus read(Fields in) {
      Fields meta = in.inside(in.object("meta"));
      return new InstanceStatus(
          new StoreStatus(
              meta.bits("instance_id"),
              meta.text("deployment"),
              meta.size("memory_usage"),
              meta.size("memory_limit"),
              meta.number("deleted_bytes", 0),
              meta.number("spilled_bytes", 0),
              meta.limit("deferred_requests"),
              meta.limit("ipc_connections"),
              meta.limit("rpc_connections")));
    }

    @Override
    public String type() {
      return "instance_status_reply";
    }

    @Override
    public void write(Body out) {
      out.object("meta", this::writeMeta);
    }

    private void writeMeta(Body out) {
      out.bits("instance_id", status.instanceId());
      out.text("deployment", status.deployment());
      out.number("memory_usage", status.memoryUsage());
      out.number("memory_limit", status.memoryLimit());
      out.number("deleted_bytes", status.deletedBytes()); // Pergola's own
      out.number("spilled_bytes", status.spilledBytes()); // Pergola's own
      out.number("deferred_requests", status.deferredRequests());
      out.number("ipc_connections", status.ipcConnections());
      out.number("rpc_connections", status.rpcConnections());
    }
  }

  /// The instances of the cluster.
  ///
  /// @param meta from `i0`, `i1`, … to what each one says of itself
  record ClusterMeta(ObjectNode meta) implements SessionReply {
    static ClusterMeta read(Fields in) {
      return new ClusterMeta(in.object("meta"));
    }

    @Override
    public String type() {
      return "cluster_meta"; // as the request
    }

    @Override
    public void write(Body out) {
      out.tree("meta", meta);
    }
  }

  /// A lock of the cluster is the client's.
  ///
  /// @param key what gives it back
  record Locked(String key) implements SessionReply {
    static Locked read(Fields in) {
      return new Locked(in.text("key"));
    }

    @Override
    public String type() {
      return "acquire_lock_reply";
    }

    @Override
    public void write(Body out) {
      out.text("key", key);
      out.flag("result", true);
    }
  }

  /// A lock of the cluster is free again.
  record Unlocked() implements SessionReply {
    @Override
    public String type() {
      return "release_lock_reply";
    }

    @Override
    public void write(Body out) {
      out.flag("result", true);
    }
  }

  /// Nothing was debugged.
  record Debugged() implements SessionReply {
    @Override
    public String type() {
      return "debug_reply";
    }

    @Override
    public void write(Body out) {
      out.nothing("result");
    }
  }

  /// Free pages were returned. The flag says no, as Vineyard's server does, which returns none.
  record Trimmed() implements SessionReply {
    @Override
    public String type() {
      return "memory_trim_reply";
    }

    @Override
    public void write(Body out) {
      out.flag("trimmed", false);
    }
  }

  /// Who holds what. The message is Pergola's own; a server that knows it says so with
  /// [Capabilities#CONNECTIONS].
  ///
  /// @param connections what each one holds
  record Connections(List<ConnectionStatus> connections) implements SessionReply {
    static Connections read(Fields in) {
      return new Connections(
          in.objects("connections").stream().map(each -> status(in.inside(each))).toList());
    }

    private static ConnectionStatus status(Fields in) {
      return new ConnectionStatus(
          in.text("peer"),
          in.flag("remote"),
          in.limit("references"),
          in.size("referenced_bytes"),
          in.size("deleted_bytes"),
          in.limit("own_blobs"),
          in.size("own_bytes"));
    }

    @Override
    public String type() {
      return "pergola_connections_reply";
    }

    @Override
    public void write(Body out) {
      out.objects("connections", connections, Connections::write);
    }

    private static void write(Body out, ConnectionStatus status) {
      out.text("peer", status.peer());
      out.flag("remote", status.remote());
      out.number("references", status.references());
      out.number("referenced_bytes", status.referencedBytes());
      out.number("deleted_bytes", status.deletedBytes());
      out.number("own_blobs", status.ownBlobs());
      out.number("own_bytes", status.ownBytes());
    }
  }
}
