package io.pergola.rpc.transfer;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.pergola.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads blobs from chunks of one zstd frame, straight to where they belong. A chunk need not have
/// arrived whole.
public final class ZstdDecoder implements RawDecoder {
  /// The longest chunk.
  static final int MAX_CHUNK = 131_591;

  private static final int PIECE = 1 << 20;
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private static final int MAX_WINDOW_LOG = 23;

  private final ZstdDecompressCtx context = new ZstdDecompressCtx().setLongMax(MAX_WINDOW_LOG);
  private final ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int chunkLeft;
  private boolean mayHoldMore;

  @Override
  public boolean isDone(BlobCursor blobs) {
    return blobs.isDone() && chunkLeft == 0;
  }

  @Override
  public boolean step(ByteBuffer bytes, BlobCursor blobs) {
    boolean canGoOn = true;
    if (mayHoldMore && !blobs.isDone()) decode(NOTHING.duplicate(), blobs);
    else if (!bytes.hasRemaining()) canGoOn = false;
    else if (chunkLeft == 0) readLength(bytes);
    else decodeFrom(bytes, blobs);
    return canGoOn;
  }

  private void readLength(ByteBuffer bytes) {
    while (length.hasRemaining() && bytes.hasRemaining()) length.put(bytes.get());
    if (length.hasRemaining()) return;
    long announced = length.flip().getLong();
    length.clear();
    if (announced <= 0 || announced > MAX_CHUNK) {
      throw new StoreException.Invalid(
          "a compressed chunk announces %s bytes, expected 1 to %d"
              .formatted(Long.toUnsignedString(announced), MAX_CHUNK));
    }
    chunkLeft = (int) announced;
  }

  private void decodeFrom(ByteBuffer bytes, BlobCursor blobs) {
    int size = Math.min(chunkLeft, bytes.remaining());
    ByteBuffer part = bytes.slice(bytes.position(), size);
    decode(part, blobs);
    bytes.position(bytes.position() + part.position());
    chunkLeft -= part.position();
  }

  private void decode(ByteBuffer from, BlobCursor blobs) {
    ByteBuffer to = blobs.isDone() ? NOTHING.duplicate() : blobs.piece(PIECE);
    try {
      context.decompressDirectByteBufferStream(to, from);
    } catch (ZstdException malformed) {
      throw new StoreException.Invalid("a compressed chunk is no zstd: " + malformed.getMessage());
    }
    if (to.position() == 0 && from.position() == 0 && from.hasRemaining()) {
      throw new StoreException.Invalid("compressed chunks hold more bytes than their blobs");
    }
    mayHoldMore = !to.hasRemaining() && to.position() > 0;
    blobs.advance(to.position());
  }

  @Override
  public void close() {
    context.close();
  }
}
