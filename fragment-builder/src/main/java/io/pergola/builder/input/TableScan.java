package io.pergola.builder.input;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands out the chunks of a list of files, in order. Any number of threads may take chunks, each
/// with a [ChunkReader] of its own.
public final class TableScan implements AutoCloseable {
  private final List<BoundFile> files;
  private final int chunkBytes;
  private int index;
  private @Nullable ChunkSource open;
  private volatile long bytesTaken;
  private long bytesBefore;

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

  /// Bytes of the files handed out so far.
  public long bytesTaken() {
    return bytesTaken;
  }

  /// Prepares the reader's buffer for the next chunk; nothing if there is none.
  synchronized @Nullable Chunk take(ChunkReader reader) {
    while (index < files.size()) {
      if (open == null) open = files.get(index).file().contents().chunks(chunkBytes);
      Chunk chunk = open.next(reader, index);
      if (chunk != null) {
        bytesTaken = bytesBefore + open.bytesTaken();
        return chunk;
      }
      close();
      bytesBefore += files.get(index++).file().size();
      bytesTaken = bytesBefore;
    }
    return null;
  }

  @Override
  public synchronized void close() {
    if (open != null) open.close();
    open = null;
  }
}
