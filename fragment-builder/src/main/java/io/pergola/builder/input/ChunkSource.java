package io.pergola.builder.input;

import org.jspecify.annotations.Nullable;

/// Hands out the chunks of one file, in order. Used by one thread at a time.
interface ChunkSource extends AutoCloseable {
  /// The next chunk, what is needed to parse it being in the reader's buffer; nothing at the end.
  ///
  /// @param file the file's index in the scan
  @Nullable Chunk next(ChunkReader reader, int file);

  /// How many bytes of the file have been handed out.
  long bytesTaken();

  @Override
  void close();
}
