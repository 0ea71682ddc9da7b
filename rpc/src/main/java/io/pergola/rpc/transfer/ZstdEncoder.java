package io.pergola.rpc.transfer;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes blobs as chunks of one zstd frame.
public final class ZstdEncoder implements AutoCloseable {
  /// How many bytes of a blob go into a chunk at most. So much data, even if it does not get
  /// smaller, fits a chunk of the length that all readers accept.
  public static final int PIECE = 1 << 17;

  /// The longest chunk, with its length before it.
  public static final int ROOM = Long.BYTES + ZstdDecoder.MAX_CHUNK;

  private static final int LEVEL = 1; // networks of today are faster than any higher one

  private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);

  /// Writes one chunk.
  ///
  /// @param bytes direct, at most [#PIECE] of one blob, all of which are used up
  /// @param chunk direct, with [#ROOM] left
  public void encode(ByteBuffer bytes, ByteBuffer chunk) {
    int lengthAt = chunk.position();
    chunk.position(lengthAt + Long.BYTES);
    boolean flushed = context.compressDirectByteBufferStream(chunk, bytes, EndDirective.FLUSH);
    if (!flushed || bytes.hasRemaining()) {
      throw new IllegalStateException("a piece of a blob does not fit a chunk");
    }
    chunk
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(lengthAt, chunk.position() - lengthAt - Long.BYTES);
  }

  @Override
  public void close() {
    context.close();
  }
}
