package io.pergola.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The memory files of a store in another process, as their descriptors arrive over a socket.
///
/// A server names each file by a number of its own (`store_fd`) and sends its descriptor once. Each
/// file is mapped at most once for reading and once for writing, from its start, when that is first
/// asked for. All mappings live until [#close]; whoever is reading then gets an
/// [IllegalStateException].
public final class MappedDescriptors implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final Map<Integer, File> files = new HashMap<>();
  private boolean closed;

  /// Holds no file yet.
  public MappedDescriptors() {}

  /// Takes a descriptor over: it is closed with this object, or at once if `storeFd` is known.
  ///
  /// @param storeFd the server's number for the file
  /// @param descriptor this process's descriptor of it
  /// @param byteSize how much of it to map; a file that grows, as that of spilled blobs, may be
  ///   shorter yet
  /// @throws StoreException.Corrupt if `byteSize` is not positive; the descriptor is closed then
  public synchronized void add(int storeFd, int descriptor, long byteSize) {
    if (closed || files.containsKey(storeFd)) {
      Posix.close(descriptor);
      requireOpen();
      return;
    }
    if (byteSize <= 0) {
      Posix.close(descriptor);
      throw new StoreException.Corrupt(
          "the server says that memory file %d has %d bytes".formatted(storeFd, byteSize));
    }
    files.put(storeFd, new File(descriptor, byteSize));
  }

  /// Whether that file's descriptor has arrived.
  public synchronized boolean has(int storeFd) {
    return files.containsKey(storeFd);
  }

  /// Makes sure that the file has its first `end` bytes: touching a page behind its end would kill
  /// this process.
  ///
  /// @throws StoreException.Corrupt if it is shorter, or if its descriptor has not arrived
  public synchronized void requireLength(int storeFd, long end) {
    long length = file(storeFd).length(end);
    if (end > length) {
      throw new StoreException.Corrupt(
          "memory file %d has %d bytes, but the server says %d".formatted(storeFd, length, end));
    }
  }

  /// The file's bytes, to read.
  ///
  /// @throws StoreException.Corrupt if its descriptor has not arrived
  public synchronized MemorySegment readOnly(int storeFd) {
    return file(storeFd).readOnly(arena);
  }

  /// The file's bytes, to read and write.
  ///
  /// @throws StoreException.Corrupt if its descriptor has not arrived
  /// @throws StoreException.IoFailed if the descriptor is for reading only
  public synchronized MemorySegment writable(int storeFd) {
    return file(storeFd).writable(arena);
  }

  private File file(int storeFd) {
    requireOpen();
    File file = files.get(storeFd);
    if (file == null) {
      throw new StoreException.Corrupt(
          "the server refers to memory file %d, whose descriptor it never sent".formatted(storeFd));
    }
    return file;
  }

  private void requireOpen() {
    if (closed) throw new StoreException.Disconnected(36, "the connection is closed");
  }

  /// Unmaps all files and closes their descriptors. Closing twice is allowed.
  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    Mapping.close(arena);
    files.values().forEach(file -> Posix.close(file.descriptor));
    files.clear();
  }

  private static final class File {
    final int descriptor;
    private final long byteSize;
    private long seenLength;
    private @Nullable MemorySegment readOnly;
    private @Nullable MemorySegment writable;

    File(int descriptor, long byteSize) {
      this.descriptor = descriptor;
      this.byteSize = byteSize;
    }

    /// The file's length, looked up again if it was less than `wanted`.
    long length(long wanted) {
      if (wanted > seenLength) seenLength = Posix.sizeOf(descriptor);
      return seenLength;
    }

    MemorySegment readOnly(Arena arena) {
      if (readOnly == null) {
        readOnly =
            writable != null
                ? writable.asReadOnly()
                : Mapping.of(descriptor, byteSize, Posix.READ, arena);
      }
      return readOnly;
    }

    MemorySegment writable(Arena arena) {
      if (writable == null) {
        writable = Mapping.of(descriptor, byteSize, Posix.READ | Posix.WRITE, arena);
      }
      return writable;
    }
  }
}
