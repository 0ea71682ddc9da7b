package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;

/// A request that names one object or blob and says nothing else.
public sealed interface OneId extends Request
    permits BlobRequest.Seal,
        BlobRequest.DropBuffer,
        BlobRequest.Release,
        BlobRequest.IsInUse,
        BlobRequest.IsSpilled,
        MetaRequest.Exists,
        MetaRequest.Persist,
        MetaRequest.IfPersist,
        MetaRequest.Migrate,
        StreamRequest.Create,
        StreamRequest.Pull,
        StreamRequest.Drop {
  /// What it is about.
  ObjectId id();

  /// The field that the id is in.
  default String idKey() {
    return "id";
  }

  @Override
  default void write(Body out) {
    out.id(idKey(), id());
  }
}
