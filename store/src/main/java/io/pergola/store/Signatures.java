package io.pergola.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which objects are copies of each other: those with the same signature, one on each instance.
/// Guarded by the store's lock.
///
/// Whatever links one of them may be read with another one in its place. So that no crafted
/// signature makes a tree endless, a copy may not be higher than those that are there already.
final class Signatures {
  private final Map<Long, TreeMap<Long, StoredObject>> copies = new HashMap<>();
  private final long ownInstance;

  Signatures(long ownInstance) {
    this.ownInstance = ownInstance;
  }

  /// Registers an object as a copy, if it can be one and its instance has none.
  ///
  /// @return the other copies, if it was registered
  Collection<StoredObject> add(StoredObject object) {
    TreeMap<Long, StoredObject> known =
        copies.computeIfAbsent(object.signature(), none -> new TreeMap<>(Long::compareUnsigned));
    boolean fits = known.values().stream().allMatch(copy -> object.height() <= copy.height());
    if (!fits || known.containsKey(object.instanceId())) return List.of();
    List<StoredObject> others = List.copyOf(known.values());
    known.put(object.instanceId(), object);
    return others;
  }

  void remove(StoredObject object) {
    TreeMap<Long, StoredObject> known = copies.get(object.signature());
    if (known == null) return;
    known.remove(object.instanceId(), object);
    if (known.isEmpty()) copies.remove(object.signature());
  }

  /// Whether an object is the one of its instance that is known by its signature. A shallow copy is
  /// not, as long as its source is there.
  boolean has(StoredObject object) {
    TreeMap<Long, StoredObject> known = copies.get(object.signature());
    return known != null && object.equals(known.get(object.instanceId()));
  }

  /// The copy to read when a link says `linked`: one on this instance, else the linked one, else
  /// that on the lowest instance.
  @Nullable StoredObject resolve(long signature, @Nullable StoredObject linked) {
    if (linked != null && linked.instanceId() == ownInstance) return linked;
    TreeMap<Long, StoredObject> known = copies.get(signature);
    if (known == null) return linked;
    StoredObject own = known.get(ownInstance);
    if (own != null) return own;
    return linked != null ? linked : known.firstEntry().getValue();
  }

  /// Whether another instance has a copy of `object`.
  boolean hasEquivalent(StoredObject object) {
    TreeMap<Long, StoredObject> known = copies.get(object.signature());
    if (known == null) return false;
    return known.size() > (known.containsKey(object.instanceId()) ? 1 : 0);
  }

  /// The height of the highest copy, or 0.
  int height(long signature) {
    TreeMap<Long, StoredObject> known = copies.get(signature);
    if (known == null) return 0;
    return known.values().stream().mapToInt(StoredObject::height).max().orElse(0);
  }
}
