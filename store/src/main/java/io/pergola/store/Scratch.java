package io.pergola.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Private work memory outside the heap, with a limit. What is beyond the limit is refused, or goes
/// into files: those are mapped like memory, take their room on the disk from the start, and have
/// no name, so they end with this process, however that ends.
///
/// It is for few large pieces: each takes whole pages, and giving one back costs some microseconds
/// and a handshake of all threads. Pieces start at a page and are zero; their pages take memory
/// when they are touched, but count as used from the start. May be used by several threads.
public final class Scratch implements AutoCloseable {
  private final long limit;
  private final Optional<Path> directory;
  private final Map<Long, Piece> pieces = new HashMap<>();
  private long used;
  private final AtomicLong spilled = new AtomicLong();
  private boolean closed;

  private Scratch(long limit, Optional<Path> directory) {
    if (limit < 0) {
      throw new StoreException.Invalid(
          "scratch memory can't have %d bytes; give it 0 or more".formatted(limit));
    }
    this.limit = limit;
    this.directory = directory;
  }

  /// Work memory of at most `byteSize` bytes, nothing of it allocated yet.
  ///
  /// @throws StoreException.Invalid if `byteSize` is negative
  public static Scratch ofLimit(long byteSize) {
    return new Scratch(byteSize, Optional.empty());
  }

  /// Work memory whose first `byteSize` bytes are memory and whose others are files in a directory.
  ///
  /// @throws StoreException.Invalid if `byteSize` is negative
  public static Scratch spilling(long byteSize, Path directory) {
    return new Scratch(byteSize, Optional.of(directory));
  }

  /// A piece of `byteSize` zero bytes. It stays until [#free] or [#close].
  ///
  /// @throws StoreException.Full if it does not fit into the limit and there is no directory
  /// @throws StoreException.IoFailed if the system refuses it, or the disk is full
  public synchronized MemorySegment allocate(long byteSize) {
    if (closed) throw new IllegalStateException("this scratch memory is closed");
    if (byteSize < 0) {
      throw new StoreException.Invalid("can't allocate %d bytes".formatted(byteSize));
    }
    boolean whole = byteSize <= Long.MAX_VALUE - SharedMemory.PAGE;
    long pages = whole ? SharedMemory.roundUp(Math.max(byteSize, 1)) : byteSize;
    boolean fits = pages <= limit - used;
    if (!fits && directory.isEmpty()) {
      throw new StoreException.Full(
          ("can't allocate %d bytes of scratch memory: %d of %d bytes are in use;"
                  + " give it a larger limit")
              .formatted(byteSize, used, limit));
    }
    Piece piece = fits ? new Piece(pages) : new Piece(pages, directory.get());
    pieces.put(piece.segment.address(), piece);
    count(piece, 1);
    return piece.segment.asSlice(0, byteSize);
  }

  private void count(Piece piece, int sign) {
    long change = sign * piece.segment.byteSize();
    if (piece.onDisk) spilled.addAndGet(change);
    else used += change;
  }

  /// Lets go of the pages of what is in files, which stay there: they count no longer as this
  /// process's memory until they are touched again.
  public void relieve() {
    if (spilled.get() == 0) return;
    synchronized (this) {
      for (Piece piece : pieces.values()) {
        if (piece.onDisk) Posix.leave(piece.segment.address(), piece.segment.byteSize());
      }
    }
  }

  /// Gives a piece back; using it afterwards throws.
  ///
  /// @param piece what [#allocate] returned
  /// @throws IllegalArgumentException if it is not a piece of this memory, or was given back
  public void free(MemorySegment piece) {
    Piece found;
    synchronized (this) {
      found = pieces.get(piece.address());
      if (found == null || !found.segment.scope().equals(piece.scope())) {
        throw new IllegalArgumentException("not a piece of this scratch memory: " + piece);
      }
      pieces.remove(piece.address());
      count(found, -1);
    }
    Mapping.close(found.arena);
  }

  /// How many bytes of memory are allocated now, in whole pages.
  public synchronized long used() {
    return used;
  }

  /// How many bytes are in files now, in whole pages.
  public long spilled() {
    return spilled.get();
  }

  /// How many bytes may be allocated at a time.
  public long limit() {
    return limit;
  }

  /// Gives all pieces back; using one afterwards throws. Closing twice is allowed.
  @Override
  public synchronized void close() {
    closed = true;
    pieces.values().forEach(piece -> Mapping.close(piece.arena));
    pieces.clear();
    used = 0;
    spilled.set(0);
  }

  private static final class Piece {
    final Arena arena = Arena.ofShared();
    final boolean onDisk;
    final MemorySegment segment;

    Piece(long byteSize) {
      onDisk = false;
      segment = Mapping.anonymous(byteSize, arena);
    }

    Piece(long byteSize, Path directory) {
      onDisk = true;
      int fd = Posix.createNameless(directory.toString());
      try {
        Posix.reserve(fd, byteSize);
        segment = Mapping.of(fd, byteSize, Posix.READ | Posix.WRITE, arena);
      } finally {
        Posix.close(fd);
      }
    }
  }
}
