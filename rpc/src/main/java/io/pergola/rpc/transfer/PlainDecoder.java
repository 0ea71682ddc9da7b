package io.pergola.rpc.transfer;

import java.nio.ByteBuffer;

/// Copies blobs as they come.
final class PlainDecoder implements RawDecoder {
  private static final int PIECE = 1 << 20;

  @Override
  public boolean isDone(BlobCursor blobs) {
    return blobs.isDone();
  }

  @Override
  public boolean step(ByteBuffer bytes, BlobCursor blobs) {
    ByteBuffer to = blobs.piece(Math.min(PIECE, bytes.remaining()));
    int size = to.remaining();
    to.put(bytes.slice(bytes.position(), size));
    bytes.position(bytes.position() + size);
    blobs.advance(size);
    return size > 0;
  }

  @Override
  public void close() {
    // It has nothing.
  }
}
