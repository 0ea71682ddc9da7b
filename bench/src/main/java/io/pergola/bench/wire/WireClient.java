package io.pergola.bench.wire;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A client of the plain protocol that reads no more of a reply than it must. It drops descriptors,
/// since it never looks at the bytes of blobs.
final class WireClient implements AutoCloseable {
  private static final int BODY_AT = 8;

  /// How errors begin: both servers write `code` first, as it is the first key of the alphabet.
  private static final int FAILURE =
      ByteBuffer.wrap("{\"co".getBytes(StandardCharsets.ISO_8859_1))
          .order(ByteOrder.LITTLE_ENDIAN)
          .getInt();

  private final SocketChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

  private WireClient(SocketChannel channel) {
    this.channel = channel;
  }

  static WireClient connect(Path socket) throws IOException {
    return new WireClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  void register() throws IOException {
    call(
        "{\"password\":\"\",\"session_id\":0,\"store_type\":1,\"type\":\"register_request\","
            + "\"username\":\"\",\"version\":\"0.24.2\"}");
  }

  /// Creates an unsealed blob and returns its id in decimal.
  String create(long byteSize) throws IOException {
    call("{\"size\":" + byteSize + ",\"type\":\"create_buffer_request\"}");
    int at = after("\"fd\":");
    if (buffer.get(at) != '-') dropDescriptor();
    return numberAt(after("\"id\":"));
  }

  void seal(String id) throws IOException {
    call("{\"object_id\":" + id + ",\"type\":\"seal_request\"}");
  }

  void get(String id) throws IOException {
    call("{\"ids\":[" + id + "],\"type\":\"get_buffers_request\",\"unsafe\":false}");
    int at = after("\"fds\":[");
    if (buffer.get(at) != ']') dropDescriptor();
  }

  void delete(String ids) throws IOException {
    call(
        "{\"deep\":true,\"fastpath\":false,\"force\":true,\"id\":["
            + ids
            + "],\"memory_trim\":false,\"type\":\"del_data_request\"}");
  }

  /// Sends a message and waits for as many bytes.
  void echo(String body) throws IOException {
    call(body);
  }

  private void call(String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    buffer.clear().putLong(bytes.length).put(bytes).flip();
    while (buffer.hasRemaining()) channel.write(buffer);
    buffer.clear().limit(BODY_AT + buffer.capacity() / 2);
    receive(BODY_AT);
    receive(BODY_AT + Math.toIntExact(buffer.getLong(0)));
    if (buffer.getInt(BODY_AT) == FAILURE) {
      throw new IOException(text(BODY_AT, buffer.position()));
    }
  }

  private void receive(int end) throws IOException {
    while (buffer.position() < end) {
      if (channel.read(buffer) < 0) throw new IOException("the server closed the connection");
    }
  }

  private void dropDescriptor() throws IOException {
    int end = BODY_AT + Math.toIntExact(buffer.getLong(0)) + 1;
    receive(end);
  }

  private int after(String key) throws IOException {
    int end = buffer.position();
    for (int at = BODY_AT; at < end; at++) {
      int matched = 0;
      while (matched < key.length() && buffer.get(at + matched) == key.charAt(matched)) matched++;
      if (matched == key.length()) return at + matched;
    }
    throw new IOException("no " + key + " in " + text(BODY_AT, end));
  }

  private String numberAt(int at) {
    int end = at;
    while (Character.isDigit(buffer.get(end))) end++;
    return text(at, end);
  }

  private String text(int from, int to) {
    byte[] bytes = new byte[to - from];
    buffer.get(from, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
