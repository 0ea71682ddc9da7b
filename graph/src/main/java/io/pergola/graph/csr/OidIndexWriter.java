package io.pergola.graph.csr;

import io.pergola.graph.Layouts;
import io.pergola.graph.TensorWriter;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Chooses the smallest index that finds each oid of a label: none at all where oids are
/// consecutive numbers (`dense`) or ascend (`sorted`), else a table of slots (`hash`).
final class OidIndexWriter {
  private final ObjectStore store;
  private final OidColumn oids;
  private final int count;
  private final String label;

  OidIndexWriter(ObjectStore store, OidColumn oids, int count, String label) {
    this.store = store;
    this.oids = oids;
    this.count = count;
    this.label = label;
  }

  /// Writes the index into a fragment's metadata; gives its slots if it has any.
  Optional<ObjectMeta> write(ObjectMeta.Draft draft, int vertexLabel) {
    if (isDense()) {
      draft.put(Keys.index(vertexLabel), OidIndex.DENSE);
      draft.put(Keys.indexBase(vertexLabel), base());
      return Optional.empty();
    }
    if (isAscending()) {
      draft.put(Keys.index(vertexLabel), OidIndex.SORTED);
      return Optional.empty();
    }
    ObjectMeta slots = hash();
    draft.put(Keys.index(vertexLabel), OidIndex.HASH);
    draft.member(Keys.indexSlots(vertexLabel), slots);
    return Optional.of(slots);
  }

  private long base() {
    return oids instanceof OidColumn.Numbers numbers ? numbers.value(0) : 0;
  }

  private boolean isDense() {
    if (count == 0 || !(oids instanceof OidColumn.Numbers numbers)) return false;
    long base = base();
    if (base > Long.MAX_VALUE - count) return false;
    for (int lid = 0; lid < count; lid++) if (numbers.value(lid) != base + lid) return false;
    return true;
  }

  private boolean isAscending() {
    for (int lid = 1; lid < count; lid++) {
      int order = oids.order(lid - 1, lid);
      if (order == 0) throw twice(lid - 1, lid);
      if (order > 0) return false;
    }
    return true;
  }

  private ObjectMeta hash() {
    TensorWriter tensor = TensorWriter.ofInts(store, OidIndex.capacity(count));
    MemorySegment slots = tensor.segment();
    slots.fill((byte) OidIndex.FREE);
    for (int lid = 0; lid < count; lid++) put(slots, lid);
    return tensor.seal();
  }

  private void put(MemorySegment slots, int lid) {
    long capacity = slots.byteSize() / 4;
    long slot = OidIndex.home(oids.hash(lid), capacity);
    for (int there; (there = slots.getAtIndex(Layouts.INT, slot)) != OidIndex.FREE; ) {
      if (oids.order(there, lid) == 0) throw twice(there, lid);
      if (++slot == capacity) slot = 0;
    }
    slots.setAtIndex(Layouts.INT, slot, lid);
  }

  private StoreException twice(int first, int second) {
    return new StoreException.Invalid(
        "vertex label '%s': oid '%s' stands in rows %d and %d; oids are unique"
            .formatted(label, oids.at(first), first, second));
  }
}
