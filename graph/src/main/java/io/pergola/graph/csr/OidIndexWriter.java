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
    long stride = stride();
    if (stride > 0 && oids instanceof OidColumn.Numbers numbers) {
      draft.put(Keys.index(vertexLabel), OidIndex.DENSE);
      draft.put(Keys.indexBase(vertexLabel), numbers.value(0));
      draft.put(Keys.indexStride(vertexLabel), stride);
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

  /// The step between oids if it is the same all along and upward, else 0.
  private long stride() {
    if (count == 0 || !(oids instanceof OidColumn.Numbers numbers)) return 0;
    if (count == 1) return 1;
    long stride = numbers.value(1) - numbers.value(0);
    for (int lid = 1; lid < count; lid++) {
      long before = numbers.value(lid - 1);
      boolean steps = numbers.value(lid) > before && numbers.value(lid) - before == stride;
      if (!steps) return 0;
    }
    return stride;
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
