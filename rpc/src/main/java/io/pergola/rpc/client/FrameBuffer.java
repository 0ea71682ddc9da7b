package io.pergola.rpc.client;

import io.pergola.rpc.protocol.Frame;
import io.pergola.store.StoreException;
import java.io.OutputStream;
import java.util.Arrays;

/// Collects the body of a frame behind room for its length.
final class FrameBuffer extends OutputStream {
  private byte[] bytes;
  private int size = Frame.BODY_AT;

  /// @param bytes the first array to fill
  FrameBuffer(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The frame is at the start of this array; its length is not filled in.
  byte[] bytes() {
    return bytes;
  }

  /// How long the frame is.
  int size() {
    return size;
  }

  @Override
  public void write(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void write(byte[] from, int at, int length) {
    reserve(length);
    System.arraycopy(from, at, bytes, size, length);
    size += length;
  }

  private void reserve(int length) {
    long needed = (long) size + length;
    if (needed > Frame.BODY_AT + Frame.MAX_BODY) {
      throw new StoreException.Invalid(
          "the request is longer than the %d bytes that servers accept; split it"
              .formatted(Frame.MAX_BODY));
    }
    if (needed > bytes.length)
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, 2L * bytes.length));
  }
}
