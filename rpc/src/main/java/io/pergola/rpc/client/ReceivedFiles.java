package io.pergola.rpc.client;

import io.pergola.rpc.protocol.Payload;
import io.pergola.store.MappedDescriptors;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;

/// The files whose descriptors a server passed on one connection, and the blobs in them.
///
/// Both ends count alike: a descriptor comes with the first payload that has bytes and names a new
/// file.
final class ReceivedFiles implements AutoCloseable {
  private static final MemorySegment NO_BYTES = MemorySegment.ofArray(new byte[0]);

  private final MappedDescriptors files = new MappedDescriptors();

  /// Whether the descriptor of this payload's file is still to come.
  boolean isNew(Payload payload) {
    return payload.dataSize() > 0 && !files.has(payload.storeFd());
  }

  /// Takes over the descriptor of a payload's file.
  void add(Payload payload, int descriptor) {
    files.add(payload.storeFd(), descriptor, payload.mappedSize());
  }

  /// A blob's bytes, writable.
  MemorySegment toWrite(Payload payload) {
    if (payload.dataSize() == 0) return NO_BYTES;
    return slice(files.writable(payload.storeFd()), payload);
  }

  /// A blob's bytes, read-only.
  MemorySegment toRead(Payload payload) {
    if (payload.dataSize() == 0) return NO_BYTES.asReadOnly();
    return slice(files.readOnly(payload.storeFd()), payload);
  }

  private MemorySegment slice(MemorySegment file, Payload payload) {
    long offset = payload.dataOffset();
    long size = payload.dataSize();
    if (offset <= file.byteSize() && size <= file.byteSize() - offset) {
      files.requireLength(payload.storeFd(), offset + size);
      return file.asSlice(offset, size);
    }
    throw new StoreException.Corrupt(
        "the server says that blob %s has %d bytes at %d of file %d, which has %d bytes"
            .formatted(payload.id(), size, offset, payload.storeFd(), file.byteSize()));
  }

  /// Unmaps all of them. A thread that is reading one gets an [IllegalStateException].
  @Override
  public void close() {
    files.close();
  }
}
