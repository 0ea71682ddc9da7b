package io.pergola.store;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which object of which instance has a signature. Copies of an object on several instances share
/// one. Guarded by the store's lock.
final class Signatures {
  private final Map<Long, TreeMap<Long, ObjectId>> byInstance = new HashMap<>();
  private final long ownInstance;

  Signatures(long ownInstance) {
    this.ownInstance = ownInstance;
  }

  /// Registers an object, unless its instance has one with that signature already.
  void add(long signature, long instanceId, ObjectId id) {
    byInstance
        .computeIfAbsent(signature, none -> new TreeMap<>(Long::compareUnsigned))
        .putIfAbsent(instanceId, id);
  }

  void remove(long signature, long instanceId, ObjectId id) {
    TreeMap<Long, ObjectId> copies = byInstance.get(signature);
    if (copies == null) return;
    copies.remove(instanceId, id);
    if (copies.isEmpty()) byInstance.remove(signature);
  }

  /// The copy on this instance, else the one on the lowest other.
  @Nullable ObjectId resolve(long signature) {
    TreeMap<Long, ObjectId> copies = byInstance.get(signature);
    if (copies == null) return null;
    ObjectId own = copies.get(ownInstance);
    return own != null ? own : copies.firstEntry().getValue();
  }

  /// The copies on instances other than `instanceId`, by instance.
  Map<Long, ObjectId> elsewhere(long signature, long instanceId) {
    TreeMap<Long, ObjectId> copies = byInstance.get(signature);
    if (copies == null) return Map.of();
    Map<Long, ObjectId> others = new TreeMap<>(copies);
    others.remove(instanceId);
    return others;
  }

  void clear() {
    byInstance.clear();
  }
}
