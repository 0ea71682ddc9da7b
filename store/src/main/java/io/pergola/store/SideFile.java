package io.pergola.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// A file beside the memory that all blobs share: for one blob on disk, or for those of an arena.
/// It is closed with the last of them. Guarded by the store's lock.
final class SideFile {
  /// How many there may be in this process, whose descriptors clients need too.
  static final int MOST = 1_000;

  private static final Semaphore ROOM = new Semaphore(MOST);

  private final BlobFile file;
  private final Runnable onClose;
  private int users = 1;

  private SideFile(BlobFile file, Runnable onClose) {
    this.file = file;
    this.onClose = onClose;
  }

  /// Opens one more.
  ///
  /// @param opening [#inMemory], [#temporary] or [#onDisk]
  /// @throws StoreException.Full if there are too many
  static SideFile open(Supplier<SideFile> opening) {
    if (!ROOM.tryAcquire()) {
      throw new StoreException.Full(
          "%d files of arenas and of blobs on disk are open, as many as may be; end or delete some"
              .formatted(MOST));
    }
    try {
      return opening.get();
    } catch (RuntimeException failed) {
      ROOM.release();
      throw failed;
    }
  }

  /// A fresh memory file for a client that allocates by itself.
  static SideFile inMemory(long byteSize) {
    SharedMemory memory = new SharedMemory(byteSize + SharedMemory.PAGE);
    return new SideFile(memory.file(), memory::close);
  }

  /// A file that goes with the blob.
  static SideFile temporary(long byteSize) {
    try {
      Path path = Files.createTempFile("pergola-blob-", ".tmp");
      try {
        return onDisk(path, byteSize);
      } finally {
        Files.delete(path);
      }
    } catch (IOException failed) {
      throw new StoreException.IoFailed("can't make a temporary file: " + failed, failed);
    }
  }

  /// The file at a path, made if it is not there and made longer if it is shorter than the blob.
  ///
  /// @throws StoreException.IoFailed if it can't be opened
  /// @throws StoreException.Invalid if it is no ordinary file
  static SideFile onDisk(Path path, long byteSize) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new StoreException.Invalid(
          "%s is no ordinary file; give the blob a path of its own".formatted(path));
    }
    int writable = Posix.openOrCreate(path.toString(), 0666);
    int readOnly = -1;
    try {
      if (Posix.sizeOf(writable) < byteSize) Posix.truncate(writable, byteSize);
      readOnly = Posix.openReadOnly("/proc/self/fd/" + writable);
      return mapped(writable, readOnly, byteSize);
    } catch (RuntimeException failed) {
      if (readOnly >= 0) Posix.close(readOnly);
      Posix.close(writable);
      throw failed;
    }
  }

  private static SideFile mapped(int writable, int readOnly, long byteSize) {
    DiskMapping disk = new DiskMapping(writable, readOnly, byteSize);
    return new SideFile(disk.file, disk::close);
  }

  BlobFile file() {
    return file;
  }

  /// Counts one more user.
  void retain() {
    users++;
  }

  /// Counts one less, and closes the file with the last one.
  void release() {
    if (--users > 0) return;
    onClose.run();
    ROOM.release();
  }

  /// A file on disk, mapped.
  private static final class DiskMapping {
    final BlobFile file;
    private final Arena arena = Arena.ofShared();

    DiskMapping(int writable, int readOnly, long byteSize) {
      MemorySegment segment = Mapping.of(writable, byteSize, Posix.READ | Posix.WRITE, arena);
      file = BlobFile.of(writable, readOnly, byteSize, segment);
    }

    void close() {
      Mapping.close(arena);
      Posix.close(file.readOnly().descriptor());
      Posix.close(file.writable().descriptor());
    }
  }
}
