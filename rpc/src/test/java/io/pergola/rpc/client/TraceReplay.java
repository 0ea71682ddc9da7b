package io.pergola.rpc.client;

import static java.util.Objects.requireNonNull;

import io.pergola.rpc.server.StoreServer;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds the client's side of a recorded conversation and notes where our replies differ.
///
/// What may differ, and why:
///
/// - ids, consistently ([TraceIds]), and everything in [ReplyComparison];
/// - requests that are [not offered yet](#NOT_OFFERED): code 6 instead of what was recorded, and
///   what was asked about objects made by them is left out;
/// - requests that the recorded server [never answered](#UNANSWERED), which are its defects: they
///   are answered here;
/// - single lines, see [#TOLERATED].
final class TraceReplay implements AutoCloseable {
  /// What this server has not.
  private static final Set<String> NOT_OFFERED = Set.of("release_blobs_with_rdma_request");

  /// The recorded server does these and forgets to say so, or does nothing at all.
  private static final Set<String> UNANSWERED =
      Set.of(
          "release_lock_request",
          "move_buffers_ownership_request",
          "evict_request",
          "load_request",
          "unpin_request");

  private static final String NO_STORE_TYPE = "without store_type its answer is random there";

  /// They may have to wait for others.
  private static final Set<String> HELD =
      Set.of("pull_next_stream_chunk_request", "get_next_stream_chunk_request");

  private static final long MADE_ELSEWHERE = Long.parseUnsignedLong("16754106553459540067");
  private static final String OWNED = "what nobody else can reach ends with its client here";
  private static final String LEASE = "the number of a lease in etcd";
  private static final String MEMBER = "which is random there unless the server started its etcd";
  private static final String MAPPED = "a spilled blob is mapped where it is and stays spilled";
  private static final String ROOM = "which takes no room, so there is room for others";

  /// Lines and keys that differ, with the reason.
  private static final Map<String, String> TOLERATED =
      Map.ofEntries(
          Map.entry("ipc_basic:5/meta/memory_usage", "blobs from before the recording"),
          Map.entry("ipc_basic:134/content", "blobs from before the recording fill the limit"),
          Map.entry("ipc_errors:9/store_match", NO_STORE_TYPE),
          Map.entry("ipc_errors:25/store_match", NO_STORE_TYPE),
          Map.entry("ipc_errors:45/store_match", NO_STORE_TYPE),
          Map.entry("ipc_errors:49/store_match", NO_STORE_TYPE),
          Map.entry("ipc_errors:68/meta/memory_usage", "a failed batch leaks there"),
          Map.entry("ipc_errors:129/code", "code 2 there once nothing at all is referenced"),
          Map.entry("ipc_errors:131", "a blob that does not exist can be referenced there"),
          Map.entry("ipc_delete_meta:280", "an id of 1.5 passes there"),
          Map.entry("etcd_ipc_instance0:55/key", LEASE),
          Map.entry("etcd_ipc_instance1:63/key", LEASE),
          Map.entry("etcd_ipc_instance1:78/content", "there a copy of a deleted object comes back"),
          Map.entry("etcd_ipc_instance1:5/meta/i0/member_id", MEMBER),
          Map.entry("etcd_ipc_instance1:5/meta/i1/member_id", MEMBER),
          Map.entry("ipc_spill:62/is_spilled", MAPPED),
          Map.entry("ipc_spill:66/is_spilled", MAPPED),
          Map.entry("ipc_spill:70/is_spilled", MAPPED),
          Map.entry("ipc_spill:72/is_in_use", MAPPED),
          Map.entry("ipc_spill:74", ROOM),
          Map.entry("ipc_spill:76", ROOM),
          Map.entry("ipc_spill:78", ROOM),
          Map.entry("ipc_session:37/exists", OWNED),
          Map.entry("ipc_session:44/is_in_use", OWNED));

  /// The server that stands in for the recorded one.
  ///
  /// @param fileSize how long the file of its memory is
  /// @param connections how many clients of this machine it has
  record Partner(Path socket, long fileSize, IntSupplier connections) {
    static Partner of(StoreServer server, EmbeddedStore store) {
      return new Partner(server.socket(), store.mapSize(), () -> connections(store));
    }

    private static int connections(EmbeddedStore store) {
      try (ObjectStore probe = store.connect()) {
        return probe.status().ipcConnections() - 1;
      }
    }
  }

  private final String name;
  private final Partner partner;
  private final Map<Integer, RawClient> clients = new HashMap<>();
  private final Map<Integer, Set<Integer>> passed = new HashMap<>();
  private final Map<Integer, JsonNode> open = new HashMap<>();
  private final Set<Long> neverMade = new HashSet<>();
  private final TraceIds ids;
  private final List<String> differences = new ArrayList<>();
  private final Set<String> unused = new TreeSet<>(TOLERATED.keySet());
  private int compared;

  TraceReplay(String name, Partner partner, TraceIds ids) {
    this.name = name;
    this.partner = partner;
    this.ids = ids;
  }

  /// Takes one line of the recording.
  void step(int line, String text) {
    JsonNode entry = RawClient.JSON.readTree(text);
    int conn = entry.get("conn").intValue();
    String where = name + ":" + line;
    switch (entry.path("event").asString("")) {
      case "open" -> open(conn);
      case "close" -> close(conn, where);
      case "error" -> close(conn, where); // after bytes that the recording does not have
      default -> message(conn, where, entry);
    }
  }

  private void open(int conn) {
    clients.put(conn, RawClient.connect(partner.socket));
    passed.put(conn, new HashSet<>());
    awaitConnections();
  }

  private void close(int conn, String where) {
    if (isHeld(conn)) open.remove(conn);
    settle(conn, where);
    requireNonNull(clients.remove(conn)).close();
    awaitConnections();
  }

  private boolean isHeld(int conn) {
    JsonNode request = open.get(conn);
    if (request == null) return false;
    return HELD.contains(type(request)) || request.path("wait").asBoolean(false);
  }

  /// What one client does may let another go on, so those that have to wait must do so before.
  private void awaitHeld() {
    long held = open.keySet().stream().filter(this::isHeld).count();
    if (held == 0) return;
    try (RawClient probe = RawClient.register(partner.socket)) {
      Await.until(
          () -> held + " requests wait",
          () ->
              probe
                      .call("{'type':'instance_status_request'}")
                      .at("/meta/deferred_requests")
                      .intValue()
                  == held);
    }
    awaitConnections();
  }

  /// The session that the recorded client opened, and the blob that another one put there.
  private void enterSession(JsonNode expected, JsonNode actual) {
    ids.learn(suffix(expected), suffix(actual));
    if (!ids.knows(MADE_ELSEWHERE)) {
      try (RawClient client = RawClient.register(Path.of(actual.get("socket_path").asString()))) {
        JsonNode made = client.call("{'type':'create_buffer_request','size':100}");
        RawClient.closeDescriptor(client.receiveDescriptor());
        client.call("{'type':'seal_request','object_id':" + made.get("id") + "}");
        client.send("{'type':'exit_request'}");
        ids.learn(MADE_ELSEWHERE, made.get("id").bigIntegerValue().longValue());
      }
    }
  }

  private static long suffix(JsonNode reply) {
    String path = reply.get("socket_path").asString();
    return Long.parseUnsignedLong(path.substring(path.lastIndexOf(".S") + 2), 16);
  }

  /// The recorded numbers of connections are those of a server that had noticed.
  private void awaitConnections() {
    while (partner.connections.getAsInt() != clients.size()) Thread.onSpinWait();
  }

  private void message(int conn, String where, JsonNode entry) {
    if (entry.get("dir").stringValue().equals("c2s")) request(conn, where, entry.get("msg"));
    else if (entry.has("msg")) reply(conn, where, entry.get("msg"));
    else if (requireNonNull(passed.get(conn)).isEmpty() && neverMade.isEmpty()) {
      differences.add(where + ": no descriptor was passed before");
    }
  }

  private void request(int conn, String where, JsonNode message) {
    settle(conn, where);
    if (mentionsNeverMade(message)) {
      open.put(conn, NullNode.instance);
      return;
    }
    awaitHeld();
    RawClient client = requireNonNull(clients.get(conn));
    JsonNode raw = message.path("__notjson__");
    String body = raw.isString() ? raw.stringValue() : ids.translate(message).toString();
    client.send(body.getBytes(StandardCharsets.UTF_8));
    if (type(message).equals("exit_request")) {
      if (!client.isClosedByServer()) differences.add(where + ": not closed after exit_request");
    } else {
      open.put(conn, message);
    }
  }

  private boolean mentionsNeverMade(JsonNode message) {
    return message
        .valueStream()
        .flatMap(TraceReplay::leaves)
        .flatMap(leaf -> TraceIds.in(leaf).stream())
        .anyMatch(neverMade::contains);
  }

  private static Stream<JsonNode> leaves(JsonNode node) {
    return node.isContainer() ? node.valueStream().flatMap(TraceReplay::leaves) : Stream.of(node);
  }

  /// Takes our reply to a request that the recorded server left without.
  private void settle(int conn, String where) {
    JsonNode request = open.remove(conn);
    if (request == null) return;
    ObjectNode reply = requireNonNull(clients.get(conn)).receive();
    compared++;
    boolean sound = Set.of(0, 1, 6).contains(reply.path("code").asInt(0));
    if (!UNANSWERED.contains(type(request)) || !sound) {
      differences.add(where + ": " + request + " was never answered, but here: " + reply);
    }
  }

  private void reply(int conn, String where, JsonNode expected) {
    JsonNode request = requireNonNull(open.remove(conn));
    if (request.isNull()) return;
    ObjectNode actual = requireNonNull(clients.get(conn)).receive();
    compared++;
    if (NOT_OFFERED.contains(type(request))) {
      leaves(expected)
          .flatMap(leaf -> TraceIds.in(leaf).stream())
          .filter(id -> !ids.knows(id))
          .forEach(neverMade::add);
      if (actual.path("code").asInt(0) != 6) differences.add(where + ": not refused: " + actual);
      return;
    }
    receiveDescriptors(conn, where, actual);
    if (actual.has("socket_path")) enterSession(expected, actual);
    if (type(actual).equals("acquire_lock_reply"))
      ids.learn(expected.get("key"), actual.get("key"));
    for (String difference : new ReplyComparison(ids, partner.fileSize).compare(expected, actual)) {
      if (!isTolerated(where + difference)) differences.add(where + difference);
    }
  }

  private boolean isTolerated(String difference) {
    for (String place : TOLERATED.keySet()) {
      if (!difference.startsWith(place + "/") && !difference.startsWith(place + " ")) continue;
      unused.remove(place);
      return true;
    }
    return false;
  }

  /// Both ends count: a descriptor comes with the first payload that has bytes and names a new
  /// file.
  private void receiveDescriptors(int conn, String where, ObjectNode reply) {
    List<Integer> fresh = new ArrayList<>();
    List<JsonNode> payloads = new ArrayList<>(reply.path("payloads").values());
    if (reply.has("created")) payloads.add(reply.get("created"));
    if (reply.has("buffer")) payloads.add(reply.get("buffer"));
    for (JsonNode payload : payloads) {
      int file = payload.get("store_fd").intValue();
      if (payload.get("data_size").longValue() > 0 && requireNonNull(passed.get(conn)).add(file)) {
        fresh.add(file);
      }
    }
    if (type(reply).equals("make_arena_reply")) {
      fresh.add(reply.get("fd").intValue());
      requireNonNull(passed.get(conn)).addAll(fresh);
    }
    fresh.forEach(
        file -> RawClient.closeDescriptor(requireNonNull(clients.get(conn)).receiveDescriptor()));
    List<Integer> announced = new ArrayList<>();
    reply.path("fds").forEach(file -> announced.add(file.intValue()));
    if (reply.path("fd").asInt(-1) >= 0) announced.add(reply.get("fd").intValue());
    if (!announced.equals(fresh)) {
      differences.add(where + ": announced " + announced + ", expected " + fresh + ": " + reply);
    }
  }

  private static String type(JsonNode message) {
    return message.path("type").asString("");
  }

  List<String> differences() {
    return differences;
  }

  /// What is tolerated of this recording, but does not differ any more.
  Set<String> unusedTolerances() {
    unused.removeIf(place -> !place.startsWith(name + ":"));
    return unused;
  }

  /// How many replies were looked at.
  int compared() {
    return compared;
  }

  @Override
  public void close() {
    clients.values().forEach(RawClient::close);
  }
}
