package io.pergola.rpc.transfer;

import io.pergola.rpc.protocol.Encoding;
import io.pergola.store.StoreException;
import java.nio.ByteBuffer;

/// Turns raw bytes into those of blobs. For one message; not for several threads.
public sealed interface RawDecoder extends AutoCloseable permits PlainDecoder, ZstdDecoder {
  /// The decoder for raw bytes that come in that way.
  static RawDecoder of(Encoding encoding) {
    return switch (encoding) {
      case PLAIN -> new PlainDecoder();
      case ZSTD -> new ZstdDecoder();
    };
  }

  /// Whether all blobs are there and nothing more belongs to them.
  boolean isDone(BlobCursor blobs);

  /// Does a piece of the work, a MiB at most.
  ///
  /// @param bytes direct; what was used up is behind its position
  /// @return whether it got on; if not, it needs more bytes
  /// @throws StoreException.Invalid if they are not what the encoding says
  boolean step(ByteBuffer bytes, BlobCursor blobs);

  @Override
  void close();
}
