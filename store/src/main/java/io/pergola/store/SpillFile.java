package io.pergola.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The one file on disk for blobs that memory has no room for. Extents are aligned to 64 bytes;
/// what is freed becomes a hole.
///
/// The file has no name once it is open, so it ends with this process, however that ends. Its
/// length only grows, with a page of slack behind the last blob, while its mappings have a
/// constant, generous size: clients map a file once.
final class SpillFile implements AutoCloseable {
  /// How much clients and this process map.
  private static final long MAP_SIZE = 1L << 40;

  private static final String PREFIX = "pergola-";
  private static final String SUFFIX = ".spill";

  private final FreeSpace space = new FreeSpace(0, MAP_SIZE - SharedMemory.PAGE);
  private final Arena arena = Arena.ofShared();
  private final int writable;
  private final int readOnly;
  private final BlobFile file;
  private long length;

  private SpillFile(int writable, int readOnly) {
    this.writable = writable;
    this.readOnly = readOnly;
    MemorySegment segment = Mapping.of(readOnly, MAP_SIZE, Posix.READ, arena);
    file = BlobFile.of(writable, readOnly, MAP_SIZE, segment);
  }

  /// Creates an empty file in a directory, which is made if it is not there, and removes what a
  /// server may have left that was killed between opening its file and taking the name away.
  ///
  /// @throws StoreException.IoFailed if nothing can be written there
  static SpillFile create(Path directory) {
    try {
      Files.createDirectories(directory);
      sweep(directory);
    } catch (IOException failed) {
      throw new StoreException.IoFailed(
          "can't spill to %s: %s".formatted(directory, failed), failed);
    }
    Path path = directory.resolve(PREFIX + UUID.randomUUID() + SUFFIX);
    int writable = Posix.createFile(path.toString(), 0600);
    try {
      // Not by its name, which another server that starts now may sweep away.
      int readOnly = Posix.openReadOnly("/proc/self/fd/" + writable);
      return new SpillFile(writable, readOnly);
    } catch (RuntimeException failed) {
      Posix.close(writable);
      throw failed;
    } finally {
      path.toFile().delete();
    }
  }

  private static void sweep(Path directory) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
      for (Path file : left) Files.deleteIfExists(file);
    }
  }

  BlobFile file() {
    return file;
  }

  /// The start of room for a blob. Guarded by the store's lock, like [#free].
  long reserve(long byteSize) {
    long at = space.take(ExtentAllocator.align(byteSize));
    if (at < 0) throw new StoreException.Full("the spill file is full: it has 1 TiB");
    return at;
  }

  /// Gives room back to the disk.
  void free(long at, long byteSize) {
    space.give(at, at + ExtentAllocator.align(byteSize));
    List<IntervalSet.Range> holes = new ArrayList<>();
    space.cool(Long.MAX_VALUE, holes);
    holes.forEach(hole -> Posix.punch(writable, hole.start(), hole.size()));
  }

  /// Writes bytes to where room was reserved. Used by one thread.
  ///
  /// @throws StoreException.IoFailed if the disk is full or broken
  void write(MemorySegment from, long at) {
    long end = SharedMemory.roundUp(at + from.byteSize()) + SharedMemory.PAGE;
    if (end > length) {
      Posix.truncate(writable, end);
      length = end;
    }
    Posix.write(writable, from, at);
  }

  /// Reads bytes back.
  void read(long at, MemorySegment to) {
    MemorySegment.copy(file.segment(), at, to, 0, to.byteSize());
  }

  @Override
  public void close() {
    Mapping.close(arena);
    Posix.close(readOnly);
    Posix.close(writable);
  }
}
