package io.pergola.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What one connection does with files beside the memory that all blobs share. They are not counted
/// against the size of the store.
public final class SideFiles {
  private final StoreState state;
  private final Ledger ledger;

  SideFiles(StoreState state, Ledger ledger) {
    this.state = state;
    this.ledger = ledger;
  }

  /// Creates an unsealed blob in a file, and references it. The file stays when the blob goes.
  ///
  /// @param path of the file, which is made if it is not there; if empty, the file goes with the
  ///   blob
  /// @throws StoreException.Invalid if neither path nor size is given, or if the path is none or
  ///   that of no ordinary file
  /// @throws StoreException.IoFailed if the file can't be opened
  /// @throws StoreException.Full if too many files are open
  public BlobExtent onDisk(String path, long byteSize) {
    if (byteSize == 0 && path.isEmpty()) {
      throw new StoreException.Invalid("a blob on disk needs a size or a path");
    }
    if (byteSize == 0) return BlobExtent.EMPTY;
    if (byteSize < 0 || byteSize > 1L << 46) {
      throw new StoreException.Invalid("a blob can't have %d bytes".formatted(byteSize));
    }
    SideFile file =
        SideFile.open(() ->
            path.isEmpty() ? SideFile.temporary(byteSize) : SideFile.onDisk(parse(path), byteSize));
    return handOver(
        file,
        () -> {
          BlobExtent extent = state.blobs.add(file, 0, byteSize, ledger);
          file.release(); // the blob has it
          return extent;
        });
  }

  private static Path parse(String path) {
    try {
      return Path.of(path);
    } catch (InvalidPathException none) {
      throw new StoreException.Invalid("a blob on disk needs a path: " + none.getMessage());
    }
  }

  /// Nobody has the file yet if that fails.
  private <T> T handOver(SideFile file, Supplier<T> action) {
    try {
      return state.call(ledger, action);
    } catch (RuntimeException failed) {
      file.release();
      throw failed;
    }
  }

  /// How large an arena is made if so much is asked for: at most as large as the store.
  public long arenaSize(long wanted) {
    return Math.min(wanted, state.pool.limit());
  }

  /// Makes a memory file in which the connection allocates by itself, until [#finish] or until it
  /// closes.
  ///
  /// @throws StoreException.Full if too many files are open
  public BlobFile arena(long byteSize) {
    SideFile file = SideFile.open(() -> SideFile.inMemory(byteSize));
    return handOver(
        file,
        () -> {
          ledger.arenas.put(file.file().writable().number(), new Ledger.Arena(file, byteSize));
          return file.file();
        });
  }

  /// Makes unsealed blobs of ranges of an arena, which ends as such.
  ///
  /// @param number the arena's
  /// @return the blobs, in order; an empty range makes none
  /// @throws StoreException.NotFound if this connection has no such arena
  /// @throws StoreException.Invalid if there are not as many sizes as offsets (code 8), or if a
  ///   range is not in the arena
  /// @throws StoreException.Full if there is no room to note them all; then none was made
  public List<BlobExtent> finish(int number, long[] offsets, long[] sizes) {
    return state.call(ledger, () -> finishNow(number, offsets, sizes));
  }

  private List<BlobExtent> finishNow(int number, long[] offsets, long[] sizes) {
    Ledger.Arena arena = ledger.arenas.get(number);
    if (arena == null) {
      throw new StoreException.NotFound("this connection has no arena %d".formatted(number));
    }
    if (offsets.length != sizes.length) {
      throw new StoreException.Invalid(
          8,
          "%d offsets but %d sizes; each range needs both".formatted(offsets.length, sizes.length));
    }
    for (int i = 0; i < sizes.length; i++) requireInside(arena, offsets[i], sizes[i]);
    state.pool.heap.require(sizes.length * (HeapBudget.BLOB + HeapBudget.REFERENCE));
    List<BlobExtent> made = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] > 0) made.add(state.blobs.add(arena.file(), offsets[i], sizes[i], ledger));
    }
    ledger.arenas.remove(number);
    arena.file().release();
    return made;
  }

  private static void requireInside(Ledger.Arena arena, long offset, long size) {
    if (offset <= arena.byteSize() && size <= arena.byteSize() - offset) return;
    throw new StoreException.Invalid(
        "%d bytes at %d are not within an arena of %d bytes"
            .formatted(size, offset, arena.byteSize()));
  }
}
