package io.pergola.graph.csr;

import io.pergola.graph.Layouts;
import io.pergola.graph.TensorWriter;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// Chooses the smallest index that finds each oid of a label: none at all where oids are
/// consecutive numbers (`dense`) or ascend (`sorted`), else a table of slots (`hash`).
final class OidIndexWriter {
  private static final int VERTICES_PER_PASS = 1 << 22;

  private final ObjectStore store;
  private final OidColumn oids;
  private final int count;
  private final String label;
  private final int verticesPerPass;

  OidIndexWriter(ObjectStore store, OidColumn oids, int count, String label) {
    this(store, oids, count, label, VERTICES_PER_PASS);
  }

  OidIndexWriter(ObjectStore store, OidColumn oids, int count, String label, int verticesPerPass) {
    this.verticesPerPass = verticesPerPass;
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

  /// Places vertices by ascending home slot, each in its home or the first slot after the vertex
  /// before: writes then go through memory in order, and only vertices of one home need comparing.
  /// Sorting takes place in passes over ranges of slots, so that it needs a bounded heap.
  private ObjectMeta hash() {
    TensorWriter tensor = TensorWriter.ofInts(store, OidIndex.capacity(count));
    MemorySegment slots = tensor.segment();
    slots.fill((byte) OidIndex.FREE);
    long capacity = OidIndex.capacity(count);
    int passes = Math.ceilDiv(count, verticesPerPass);
    long next = 0;
    for (int pass = 0; pass < passes; pass++) {
      LongArrayList keys = keys(capacity * pass / passes, capacity * (pass + 1) / passes);
      Arrays.sort(keys.elements(), 0, keys.size());
      requireDistinct(keys);
      for (int i = 0; i < keys.size(); i++) {
        long slot = free(slots, Math.max(next, home(keys.getLong(i))));
        slots.setAtIndex(Layouts.INT, slot, lid(keys.getLong(i)));
        next = Math.max(next, slot + 1);
      }
    }
    return tensor.seal();
  }

  /// The vertices with home slots in a range. A key is the home slot, shifted so that it fits in 32
  /// signed bits, before the lid.
  private LongArrayList keys(long from, long to) {
    long capacity = OidIndex.capacity(count);
    LongArrayList keys = new LongArrayList(Math.min(count, verticesPerPass));
    for (int lid = 0; lid < count; lid++) {
      long home = OidIndex.home(oids.hash(lid), capacity);
      if (home >= from && home < to) keys.add(((home + Integer.MIN_VALUE) << 32) | lid);
    }
    return keys;
  }

  private static long home(long key) {
    return (key >> 32) - Integer.MIN_VALUE;
  }

  private static int lid(long key) {
    return (int) key;
  }

  /// The slot itself, unless the table ends before it: then the first free one from the start.
  private static long free(MemorySegment slots, long slot) {
    if (slot < slots.byteSize() / 4) return slot;
    long free = 0;
    while (slots.getAtIndex(Layouts.INT, free) != OidIndex.FREE) free++;
    return free;
  }

  private void requireDistinct(LongArrayList keys) {
    for (int i = 1; i < keys.size(); i++) {
      int lid = lid(keys.getLong(i));
      for (int k = i - 1; k >= 0 && home(keys.getLong(k)) == home(keys.getLong(i)); k--) {
        int other = lid(keys.getLong(k));
        if (oids.order(other, lid) == 0) throw twice(other, lid);
      }
    }
  }

  private StoreException twice(int first, int second) {
    return new StoreException.Invalid(
        "vertex label '%s': oid '%s' stands in rows %d and %d; oids are unique"
            .formatted(label, oids.at(first), first, second));
  }
}
