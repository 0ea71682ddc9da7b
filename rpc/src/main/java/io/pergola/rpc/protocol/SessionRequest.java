package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import io.pergola.store.StoreException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Requests about the connection and the instance as a whole.
public sealed interface SessionRequest extends Request {
  @Override
  default void write(Body out) {
    // Most of them have no fields.
  }

  /// The first request on every connection.
  ///
  /// @param version of the client, such as `0.24.2`; `0.0.0` if it does not say
  /// @param storeType which kind of store the client wants
  /// @param sessionId the session to join; 0 is the root session
  /// @param username empty unless the server asks for one
  /// @param password empty unless the server asks for one
  record Register(
      String version, StoreType storeType, long sessionId, String username, String password)
      implements SessionRequest {
    static Register read(Fields in) {
      return new Register(
          in.text("version", "0.0.0"),
          StoreType.read(in.any("store_type")),
          in.has("session_id") ? in.bits("session_id") : 0,
          in.text("username", ""),
          in.text("password", ""));
    }

    @Override
    public String type() {
      return "register_request";
    }

    @Override
    public void write(Body out) {
      out.text("version", version);
      storeType.write(out);
      out.bits("session_id", sessionId);
      out.text("username", username);
      out.text("password", password);
    }
  }

  /// Ends the connection in order. There is no reply.
  record Exit() implements SessionRequest {
    @Override
    public String type() {
      return "exit_request";
    }
  }

  /// Opens a session with objects and blobs of its own.
  ///
  /// @param storeType which kind of store it has
  record NewSession(StoreType storeType) implements SessionRequest {
    static NewSession read(Fields in) {
      return new NewSession(StoreType.read(in.any("bulk_store_type")));
    }

    @Override
    public String type() {
      return "new_session_request";
    }

    @Override
    public void write(Body out) {
      storeType.write("bulk_store_type", out);
    }
  }

  /// Ends the session of this connection, once its last connection is gone. This one is closed
  /// after the reply.
  record DeleteSession() implements SessionRequest {
    @Override
    public String type() {
      return "delete_session_request";
    }
  }

  /// Takes blobs over from another session.
  ///
  /// @param sessionId of that session
  /// @param ids from their ids there to their ids here
  record MoveOwnership(long sessionId, Map<ObjectId, ObjectId> ids) implements SessionRequest {
    static MoveOwnership read(Fields in) {
      for (String names : List.of("pid_to_id", "id_to_pid", "pid_to_pid")) {
        if (!in.isEmpty(names)) {
          throw new StoreException.Unsupported(
              "move_buffers_ownership_request: blobs can't be moved by name ('%s'); use 'id_to_id'"
                  .formatted(names));
        }
      }
      return new MoveOwnership(
          in.bits("session_id"), in.has("id_to_id") ? in.idsById("id_to_id") : Map.of());
    }

    @Override
    public String type() {
      return "move_buffers_ownership_request";
    }

    @Override
    public void write(Body out) {
      out.bits("session_id", sessionId);
      out.idsById("id_to_id", ids);
    }
  }

  /// Asks for memory and connections.
  record InstanceStatus() implements SessionRequest {
    @Override
    public String type() {
      return "instance_status_request";
    }
  }

  /// Asks for what is known of all instances.
  record ClusterMeta() implements SessionRequest {
    @Override
    public String type() {
      return "cluster_meta";
    }
  }

  /// A request without effect.
  ///
  /// @param debug anything
  record Debug(JsonNode debug) implements SessionRequest {
    static Debug read(Fields in) {
      JsonNode debug = in.any("debug");
      return new Debug(debug == null ? JsonNodeFactory.instance.nullNode() : debug);
    }

    @Override
    public String type() {
      return "debug_command";
    }

    @Override
    public void write(Body out) {
      out.tree("debug", debug);
    }
  }

  /// Asks to return free pages to the system.
  record MemoryTrim() implements SessionRequest {
    @Override
    public String type() {
      return "memory_trim_request";
    }
  }

  /// Who holds what? Pergola's own.
  record Connections() implements SessionRequest {
    @Override
    public String type() {
      return "pergola_connections_request";
    }
  }

  /// Takes a lock of the cluster.
  ///
  /// @param key its name
  record AcquireLock(String key) implements SessionRequest {
    static AcquireLock read(Fields in) {
      return new AcquireLock(in.text("key"));
    }

    @Override
    public String type() {
      return "acquire_lock_request";
    }

    @Override
    public void write(Body out) {
      out.text("key", key);
    }
  }

  /// Gives a lock of the cluster back.
  ///
  /// @param key what the reply to the acquisition said
  record ReleaseLock(String key) implements SessionRequest {
    static ReleaseLock read(Fields in) {
      return new ReleaseLock(in.text("key"));
    }

    @Override
    public String type() {
      return "release_lock_request";
    }

    @Override
    public void write(Body out) {
      out.text("key", key);
    }
  }
}
