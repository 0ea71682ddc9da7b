package io.pergola.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// Private work memory outside the heap, with a limit.
///
/// It is for few large pieces: each takes whole pages, and giving one back costs some microseconds
/// and a handshake of all threads. Pieces start at a page and are zero; their pages take memory
/// when they are touched, but count as used from the start. May be used by several threads.
public final class Scratch implements AutoCloseable {
  private final long limit;
  private final Map<Long, Piece> pieces = new HashMap<>();
  private long used;
  private boolean closed;

  private Scratch(long limit) {
    this.limit = limit;
  }

  /// Work memory of at most `byteSize` bytes, nothing of it allocated yet.
  ///
  /// @throws StoreException.Invalid if `byteSize` is negative
  public static Scratch ofLimit(long byteSize) {
    if (byteSize < 0) {
      throw new StoreException.Invalid(
          "scratch memory can't have %d bytes; give it 0 or more".formatted(byteSize));
    }
    return new Scratch(byteSize);
  }

  /// A piece of `byteSize` zero bytes. It stays until [#free] or [#close].
  ///
  /// @throws StoreException.Full if it does not fit into the limit
  /// @throws StoreException.IoFailed if the system refuses it
  public synchronized MemorySegment allocate(long byteSize) {
    if (closed) throw new IllegalStateException("this scratch memory is closed");
    if (byteSize < 0) {
      throw new StoreException.Invalid("can't allocate %d bytes".formatted(byteSize));
    }
    long pages = byteSize > limit ? byteSize : SharedMemory.roundUp(Math.max(byteSize, 1));
    if (pages > limit - used) {
      throw new StoreException.Full(
          ("can't allocate %d bytes of scratch memory: %d of %d bytes are in use;"
                  + " give it a larger limit")
              .formatted(byteSize, used, limit));
    }
    Piece piece = new Piece(pages);
    pieces.put(piece.segment.address(), piece);
    used += piece.segment.byteSize();
    return piece.segment.asSlice(0, byteSize);
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
      used -= found.segment.byteSize();
    }
    Mapping.close(found.arena);
  }

  /// How many bytes are allocated now, in whole pages.
  public synchronized long used() {
    return used;
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
  }

  private static final class Piece {
    final Arena arena = Arena.ofShared();
    final MemorySegment segment;

    Piece(long byteSize) {
      segment = Mapping.anonymous(byteSize, arena);
    }
  }
}
