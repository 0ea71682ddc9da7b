package io.pergola.rpc.server;

import io.pergola.rpc.protocol.Payload;
import io.pergola.store.BlobExtent;
import io.pergola.store.BlobFile;
import io.pergola.store.ObjectId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one client knows of the files that blobs lie in: both ends remember which numbers were
/// passed, and each number is passed with the first payload that has bytes and names it.
///
/// A file has two numbers, since clients map each number once: one for writing, and one that can
/// only be mapped for reading.
final class PassedFiles {
  private final Set<Integer> passed = new HashSet<>();
  private boolean alwaysWritable;
  private boolean never;

  /// Where a blob is, and what comes with that if the client does not have it yet.
  ///
  /// @param payload for the client
  /// @param file how it should map the blob's file
  record Place(Payload payload, BlobFile.Handle file) {}

  /// What a reply says of blobs, and the files that must follow it.
  ///
  /// @param payloads of all of the blobs
  /// @param files those that the client does not have yet, in order of first appearance
  record Shipment(List<Payload> payloads, List<BlobFile.Handle> files) {
    /// How the client will call the files.
    List<Integer> numbers() {
      return files.stream().map(BlobFile.Handle::number).toList();
    }

    /// How the client will call the only file, or −1.
    int number() {
      return files.isEmpty() ? -1 : files.getFirst().number();
    }

    /// What to pass.
    List<Integer> descriptors() {
      return files.stream().map(BlobFile.Handle::descriptor).toList();
    }
  }

  /// From now on readers get the writable number too. Vineyard's Java SDK needs that: it maps
  /// everything for writing.
  void alwaysWritable() {
    alwaysWritable = true;
  }

  /// From now on nothing is passed: the client is on another machine.
  void never() {
    never = true;
  }

  /// Notes that a file goes to the client in another way.
  void passed(BlobFile.Handle file) {
    passed.add(file.number());
  }

  /// Describes blobs to their creator.
  List<Place> toWrite(List<BlobExtent> extents) {
    return extents.stream().map(this::toWrite).toList();
  }

  /// Describes blobs to a reader.
  List<Place> toRead(List<BlobExtent> extents) {
    return extents.stream().map(this::toRead).toList();
  }

  /// Describes a blob to its creator.
  Place toWrite(BlobExtent extent) {
    return place(extent, extent.file().writable());
  }

  /// Describes a blob to a reader.
  Place toRead(BlobExtent extent) {
    BlobFile file = extent.file();
    return place(extent, alwaysWritable ? file.writable() : file.readOnly());
  }

  private static Place place(BlobExtent extent, BlobFile.Handle handle) {
    if (extent.id().equals(ObjectId.EMPTY_BLOB)) return new Place(Payload.EMPTY, handle);
    Payload payload =
        new Payload(
            extent.id(),
            handle.number(),
            extent.offset(),
            extent.byteSize(),
            extent.file().mapSize() + Payload.MAP_SLACK,
            extent.sealed(),
            extent.owner());
    return new Place(payload, handle);
  }

  /// Makes a reply's worth of these blobs. Files that follow it count as passed from now on.
  Shipment ship(List<Place> places) {
    List<Payload> payloads = new ArrayList<>(places.size());
    List<BlobFile.Handle> fresh = new ArrayList<>(1);
    for (Place place : places) {
      payloads.add(place.payload);
      if (never || place.payload.dataSize() == 0) continue;
      if (passed.add(place.file.number())) fresh.add(place.file);
    }
    return new Shipment(payloads, fresh);
  }
}
