package io.pergola.rpc.cluster;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.PutOption;
import io.pergola.store.MetaChange;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where a cluster's metadata is in etcd: under `<prefix>/S<session>/`, at the paths of
/// [MetaChange], as JSON. The root session has number 0.
///
/// `<prefix>/S<session>/meta_sync_lock` is the lock that every change is made under.
record EtcdKeys(String root) {
  static final String NEXT_INSTANCE = "next_instance_id";
  private static final String LOCK = "meta_sync_lock";
  private static final JsonMapper JSON = new JsonMapper();

  static EtcdKeys of(String prefix) {
    return new EtcdKeys(prefix + "/S0000000000000000/");
  }

  ByteSequence lock() {
    return bytes(root + LOCK);
  }

  /// A lock that clients ask for by name; nothing separates the name from the prefix.
  ByteSequence clientLock(String name) {
    return bytes(root.substring(0, root.length() - 1) + name);
  }

  ByteSequence all() {
    return bytes(root);
  }

  ByteSequence key(String path) {
    return bytes(root + path);
  }

  /// The path of a key, if it has one and is about metadata.
  Optional<String> path(ByteSequence key) {
    String text = key.toString(StandardCharsets.UTF_8);
    boolean ours = text.startsWith(root) && !text.startsWith(root + LOCK);
    return ours ? Optional.of(text.substring(root.length())) : Optional.empty();
  }

  /// A value, if it is JSON.
  static Optional<JsonNode> value(ByteSequence value) {
    try {
      return Optional.of(JSON.readTree(value.getBytes()));
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  Op operation(MetaChange change) {
    ByteSequence key = key(change.path());
    return switch (change) {
      case MetaChange.Put put -> Op.put(key, bytes(put.value().toString()), PutOption.DEFAULT);
      case MetaChange.Delete _ -> Op.delete(key, DeleteOption.DEFAULT);
      case MetaChange.DeleteTree _ -> Op.delete(key, DeleteOption.builder().isPrefix(true).build());
    };
  }

  static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }
}
