package io.pergola.rpc.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares a reply of ours with a recorded one: same keys, same JSON types, same values, same ids
/// throughout, except for what is listed here.
final class ReplyComparison {
  /// Keys whose values only have to be of the same JSON type, with the reason.
  private static final Map<String, String> TYPE_ONLY =
      Map.ofEntries(
          Map.entry("message", "error texts are our own"),
          Map.entry("__timestamp", "when an object was created"),
          Map.entry("timestamp", "the heartbeat of an instance"),
          Map.entry("hostid", "an opaque number of an instance"),
          Map.entry("hostname", "the machine"),
          Map.entry("nodename", "the machine"),
          Map.entry("socket_path", "a path of the machine; the replay goes there"),
          Map.entry("base", "an address in the server, which no client uses"),
          Map.entry("ipc_socket", "a path of the machine"),
          Map.entry("rpc_endpoint", "the recorded server listens on TCP too"),
          Map.entry("pointer", "an address in the server, which no client uses"),
          Map.entry("store_fd", "a file has two numbers here; the replay checks them"),
          Map.entry("fd", "a file has two numbers here; the replay checks them"),
          Map.entry("fds", "a file has two numbers here; the replay checks them"),
          Map.entry("map_size", "the size of the file; checked in itself"),
          Map.entry("data_offset", "the allocator's choice; checked in itself"),
          Map.entry("support_rpc_compression", "there is no TCP here to compress"));

  /// Keys that only our replies have, with the reason.
  private static final Map<String, String> OURS =
      Map.of(
          "pergola", "what this server offers beyond the protocol",
          "spilled_bytes", "bytes on disk",
          "deleted_bytes", "memory that waits for its last reader");

  private final TraceIds ids;
  private final long fileSize;
  private final List<String> differences = new ArrayList<>();

  ReplyComparison(TraceIds ids, long fileSize) {
    this.ids = ids;
    this.fileSize = fileSize;
  }

  List<String> compare(JsonNode expected, JsonNode actual) {
    compare("", expected, actual);
    return differences;
  }

  private void compare(String path, JsonNode expected, JsonNode actual) {
    String key = path.substring(path.lastIndexOf('/') + 1);
    if (expected.getNodeType() != actual.getNodeType()) {
      differ(path, expected, actual);
    } else if (TYPE_ONLY.containsKey(key)) {
      return;
    } else if (expected instanceof ObjectNode object) {
      compareObjects(path, object, (ObjectNode) actual);
    } else if (expected.isArray()) {
      compareArrays(path, expected, actual);
    } else if (!sameId(expected, actual) && !expected.equals(actual)) {
      differ(path, expected, actual);
    }
    if (actual.has("map_size")) checkPayload(path, actual);
  }

  private boolean sameId(JsonNode expected, JsonNode actual) {
    Optional<Long> their = TraceIds.in(expected);
    Optional<Long> our = TraceIds.in(actual);
    return their.isPresent() && our.isPresent() && ids.learn(their.get(), our.get());
  }

  private void compareArrays(String path, JsonNode expected, JsonNode actual) {
    if (expected.size() != actual.size()) {
      differ(path, expected, actual);
      return;
    }
    for (int i = 0; i < expected.size(); i++)
      compare(path + "/" + i, expected.get(i), actual.get(i));
  }

  private void compareObjects(String path, ObjectNode expected, ObjectNode actual) {
    ObjectNode rest = actual.deepCopy();
    rest.remove(OURS.keySet());
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      String key = ids.translate(entry.getKey());
      if (isOlder(key)) continue;
      JsonNode value = rest.remove(key);
      if (value == null) differ(path + "/" + key, entry.getValue(), "nothing");
      else compare(path + "/" + key, entry.getValue(), value);
    }
    for (String surplus : new TreeSet<>(rest.propertyNames())) {
      differ(path + "/" + surplus, "nothing", rest.get(surplus));
    }
  }

  /// Whether a listing has an object from before the recording, which nothing could make here.
  private boolean isOlder(String key) {
    return TraceIds.in(key).filter(id -> !ids.isOurs(id)).isPresent();
  }

  private void checkPayload(String path, JsonNode payload) {
    boolean empty = payload.get("store_fd").intValue() == -1;
    long offset = payload.get("data_offset").longValue();
    long size = payload.get("data_size").longValue();
    long mapSize = payload.get("map_size").longValue();
    boolean sound =
        empty
            ? offset == 0 && size == 0 && mapSize == 0
            : offset % 64 == 0 && offset + size <= mapSize - 8 && isFile(size, mapSize);
    if (!sound) differ(path, "a range of the file of " + fileSize + " bytes", payload);
  }

  /// Whether it is the memory, the spill file, or the file of one blob.
  private boolean isFile(long size, long mapSize) {
    return mapSize == fileSize + 8 || mapSize == (1L << 40) + 8 || mapSize == size + 8;
  }

  private void differ(String path, Object expected, Object actual) {
    String text = "%s is %s, recorded %s".formatted(path, actual, expected);
    differences.add(text.length() <= 300 ? text : text.substring(0, 300) + "…");
  }
}
