package io.pergola.rpc.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.pergola.rpc.protocol.Encoding;
import io.pergola.rpc.transfer.BlobCursor;
import io.pergola.rpc.transfer.RawDecoder;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Raw bytes of blobs on their way in. Plain ones are read from the socket straight to where they
/// belong, if nothing else was read before.
final class Inflow implements AutoCloseable {
  private static final int PIECE = 1 << 20;

  private final Transfer.In transfer;
  private final BlobCursor blobs;
  private final RawDecoder decoder;

  Inflow(Transfer.In transfer) {
    this.transfer = transfer;
    blobs = new BlobCursor(transfer.blobs());
    decoder = RawDecoder.of(transfer.encoding());
  }

  boolean isDone() {
    return decoder.isDone(blobs);
  }

  /// How many bytes all its blobs have.
  long byteSize() {
    return transfer.blobs().stream().mapToLong(MemorySegment::byteSize).sum();
  }

  /// The reply to the whole transfer.
  Answer finish() {
    return transfer.received().get();
  }

  /// Does a piece of the work with some of the bytes.
  ///
  /// @return whether it got on; if not, it needs more bytes
  boolean step(ByteBuf bytes) {
    ByteBuffer view = bytes.nioBuffer();
    int before = view.position();
    boolean gotOn = decoder.step(view, blobs);
    bytes.skipBytes(view.position() - before);
    return gotOn;
  }

  /// Room to read into, if bytes can go to their place as they are. [#filled] says how far.
  Optional<ByteBuf> room() {
    if (transfer.encoding() != Encoding.PLAIN || blobs.isDone()) return Optional.empty();
    return Optional.of(Unpooled.wrappedBuffer(blobs.piece(PIECE)).clear());
  }

  /// So many bytes were read into the last [#room].
  void filled(int length) {
    blobs.advance(length);
  }

  /// Ends it, whether all was received or not. To be called once.
  @Override
  public void close() {
    decoder.close();
  }
}
