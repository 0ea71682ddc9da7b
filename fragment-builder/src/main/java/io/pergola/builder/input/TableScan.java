package io.pergola.builder.input;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Hands out the chunks of a list of files, in order. Any number of threads may take chunks, each
/// with a [ChunkReader] of its own.
public final class TableScan implements AutoCloseable {
  private final List<BoundFile> files;
  private final int chunkBytes;
  private final AtomicLong bytesTaken = new AtomicLong();
  private int sequence;
  private int index;
  private @Nullable TextFile open;
  private long position;

  /// A scan over files that are bound to columns of the same types.
  ///
  /// @param chunkBytes how much to take at a time, at least one record
  public TableScan(List<BoundFile> files, int chunkBytes) {
    this.files = List.copyOf(files);
    this.chunkBytes = chunkBytes;
  }

  /// The files, by the index that chunks have.
  public List<BoundFile> files() {
    return files;
  }

  /// Bytes of all files.
  public long byteSize() {
    return files.stream().mapToLong(file -> file.file().size()).sum();
  }

  /// Bytes handed out so far.
  public long bytesTaken() {
    return bytesTaken.get();
  }

  /// Fills the reader's buffer with the next chunk; nothing if there is none.
  synchronized @Nullable Chunk take(ChunkReader reader) {
    while (index < files.size()) {
      TextFile file = current();
      if (position < file.size()) return take(reader, file);
      close();
      index++;
    }
    return null;
  }

  private TextFile current() {
    if (open == null) {
      open = TextFile.open(files.get(index).file().path());
      position = files.get(index).file().dataAt();
    }
    return open;
  }

  private Chunk take(ChunkReader reader, TextFile file) {
    int length = 0;
    for (long want = chunkBytes; length == 0; want *= 2) {
      long left = file.size() - position;
      int filled = (int) Math.min(Math.min(want, left), RecordCutter.MAX_RECORD);
      file.read(position, reader.buffer(filled), 0, filled);
      Dialect dialect = files.get(index).file().dialect();
      length = filled == left ? filled : RecordCutter.cut(dialect, reader.buffer(filled), filled);
      if (length == 0 && want >= RecordCutter.MAX_RECORD) {
        throw new LoadException.BadFile(file.path(), RecordCutter.tooLong());
      }
    }
    Chunk chunk = new Chunk(sequence++, index, position, length);
    position += length;
    bytesTaken.addAndGet(length);
    return chunk;
  }

  @Override
  public synchronized void close() {
    if (open != null) open.close();
    open = null;
  }
}
