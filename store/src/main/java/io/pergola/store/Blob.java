package io.pergola.store;

import java.lang.foreign.MemorySegment;

/// A sealed run of bytes in shared memory. It is a view: whoever holds the [Pin] that gave it keeps
/// its bytes in place.
///
/// @param id its name; [ObjectId#EMPTY_BLOB] if it has no bytes
/// @param segment its bytes, read-only, starting at a multiple of 64
public record Blob(ObjectId id, MemorySegment segment) {
  /// The size in bytes.
  public long byteSize() {
    return segment.byteSize();
  }
}
