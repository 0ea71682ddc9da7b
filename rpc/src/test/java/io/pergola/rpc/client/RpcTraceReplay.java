package io.pergola.rpc.client;

import io.pergola.rpc.protocol.Encoding;
import io.pergola.rpc.transfer.BlobCursor;
import io.pergola.rpc.transfer.RawDecoder;
import io.pergola.rpc.transfer.ZstdEncoder;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds the client's side of a conversation that was recorded on TCP, raw bytes included, and
/// notes where our replies differ.
///
/// Of long raw bytes the recording has only the length; they are sent with other content. What
/// comes back must be what was sent.
final class RpcTraceReplay implements AutoCloseable {
  /// Lines and keys that differ, with the reason.
  private static final Map<String, String> TOLERATED =
      Map.of(
          "rpc_remote_raw:14/is_in_use", "a remote client maps nothing, so it holds nothing",
          "rpc_remote_raw:25", "Vineyard's Rust client names blobs in an array, which fails there");

  private final String name;
  private final String endpoint;
  private final TraceIds ids;
  private final long fileSize;
  private final Map<Long, byte[]> sent = new HashMap<>();
  private final List<String> differences = new ArrayList<>();
  private RawClient client;
  private JsonNode request = NullNode.instance;
  private JsonNode announced = NullNode.instance;
  private JsonNode confirmation = NullNode.instance;
  private int compared;

  RpcTraceReplay(String name, String endpoint, TraceIds ids, long fileSize) {
    this.name = name;
    this.endpoint = endpoint;
    this.ids = ids;
    this.fileSize = fileSize;
    client = RawClient.connect(endpoint);
  }

  /// Notes what a blob of the recording has, which was made before.
  void has(long id, byte[] bytes) {
    sent.put(id, bytes);
  }

  /// Takes one line of the recording.
  void step(int line, String text) {
    JsonNode entry = RawClient.JSON.readTree(text);
    if (entry.path("event").asString("").equals("open")) reopen();
    if (!entry.has("dir")) return;
    boolean fromClient = entry.get("dir").stringValue().equals("c2s");
    if (entry.has("raw")) {
      if (fromClient) sendRaw(line, entry);
    } else if (fromClient) {
      send(entry.get("msg"));
    } else {
      receive(line, entry.get("msg"));
    }
  }

  private void reopen() {
    client.close();
    client = RawClient.connect(endpoint);
  }

  private void send(JsonNode message) {
    request = message;
    announced = NullNode.instance;
    if (type(message).equals("new_session_request")) return; // the recording ends before its reply
    client.send(ids.translate(message).toString().getBytes(StandardCharsets.UTF_8));
  }

  private void receive(int line, JsonNode expected) {
    boolean secondReply = type(request).startsWith("create_remote_") && announced.isObject();
    if (secondReply && sizes(announced).stream().anyMatch(size -> size > 0)) {
      confirmation = expected; // recorded before the bytes that it confirms
      return;
    }
    ObjectNode reply = compare(line, expected);
    announced = reply;
    if (type(request).equals("get_remote_buffers_request")) receiveRaw(line, reply);
  }

  private ObjectNode compare(int line, JsonNode expected) {
    ObjectNode reply = client.receive();
    compared++;
    String where = name + ":" + line;
    for (String difference : new ReplyComparison(ids, fileSize).compare(expected, reply)) {
      boolean tolerated =
          TOLERATED.containsKey(where)
              || TOLERATED.keySet().stream().anyMatch((where + difference)::startsWith);
      if (!tolerated) differences.add(where + difference);
    }
    return reply;
  }

  private void sendRaw(int line, JsonNode entry) {
    List<Integer> sizes = sizes(announced);
    byte[] bytes;
    byte[] raw;
    if (entry.has("b64")) {
      raw = Base64.getDecoder().decode(entry.get("b64").stringValue());
      bytes = decode(raw, sizes);
    } else {
      bytes = new byte[sizes.stream().mapToInt(size -> size).sum()];
      new Random(line).nextBytes(bytes);
      raw = encode(bytes, sizes);
    }
    note(announced, bytes);
    client.sendBytes(raw);
    compare(line, confirmation);
  }

  private void note(JsonNode reply, byte[] bytes) {
    int at = 0;
    for (JsonNode payload : payloads(reply)) {
      int size = payload.get("data_size").intValue();
      sent.put(
          payload.get("object_id").bigIntegerValue().longValue(),
          Arrays.copyOfRange(bytes, at, at + size));
      at += size;
    }
  }

  private void receiveRaw(int line, ObjectNode reply) {
    int at = 0;
    byte[] all = receiveAll(sizes(reply));
    for (JsonNode payload : payloads(reply)) {
      int size = payload.get("data_size").intValue();
      long id = payload.get("object_id").bigIntegerValue().longValue();
      byte[] found = Arrays.copyOfRange(all, at, at + size);
      at += size;
      if (size > 0 && !Arrays.equals(sent.get(id), found)) {
        differences.add(name + ":" + line + ": other bytes than those that were sent");
      }
    }
  }

  private byte[] receiveAll(List<Integer> sizes) {
    int size = sizes.stream().mapToInt(length -> length).sum();
    if (encoding() == Encoding.PLAIN) return client.receiveBytes(size);
    MemorySegment room = direct(size);
    BlobCursor cursor = new BlobCursor(slices(room, sizes));
    try (RawDecoder decoder = RawDecoder.of(encoding())) {
      while (!decoder.isDone(cursor)) {
        byte[] length = client.receiveBytes(Long.BYTES);
        feed(decoder, cursor, length);
        int chunk = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
        feed(decoder, cursor, client.receiveBytes(chunk));
      }
    }
    return bytes(room);
  }

  private static void feed(RawDecoder decoder, BlobCursor cursor, byte[] bytes) {
    ByteBuffer from = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    while (!decoder.isDone(cursor) && decoder.step(from, cursor)) {
      // piece by piece
    }
  }

  private byte[] decode(byte[] raw, List<Integer> sizes) {
    MemorySegment room = direct(sizes.stream().mapToInt(size -> size).sum());
    try (RawDecoder decoder = RawDecoder.of(encoding())) {
      feed(decoder, new BlobCursor(slices(room, sizes)), raw);
    }
    return bytes(room);
  }

  private byte[] encode(byte[] bytes, List<Integer> sizes) {
    if (encoding() == Encoding.PLAIN) return bytes;
    MemorySegment from = direct(bytes.length);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, from, 0, bytes.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BlobCursor cursor = new BlobCursor(slices(from, sizes));
    try (ZstdEncoder encoder = new ZstdEncoder()) {
      while (!cursor.isDone()) {
        ByteBuffer chunk = ByteBuffer.allocateDirect(ZstdEncoder.ROOM);
        ByteBuffer piece = cursor.piece(ZstdEncoder.PIECE);
        cursor.advance(piece.remaining());
        encoder.encode(piece, chunk);
        byte[] written = new byte[chunk.flip().remaining()];
        chunk.get(written);
        out.writeBytes(written);
      }
    }
    return out.toByteArray();
  }

  private static List<MemorySegment> slices(MemorySegment all, List<Integer> sizes) {
    List<MemorySegment> slices = new ArrayList<>();
    long at = 0;
    for (int size : sizes) {
      slices.add(all.asSlice(at, size));
      at += size;
    }
    return slices;
  }

  private static MemorySegment direct(int size) {
    return MemorySegment.ofBuffer(ByteBuffer.allocateDirect(size));
  }

  private static byte[] bytes(MemorySegment segment) {
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }

  private Encoding encoding() {
    return request.path("compress").asBoolean(false) ? Encoding.ZSTD : Encoding.PLAIN;
  }

  private static List<JsonNode> payloads(JsonNode reply) {
    if (reply.has("created")) return List.of(reply.get("created"));
    return StreamSupport.stream(reply.path("payloads").spliterator(), false).toList();
  }

  private static List<Integer> sizes(JsonNode reply) {
    return payloads(reply).stream().map(payload -> payload.get("data_size").intValue()).toList();
  }

  private static String type(JsonNode message) {
    return message.path("type").asString("");
  }

  List<String> differences() {
    return differences;
  }

  /// How many replies were looked at.
  int compared() {
    return compared;
  }

  @Override
  public void close() {
    client.close();
  }
}
