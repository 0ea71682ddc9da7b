package io.pergola.cli;

import io.pergola.store.Blob;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Where a blob of an object lies.
///
/// @param id the blob
/// @param member members from the object to the blob, joined by `/`
/// @param byteSize its size
/// @param instanceId the instance that holds it
/// @param offset where it begins in that instance's shared memory, if it can be mapped from here
record Place(ObjectId id, String member, long byteSize, long instanceId, Optional<Long> offset) {
  /// All places of an object.
  static List<Place> of(ObjectStore store, Footprint footprint) throws IOException {
    try (Pin pin = store.pin(footprint.local(store.instanceId()))) {
      Map<ObjectId, Blob> blobs = pin.blobs();
      Map<ObjectId, Long> offsets = MappedFiles.offsets(blobs.values());
      List<Place> places = new ArrayList<>();
      footprint
          .blobs()
          .forEach((id, entry) -> {
            Blob blob = blobs.get(id);
            long byteSize = blob == null ? entry.byteSize() : blob.byteSize();
            Optional<Long> offset = Optional.ofNullable(offsets.get(id));
            places.add(new Place(id, entry.path(), byteSize, entry.instanceId(), offset));
          });
      return places;
    }
  }

  /// The offset for people.
  String offsetText() {
    return offset.map(at -> "0x%x".formatted(at)).orElse("elsewhere");
  }

  void writeTo(ObjectNode json) {
    json.put("id", id.toString()).put("member", member).put("bytes", byteSize);
    json.put("instance_id", instanceId);
    offset.ifPresent(at -> json.put("offset", at));
  }
}
