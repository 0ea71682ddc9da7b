package io.pergola.rpc.migration;

import io.pergola.rpc.protocol.BlobReply;
import io.pergola.rpc.protocol.Encoding;
import io.pergola.rpc.protocol.Frame;
import io.pergola.rpc.protocol.MessageCodec;
import io.pergola.rpc.protocol.Payload;
import io.pergola.rpc.protocol.RemoteRequest;
import io.pergola.rpc.protocol.Reply;
import io.pergola.rpc.protocol.Request;
import io.pergola.rpc.protocol.SessionReply;
import io.pergola.rpc.protocol.SessionRequest;
import io.pergola.rpc.protocol.StoreType;
import io.pergola.rpc.transfer.BlobCursor;
import io.pergola.rpc.transfer.RawDecoder;
import io.pergola.store.ObjectId;
import io.pergola.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

/// A connection over TCP to another instance, Pergola's or Vineyard's. For one thread. An instance
/// from which nothing comes for long is given up.
final class PeerLink implements AutoCloseable {
  private static final String VERSION = "0.24.2";
  private static final int USUAL_PORT = 9600;
  private static final int PIECE = 1 << 20;

  private final String endpoint;
  private final PeerWire wire;

  private PeerLink(String endpoint, PeerWire wire) {
    this.endpoint = endpoint;
    this.wire = wire;
  }

  /// Connects and registers.
  ///
  /// @throws StoreException.Disconnected if nobody or another one answers, or if it wants another
  ///   password
  static PeerLink open(Peer peer, PeerAccess access) {
    PeerLink link = new PeerLink(peer.endpoint(), connect(peer.endpoint(), access));
    try {
      link.register(peer.instance(), access.readLogin());
      return link;
    } catch (RuntimeException failed) {
      link.close();
      throw failed;
    }
  }

  /// @param endpoint `host:port`, or `host`
  private static PeerWire connect(String endpoint, PeerAccess access) {
    int colon = endpoint.lastIndexOf(':');
    try {
      String host = colon < 0 ? endpoint : endpoint.substring(0, colon);
      int port = colon < 0 ? USUAL_PORT : Integer.parseInt(endpoint.substring(colon + 1));
      return access.connect(new InetSocketAddress(host, port));
    } catch (StoreException unusable) {
      throw unusable;
    } catch (IOException | RuntimeException failed) {
      throw new StoreException.Disconnected(
          33, "can't connect to the instance at %s: %s".formatted(endpoint, failed), failed);
    }
  }

  private void register(long instance, PeerAccess.Login login) {
    Request request =
        new SessionRequest.Register(VERSION, StoreType.DEFAULT, 0, login.user(), login.password());
    long found = call(request, SessionReply.Registered.class).instanceId();
    if (found == instance) return;
    throw new StoreException.Disconnected(
        33,
        "instance %s answers at %s, expected instance %s"
            .formatted(Long.toUnsignedString(found), endpoint, Long.toUnsignedString(instance)));
  }

  /// Brings blobs over.
  ///
  /// @param rooms gives the place for the bytes of each blob that comes
  void fetch(
      List<ObjectId> ids, Encoding encoding, Function<List<Payload>, List<MemorySegment>> rooms) {
    BlobReply.Found found =
        call(new RemoteRequest.GetBuffers(ids, false, encoding), BlobReply.Found.class);
    BlobCursor blobs = new BlobCursor(rooms.apply(found.payloads()));
    try {
      if (found.encoding() == Encoding.PLAIN) receivePlain(blobs);
      else receiveChunks(blobs, found.encoding());
    } catch (IOException failed) {
      throw lost(failed);
    }
  }

  private void receivePlain(BlobCursor blobs) throws IOException {
    while (!blobs.isDone()) blobs.advance(wire.read(blobs.piece(PIECE)));
  }

  private void receiveChunks(BlobCursor blobs, Encoding encoding) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(PIECE / 4).flip();
    try (RawDecoder decoder = RawDecoder.of(encoding)) {
      while (!decoder.isDone(blobs)) {
        if (decoder.step(bytes, blobs)) continue;
        bytes.clear();
        wire.read(bytes);
        bytes.flip();
      }
    }
  }

  private <T extends Reply> T call(Request request, Class<T> expected) {
    try {
      send(request);
      Reply reply = receive();
      if (reply instanceof Reply.Failure(int code, String message)) {
        throw StoreException.of(code, message);
      }
      if (expected.isInstance(reply)) return expected.cast(reply);
      throw new StoreException.Disconnected(
          34,
          "the instance at %s answered '%s' with '%s'"
              .formatted(endpoint, request.type(), reply.type()));
    } catch (IOException failed) {
      throw lost(failed);
    }
  }

  private void send(Request request) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[Frame.BODY_AT]);
    MessageCodec.write(request, body);
    byte[] frame = body.toByteArray();
    Frame.putLength(frame, frame.length - Frame.BODY_AT);
    wire.write(ByteBuffer.wrap(frame));
  }

  private Reply receive() throws IOException {
    byte[] length = receive(Frame.BODY_AT);
    long size = Frame.length(length);
    if (!Frame.accepts(size)) {
      throw new IOException("a frame of " + Long.toUnsignedString(size) + " bytes");
    }
    byte[] body = receive((int) size);
    return MessageCodec.readReply(body, 0, body.length);
  }

  private byte[] receive(int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer into = ByteBuffer.wrap(bytes);
    while (into.hasRemaining()) wire.read(into);
    return bytes;
  }

  private StoreException lost(IOException failed) {
    return new StoreException.Disconnected(
        34, "lost the instance at %s: %s".formatted(endpoint, failed.getMessage()), failed);
  }

  @Override
  public void close() {
    try {
      wire.close();
    } catch (IOException ignored) {
      // nothing more is expected of it
    }
  }
}
