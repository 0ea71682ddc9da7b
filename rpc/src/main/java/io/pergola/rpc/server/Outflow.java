package io.pergola.rpc.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.pergola.rpc.protocol.Encoding;
import io.pergola.rpc.transfer.BlobCursor;
import io.pergola.rpc.transfer.ZstdEncoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Raw bytes of blobs on their way out, as fast as the client takes them. The bytes are written
/// from where they are; the system's copy into the socket is the only one.
///
/// Other connections of the same thread get their turn after each few pieces.
final class Outflow implements AutoCloseable {
  private static final int PIECE = 1 << 20;
  private static final int PIECES_A_TURN = 4;

  private final Channel channel;
  private final BlobCursor blobs;
  private final @Nullable ZstdEncoder encoder;
  private final Runnable sent;
  private boolean pumping;
  private boolean over;

  /// @param sent called when all bytes have left
  Outflow(Channel channel, Transfer.Out transfer, Runnable sent) {
    this.channel = channel;
    this.blobs = new BlobCursor(transfer.blobs());
    this.encoder = transfer.encoding() == Encoding.ZSTD ? new ZstdEncoder() : null;
    this.sent = sent;
  }

  /// Writes what the channel takes now. To be called at first and whenever it takes more.
  void pump() {
    if (pumping || over) return;
    pumping = true;
    for (int i = 0; i < PIECES_A_TURN && !over && channel.isWritable(); i++) writePiece();
    channel.flush();
    pumping = false;
    if (!over && channel.isWritable()) channel.eventLoop().execute(this::pump);
  }

  private void writePiece() {
    ChannelFuture written = channel.write(blobs.isDone() ? Unpooled.EMPTY_BUFFER : next());
    if (!blobs.isDone()) return;
    over = true;
    written.addListener(done -> {
      if (done.isSuccess()) sent.run();
    });
  }

  private ByteBuf next() {
    if (encoder == null) {
      ByteBuffer piece = blobs.piece(PIECE);
      blobs.advance(piece.remaining());
      return Unpooled.wrappedBuffer(piece);
    }
    ByteBuffer piece = blobs.piece(ZstdEncoder.PIECE);
    blobs.advance(piece.remaining());
    return encode(piece, encoder);
  }

  private ByteBuf encode(ByteBuffer piece, ZstdEncoder with) {
    ByteBuf chunk = channel.alloc().directBuffer(ZstdEncoder.ROOM);
    try {
      ByteBuffer room = chunk.internalNioBuffer(0, ZstdEncoder.ROOM);
      int start = room.position();
      with.encode(piece, room);
      return chunk.writerIndex(room.position() - start);
    } catch (RuntimeException failed) {
      chunk.release();
      throw failed;
    }
  }

  /// Ends it, whether all was sent or not. To be called once.
  @Override
  public void close() {
    over = true;
    if (encoder != null) encoder.close();
  }
}
