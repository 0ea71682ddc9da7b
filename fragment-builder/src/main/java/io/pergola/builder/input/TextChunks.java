package io.pergola.builder.input;

import org.jspecify.annotations.Nullable;

/// Cuts text into chunks of whole records.
final class TextChunks implements ChunkSource {
  private final ByteSource text;
  private final Dialect dialect;
  private final int chunkBytes;
  private final long start;
  private long position;

  TextChunks(ByteSource text, Dialect dialect, long dataAt, int chunkBytes) {
    this.text = text;
    this.dialect = dialect;
    this.chunkBytes = chunkBytes;
    this.start = dataAt;
    this.position = dataAt;
  }

  @Override
  public @Nullable Chunk next(ChunkReader reader, int file) {
    int length = 0;
    for (long want = chunkBytes; length == 0; want *= 2) {
      // one byte more than there can be, so that the end shows
      long left = Math.max(0, text.limit() - 1 - position) + 2;
      int wanted = (int) Math.min(Math.min(want, RecordCutter.MAX_RECORD), left);
      int filled = text.read(position, reader.buffer(wanted), 0, wanted);
      if (filled == 0) return null;
      boolean last = filled < wanted;
      length = last ? filled : RecordCutter.cut(dialect, reader.buffer(filled), filled);
      if (length == 0 && want >= RecordCutter.MAX_RECORD) {
        throw new LoadException.BadFile(text.path(), RecordCutter.tooLong());
      }
    }
    Chunk chunk = new Chunk(file, position, length);
    position += length;
    return chunk;
  }

  @Override
  public long bytesTaken() {
    return text.consumed(position) - (start < position ? 0 : text.consumed(start));
  }

  @Override
  public void close() {
    text.close();
  }
}
