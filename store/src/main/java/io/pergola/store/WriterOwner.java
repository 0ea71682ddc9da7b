package io.pergola.store;

import java.util.function.Function;

/// What writers of one connection do when they are done.
///
/// @param blobs those of the connection
/// @param seals seals and pins a blob, and gives its view
record WriterOwner(Blobs blobs, Function<ObjectId, Blob> seals) implements BlobWriter.Owner {
  @Override
  public Blob seal(ObjectId id) {
    return seals.apply(id);
  }

  @Override
  public void shrink(ObjectId id, long byteSize) {
    blobs.shrink(id, byteSize);
  }

  @Override
  public void abort(ObjectId id) {
    if (!id.equals(ObjectId.EMPTY_BLOB)) blobs.drop(id);
  }
}
