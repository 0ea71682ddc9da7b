package io.pergola.rpc.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.pergola.rpc.protocol.Frame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts the bytes of one connection together into frames. Room for a frame grows with what really
/// arrives, never with what its length announces.
final class FrameReader {
  private final ByteBufAllocator allocator;
  private final MessageMemory memory;
  private @Nullable ByteBuf received;
  private long counted;

  FrameReader(ByteBufAllocator allocator, MessageMemory memory) {
    this.allocator = allocator;
    this.memory = memory;
  }

  /// Takes over bytes that arrived.
  ///
  /// @throws io.pergola.store.StoreException.Full if all clients together have sent too much that
  ///   is not whole
  void add(ByteBuf bytes) {
    if (received == null) {
      received = bytes;
      return;
    }
    try {
      received = withRoom(received, bytes.readableBytes());
      received.writeBytes(bytes);
    } finally {
      bytes.release();
    }
  }

  private ByteBuf withRoom(ByteBuf from, int more) {
    if (from.writableBytes() >= more) return from;
    int size = from.readableBytes();
    int capacity = Math.max(size + more, 2 * size);
    count(capacity);
    ByteBuf larger = allocator.directBuffer(capacity);
    larger.writeBytes(from);
    from.release();
    return larger;
  }

  private void count(long capacity) {
    memory.take(capacity);
    memory.give(counted);
    counted = capacity;
  }

  /// Whether the next frame is longer than any may be.
  boolean isTooLong() {
    return received != null
        && received.readableBytes() >= Frame.BODY_AT
        && !Frame.accepts(nextLength(received));
  }

  /// Whether a whole frame is there.
  boolean hasFrame() {
    return received != null
        && received.readableBytes() >= Frame.BODY_AT
        && Frame.accepts(nextLength(received))
        && received.readableBytes() - Frame.BODY_AT >= nextLength(received);
  }

  private static long nextLength(ByteBuf bytes) {
    return bytes.getLongLE(bytes.readerIndex());
  }

  /// The body of the next frame, which must be there.
  ///
  /// @param scratch used if it is long enough
  Body next(byte[] scratch) {
    ByteBuf bytes = Objects.requireNonNull(received);
    int length = (int) bytes.readLongLE();
    byte[] body = length <= scratch.length ? scratch : new byte[length];
    bytes.readBytes(body, 0, length);
    if (!bytes.isReadable()) release();
    return new Body(body, length);
  }

  /// A frame's body.
  ///
  /// @param bytes starts with it
  /// @param length how long it is
  @SuppressWarnings("ArrayRecordComponent") // a view for one call
  record Body(byte[] bytes, int length) {}

  /// Whether bytes are there that no frame was made of yet.
  boolean isEmpty() {
    return received == null;
  }

  /// Lets `inflow` take bytes that belong to no frame.
  ///
  /// @return whether it got on; if not, it needs more bytes
  boolean stepInto(Inflow inflow) {
    boolean gotOn = inflow.step(received == null ? Unpooled.EMPTY_BUFFER : received);
    if (received != null && !received.isReadable()) release();
    return gotOn;
  }

  /// Lets go of everything.
  void release() {
    if (received != null) received.release();
    received = null;
    memory.give(counted);
    counted = 0;
  }
}
