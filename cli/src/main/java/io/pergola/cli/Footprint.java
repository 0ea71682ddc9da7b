package io.pergola.cli;

import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What an object takes in memory: its blobs, each counted once, by the place in the tree where it
/// first stands.
///
/// @param blobs the blobs without the empty one
/// @param declared what objects say of their sizes: a server does not tell those of blobs in trees
record Footprint(Map<ObjectId, Entry> blobs, long declared) {
  /// A blob of an object.
  ///
  /// @param path members from the object to the blob, such as `out_0/neighbors/buffer_`
  /// @param byteSize its size
  /// @param instanceId the instance that holds it
  record Entry(String path, long byteSize, long instanceId) {}

  static Footprint of(ObjectMeta meta) {
    Map<ObjectId, Entry> found = new LinkedHashMap<>();
    collect(meta, "", found);
    return new Footprint(found, declared(meta));
  }

  long byteSize() {
    return Math.max(declared, blobs.values().stream().mapToLong(Entry::byteSize).sum());
  }

  /// The blobs that one instance holds.
  Set<ObjectId> local(long instanceId) {
    Set<ObjectId> local = new LinkedHashSet<>();
    blobs.forEach((id, entry) -> {
      if (entry.instanceId() == instanceId) local.add(id);
    });
    return local;
  }

  private static void collect(ObjectMeta meta, String path, Map<ObjectId, Entry> found) {
    ObjectId id = meta.id();
    if (id.isBlob()) {
      if (id.equals(ObjectId.EMPTY_BLOB)) return;
      found.putIfAbsent(id, new Entry(path, size(meta, "length"), meta.instanceId()));
      return;
    }
    String prefix = path.isEmpty() ? "" : path + "/";
    meta.members().forEach((key, member) -> collect(member, prefix + key, found));
  }

  /// What an object says of its size, or else what its members say.
  private static long declared(ObjectMeta meta) {
    long own = size(meta, meta.id().isBlob() ? "length" : "nbytes");
    if (own > 0 || meta.id().isBlob()) return own;
    return meta.members().values().stream().mapToLong(Footprint::declared).sum();
  }

  private static long size(ObjectMeta meta, String key) {
    return meta.has(key) ? meta.integer(key) : 0;
  }
}
