package io.pergola.store;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// A file that blobs lie in, as other processes get to know it.
///
/// A client is told a number for the file and gets the file's descriptor once. It maps the file
/// from its start, once for each number, so the descriptor that can only be mapped for reading has
/// a number of its own. No number is ever used again, also when its file is gone.
public final class BlobFile {
  /// The file of the blob without bytes.
  static final BlobFile NONE =
      new BlobFile(new Handle(-1, -1), new Handle(-1, -1), 0, MemorySegment.NULL);

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Handle writable;
  private final Handle readOnly;
  private final long mapSize;
  private final MemorySegment segment;

  /// One way to map a file.
  ///
  /// @param number what clients call it; −1 if there are no bytes
  /// @param descriptor what to pass them; it belongs to the store
  public record Handle(int number, int descriptor) {}

  private BlobFile(Handle writable, Handle readOnly, long mapSize, MemorySegment segment) {
    this.writable = writable;
    this.readOnly = readOnly;
    this.mapSize = mapSize;
    this.segment = segment;
  }

  /// @param writable a descriptor to write
  /// @param readOnly a descriptor to read
  /// @param mapSize how many bytes clients should map
  /// @param segment the file as this process maps it
  static BlobFile of(int writable, int readOnly, long mapSize, MemorySegment segment) {
    return new BlobFile(numbered(writable), numbered(readOnly), mapSize, segment);
  }

  private static Handle numbered(int descriptor) {
    return new Handle(NUMBERS.incrementAndGet(), descriptor);
  }

  /// How it can be mapped for writing.
  public Handle writable() {
    return writable;
  }

  /// How it can be mapped for reading only.
  public Handle readOnly() {
    return readOnly;
  }

  /// How many bytes clients should map; the file may still be shorter.
  public long mapSize() {
    return mapSize;
  }

  MemorySegment segment() {
    return segment;
  }
}
