package io.pergola.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The memory file that all blobs live in: created once, of fixed size, mapped whole.
///
/// The file is sealed against shrinking and growing, since one client's `ftruncate` would kill
/// every process that maps it. It has two descriptors: one to write, and one that can only be
/// mapped for reading. Mode 0400 keeps other users from reopening the second for writing.
///
/// Pages are sparse: they take memory when they are first touched and give it back to [#punch].
final class SharedMemory implements AutoCloseable {
  static final long PAGE = 4096;

  private final int writable;
  private final int readOnly;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment segment;
  private final BlobFile file;

  /// @param byteSize rounded up to whole pages
  SharedMemory(long byteSize) {
    long size = roundUp(byteSize);
    writable = Posix.createMemory("pergola", size);
    int second = -1;
    try {
      Posix.sealSize(writable);
      second = openReadOnly(writable);
      Posix.changeMode(writable, 0400);
      readOnly = second;
      segment = Mapping.of(writable, size, Posix.READ | Posix.WRITE, arena);
      file = BlobFile.of(writable, readOnly, size, segment);
    } catch (RuntimeException failed) {
      if (second >= 0) Posix.close(second);
      Posix.close(writable);
      throw failed;
    }
  }

  private static int openReadOnly(int descriptor) {
    try {
      return Posix.openReadOnly("/proc/self/fd/" + descriptor);
    } catch (StoreException.IoFailed failed) {
      throw new StoreException.IoFailed(
          "can't open the memory file for reading; /proc must be mounted: " + failed.getMessage(),
          failed);
    }
  }

  int writableDescriptor() {
    return writable;
  }

  int readOnlyDescriptor() {
    return readOnly;
  }

  /// What clients get to know of it.
  BlobFile file() {
    return file;
  }

  /// The file's bytes, writable, until [#close].
  MemorySegment segment() {
    return segment;
  }

  long byteSize() {
    return segment.byteSize();
  }

  /// Gives whole pages back to the system.
  void punch(long offset, long byteSize) {
    Posix.punch(writable, offset, byteSize);
  }

  /// Touches the pages that these bytes lie in, so that whoever writes there first need not wait.
  void populate(long offset, long byteSize) {
    long first = offset & -PAGE;
    Posix.populate(segment.address() + first, roundUp(offset + byteSize) - first);
  }

  static long roundUp(long byteSize) {
    return (byteSize + PAGE - 1) & -PAGE;
  }

  /// Unmaps the file and closes both descriptors.
  @Override
  public void close() {
    Mapping.close(arena);
    Posix.close(readOnly);
    Posix.close(writable);
  }
}
