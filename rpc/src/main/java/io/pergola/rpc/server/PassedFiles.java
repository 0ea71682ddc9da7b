package io.pergola.rpc.server;

import io.pergola.rpc.protocol.Payload;
import io.pergola.store.BlobExtent;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one client knows of the store's memory file: both ends remember which numbers were passed,
/// and each number is passed with the first payload that has bytes and names it.
///
/// The file has two numbers, since clients map each number once: one for writing, and one that can
/// only be mapped for reading. The numbers are those of the store's own descriptors, which stay
/// open and so stay unique as long as the store lives.
final class PassedFiles {
  private final EmbeddedStore store;
  private final Set<Integer> passed = new LinkedHashSet<>();
  private boolean alwaysWritable;

  PassedFiles(EmbeddedStore store) {
    this.store = store;
  }

  /// From now on readers get the writable number too. Vineyard's Java SDK needs that: it maps
  /// everything for writing.
  void alwaysWritable() {
    alwaysWritable = true;
  }

  /// Describes a blob to its creator.
  Payload toWrite(BlobExtent extent) {
    return payload(extent, store.writableDescriptor());
  }

  /// Describes a blob to a reader.
  Payload toRead(BlobExtent extent) {
    return payload(
        extent, alwaysWritable ? store.writableDescriptor() : store.readOnlyDescriptor());
  }

  private Payload payload(BlobExtent extent, int storeFd) {
    if (extent.id().equals(ObjectId.EMPTY_BLOB)) return Payload.EMPTY;
    return new Payload(
        extent.id(),
        storeFd,
        extent.offset(),
        extent.byteSize(),
        store.mapSize() + Payload.MAP_SLACK,
        extent.sealed());
  }

  /// The descriptors that must follow a reply with these payloads, in order of first appearance.
  /// They count as passed from now on.
  List<Integer> toPass(List<Payload> payloads) {
    List<Integer> fresh = new ArrayList<>(1);
    for (Payload payload : payloads) {
      if (payload.dataSize() > 0 && passed.add(payload.storeFd())) fresh.add(payload.storeFd());
    }
    return fresh;
  }
}
