package io.pergola.store;

/// Where a blob lies.
///
/// @param id its name
/// @param file the file that has its bytes
/// @param offset its first byte in the file, a multiple of 64; 0 for the empty blob
/// @param byteSize its size
/// @param sealed whether it is immutable; false for the empty blob, as the protocol has it
/// @param owner whether its bytes end with it; false once another session took them over
public record BlobExtent(
    ObjectId id, BlobFile file, long offset, long byteSize, boolean sealed, boolean owner) {
  /// The blob of no bytes.
  public static final BlobExtent EMPTY =
      new BlobExtent(ObjectId.EMPTY_BLOB, BlobFile.NONE, 0, 0, false, true);
}
