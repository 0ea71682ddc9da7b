package io.pergola.rpc.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.pergola.rpc.protocol.Frame;
import io.pergola.rpc.protocol.MessageCodec;
import io.pergola.rpc.protocol.Reply;
import io.pergola.store.StoreException;
import java.io.OutputStream;

/// Writes replies into frames, up to the length that clients accept.
final class FrameWriter extends OutputStream {
  private static final int USUAL = 512;

  private final ByteBuf frame;
  private final int limit;

  private FrameWriter(ByteBuf frame, int limit) {
    this.frame = frame;
    this.limit = limit;
  }

  /// A reply in its frame, which the caller releases.
  ///
  /// @throws StoreException.Invalid if it has more than `limit` bytes
  static ByteBuf write(Reply reply, ByteBufAllocator allocator, int limit) {
    ByteBuf frame = allocator.directBuffer(USUAL);
    try {
      frame.writeLongLE(0);
      MessageCodec.write(reply, new FrameWriter(frame, limit));
      return frame.setLongLE(0, frame.readableBytes() - Frame.BODY_AT);
    } catch (RuntimeException | Error unwritable) {
      frame.release();
      throw unwritable;
    }
  }

  @Override
  public void write(int value) {
    reserve(1);
    frame.writeByte(value);
  }

  @Override
  public void write(byte[] from, int at, int length) {
    reserve(length);
    frame.writeBytes(from, at, length);
  }

  private void reserve(int more) {
    int size = frame.readableBytes();
    if (size - Frame.BODY_AT + (long) more > limit) {
      throw new StoreException.Invalid(
          "the reply is longer than %d bytes; ask for less at once".formatted(limit));
    }
    // Netty alone would grow a large buffer in small steps and copy it each time.
    if (frame.writableBytes() < more) frame.ensureWritable(Math.max(more, size));
  }
}
