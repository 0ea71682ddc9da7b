package io.pergola.rpc.client;

import io.pergola.rpc.protocol.Frame;
import io.pergola.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A client that sends what it is told, sense or nonsense.
public final class RawClient implements AutoCloseable {
  public static final JsonMapper JSON = new JsonMapper();

  private static final String REGISTER =
      "{'type':'register_request','version':'0.24.2','store_type':1,'session_id':0,"
          + "'username':'','password':''}";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Wire socket;

  private RawClient(Wire socket) {
    this.socket = socket;
  }

  public static RawClient connect(Path path) {
    return new RawClient(new UnixWire(NativeSocket.connect(path, PATIENCE)));
  }

  /// Connects over TCP.
  ///
  /// @param endpoint `host:port`
  public static RawClient connect(String endpoint) {
    return new RawClient(TcpWire.connect(endpoint, PATIENCE));
  }

  public static RawClient register(String endpoint) {
    RawClient client = connect(endpoint);
    client.call(REGISTER);
    return client;
  }

  public static RawClient register(Path path) {
    RawClient client = connect(path);
    client.call(REGISTER);
    return client;
  }

  /// Sends a body in its frame.
  public void send(byte[] body) {
    byte[] frame = new byte[Frame.BODY_AT + body.length];
    Frame.putLength(frame, body.length);
    System.arraycopy(body, 0, frame, Frame.BODY_AT, body.length);
    sendBytes(frame);
  }

  /// Sends JSON in its frame; `'` stands for `"`.
  public void send(String json) {
    send(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /// Sends bytes as they are.
  public void sendBytes(byte[] bytes) {
    socket.send(bytes, bytes.length);
  }

  public ObjectNode receive() {
    byte[] length = new byte[Frame.BODY_AT];
    socket.receive(length, length.length);
    byte[] body = new byte[Math.toIntExact(Frame.length(length))];
    socket.receive(body, body.length);
    return (ObjectNode) JSON.readTree(body);
  }

  /// Raw bytes, exactly so many.
  public byte[] receiveBytes(int length) {
    byte[] bytes = new byte[length];
    socket.receive(bytes, length);
    return bytes;
  }

  public ObjectNode call(String json) {
    send(json);
    return receive();
  }

  /// The descriptor that must come now. The caller closes it.
  public int receiveDescriptor() {
    return socket.receiveDescriptor();
  }

  public static void closeDescriptor(int descriptor) {
    LibC.close(descriptor);
  }

  /// Waits for the server to close the connection.
  ///
  /// @return whether it did so without sending anything before
  public boolean isClosedByServer() {
    try {
      socket.receive(new byte[1], 1);
      return false;
    } catch (StoreException.Disconnected closed) {
      return String.valueOf(closed.getMessage()).contains("closed the connection")
          || String.valueOf(closed.getMessage()).contains("reset");
    }
  }

  /// Ends both directions, as the death of a process does.
  public void interrupt() {
    socket.interrupt();
  }

  @Override
  public void close() {
    socket.close();
  }
}
