package io.pergola.graph;

import io.pergola.store.Blob;
import io.pergola.store.ObjectMeta;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/// Length and CRC32C of each blob, kept as extra keys of the object that owns it: for the member
/// `buffer_` the keys `buffer_bytes_` and `buffer_crc32c_`. (A server drops extra keys of blobs
/// themselves.)
public final class Checksum {
  private static final long PIECE = 1L << 30;

  private Checksum() {}

  /// The key of the length of the blob under `member`.
  public static String bytesKey(String member) {
    return member + "bytes_";
  }

  /// The key of the CRC32C of the blob under `member`.
  public static String crcKey(String member) {
    return member + "crc32c_";
  }

  /// CRC32C of all bytes, as an unsigned 32-bit number.
  public static long of(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    for (long at = 0; at < bytes.byteSize(); at += PIECE) {
      crc.update(bytes.asSlice(at, Math.min(PIECE, bytes.byteSize() - at)).asByteBuffer());
    }
    return crc.getValue();
  }

  /// Links a blob under `member`, with its length and checksum.
  public static void link(ObjectMeta.Draft draft, String member, Blob blob, long instanceId) {
    draft
        .blob(member, blob, instanceId)
        .put(bytesKey(member), blob.byteSize())
        .put(crcKey(member), of(blob.segment()));
  }
}
