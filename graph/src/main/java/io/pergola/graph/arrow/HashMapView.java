package io.pergola.graph.arrow;

import io.pergola.graph.ArrayReader;
import io.pergola.graph.Layouts;
import io.pergola.graph.WyHash;
import io.pergola.graph.meta.MetaRules;
import io.pergola.store.ObjectMeta;
import java.lang.foreign.MemorySegment;

/// A `vineyard::Hashmap`, read in place: a Robin Hood table. An entry is `distance` slots behind
/// its home slot, hash(key) modulo the number of home slots; along a run of entries no one is
/// nearer to its home than the next one could be. The last entry is a mark with distance 0.
///
/// String keys are bytes of `text`, at `pointer − base`.
///
/// @param slots home slots
/// @param entries home slots + the greatest number of lookups
record HashMapView(
    HashEntries layout,
    long slots,
    long elements,
    MemorySegment entries,
    MemorySegment text,
    long base) {
  /// Opens the map under `key` in O(1).
  ///
  /// @throws io.pergola.store.StoreException.Corrupt if sizes do not fit
  static HashMapView open(ArrayReader arrays, ObjectMeta owner, String key, HashEntries layout) {
    ArrayReader.requireType(owner, key, layout.typeName());
    ObjectMeta map = owner.member(key);
    ArrayReader.requireType(map, "entries_", layout.arrayTypeName());
    long slots = 1 + MetaRules.count(map, "num_slots_minus_one_", 0, Long.MAX_VALUE / 64);
    long lookups = MetaRules.count(map, "max_lookups_", 1, 128);
    long elements = MetaRules.count(map, "num_elements_", 0, slots + lookups);
    ObjectMeta array = map.member("entries_");
    ArrayReader.requireCount(array, "size_", slots + lookups);
    return new HashMapView(
        layout,
        slots,
        elements,
        arrays.bytes(map, "entries_", "buffer_", (slots + lookups) * layout.byteSize()),
        arrays.blob(owner, key, "data_buffer_mapped_"),
        map.integer("data_buffer_"));
  }

  /// Entries, with the mark at the end.
  long size() {
    return entries.byteSize() / layout.byteSize();
  }

  int distance(long slot) {
    return entries.get(Layouts.BYTE, slot * layout.byteSize());
  }

  /// The key of an entry that is a number.
  long key(long slot) {
    return HashEntries.number(entries, slot * layout.byteSize() + layout.keyAt(), layout.key());
  }

  long value(long slot) {
    return HashEntries.number(entries, slot * layout.byteSize() + layout.valueAt(), layout.value());
  }

  /// The key of an entry that is a text.
  ///
  /// @throws IndexOutOfBoundsException if it points beyond the bytes
  MemorySegment text(long slot) {
    long position = slot * layout.byteSize() + layout.keyAt();
    long length = entries.get(Layouts.LONG, position);
    long begin = entries.get(Layouts.LONG, position + 8) - base;
    return text.asSlice(begin, length);
  }

  long hash(long slot) {
    if (layout.key() != io.pergola.graph.PropertyType.STRING) return layout.hash(key(slot));
    MemorySegment found = text(slot);
    return WyHash.hash(found, 0, found.byteSize());
  }

  /// The value of a key that is a number, or −1.
  long find(long number) {
    long slot = Long.remainderUnsigned(layout.hash(number), slots);
    for (int distance = 0; slot < size() - 1 && distance(slot) >= distance; slot++, distance++) {
      if (key(slot) == number) return value(slot);
    }
    return -1;
  }

  /// Whether there is a key that is a number.
  boolean has(long number) {
    long slot = Long.remainderUnsigned(layout.hash(number), slots);
    for (int distance = 0; slot < size() - 1 && distance(slot) >= distance; slot++, distance++) {
      if (key(slot) == number) return true;
    }
    return false;
  }

  /// The value of a key that is a text, or −1.
  long find(MemorySegment bytes) {
    long slot = Long.remainderUnsigned(WyHash.hash(bytes, 0, bytes.byteSize()), slots);
    for (int distance = 0; slot < size() - 1 && distance(slot) >= distance; slot++, distance++) {
      if (text(slot).mismatch(bytes) < 0) return value(slot);
    }
    return -1;
  }
}
