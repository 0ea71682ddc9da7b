package io.pergola.rpc.transfer;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/// A place in the bytes of several blobs that are read or written one after the other.
public final class BlobCursor {
  private final List<MemorySegment> blobs;
  private int blob;
  private long position;
  private long remaining;

  /// At the start of the first blob.
  public BlobCursor(List<MemorySegment> blobs) {
    this.blobs = blobs;
    remaining = blobs.stream().mapToLong(MemorySegment::byteSize).sum();
    skipFinished();
  }

  /// The next bytes, at most `length` and none of the next blob; none at the end.
  public ByteBuffer piece(int length) {
    if (isDone()) return ByteBuffer.allocate(0);
    MemorySegment current = blobs.get(blob);
    long size = Math.min(length, current.byteSize() - position);
    return current.asSlice(position, size).asByteBuffer();
  }

  /// Goes on by so many bytes, which were in the last [#piece].
  public void advance(int length) {
    position += length;
    remaining -= length;
    skipFinished();
  }

  private void skipFinished() {
    while (blob < blobs.size() && position == blobs.get(blob).byteSize()) {
      blob++;
      position = 0;
    }
  }

  /// Whether the last blob is finished.
  public boolean isDone() {
    return blob == blobs.size();
  }

  /// How many bytes are left in all blobs.
  public long remaining() {
    return remaining;
  }
}
