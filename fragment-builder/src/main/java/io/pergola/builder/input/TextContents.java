package io.pergola.builder.input;

import java.util.Optional;
import java.util.function.Supplier;

/// Records in lines of text.
///
/// @param open opens the text
/// @param dialect how records are cut into cells
/// @param dataAt where the first record after the header begins
/// @param filter which records are taken; all without one
record TextContents(
    Supplier<ByteSource> open, Dialect dialect, long dataAt, Optional<LabelFilter> filter)
    implements Contents {
  static TextContents of(Supplier<ByteSource> open, Dialect dialect, long dataAt) {
    return new TextContents(open, dialect, dataAt, Optional.empty());
  }

  TextContents only(LabelFilter wanted) {
    return new TextContents(open, dialect, dataAt, Optional.of(wanted));
  }

  @Override
  public ChunkSource chunks(int chunkBytes) {
    return new TextChunks(open.get(), dialect, dataAt, chunkBytes);
  }

  @Override
  public TableSample.Plan sample(TableSample.Size size) {
    return new TextSample(this, size);
  }

  @Override
  public ChunkParser parser(BoundFile file, Batch batch) {
    return new RowParser(file, this, batch);
  }

  @Override
  public void reread(Chunk chunk, ChunkReader reader) {
    try (ByteSource text = open.get()) {
      int length = text.read(chunk.offset(), reader.buffer(chunk.length()), 0, chunk.length());
      if (length < chunk.length()) {
        throw new LoadException.BadFile(
            text.path(), "got shorter while it was read; load it again when nobody writes to it");
      }
    }
  }

  @Override
  public LineFinder lines() {
    return new LineFinder.OfText(open.get());
  }
}
