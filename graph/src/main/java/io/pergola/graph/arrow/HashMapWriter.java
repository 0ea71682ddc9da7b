package io.pergola.graph.arrow;

import io.pergola.graph.Checksum;
import io.pergola.graph.Chunks;
import io.pergola.graph.Layouts;
import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;

/// Builds a `vineyard::Hashmap` in place. Where keys go is what Vineyard's own code does: the
/// smallest prime of its list that is at least twice the number of keys, more if a key would be too
/// far from home; then Robin Hood insertion in the order given.
final class HashMapWriter {
  /// Vineyard's primes: each about 1.26 times the one before.
  private static final long[] PRIMES =
      LongStream.concat(
              LongStream.of(
                  2, 3, 5, 7, 11, 13, 17, 23, 29, 37, 47, 59, 73, 97, 127, 151, 197, 251, 313, 397,
                  499, 631, 797, 1009, 1259, 1597, 2011, 2539, 3203, 4027, 5087, 6421, 8089, 10193,
                  12853, 16193, 20399, 25717, 32401, 40823, 51437, 64811, 81649, 102877, 129607,
                  163307, 205759, 259229, 326617, 411527, 518509, 653267, 823117, 1037059, 1306601,
                  1646237, 2074129, 2613229, 3292489, 4148279, 5226491, 6584983, 8296553, 10453007,
                  13169977, 16593127, 20906033, 26339969, 33186281),
              LongStream.of(
                  41812097,
                  52679969,
                  66372617,
                  83624237,
                  105359939,
                  132745199,
                  167248483,
                  210719881,
                  265490441,
                  334496971,
                  421439783,
                  530980861,
                  668993977,
                  842879579,
                  1061961721,
                  1337987929,
                  1685759167,
                  2123923447,
                  2675975881L,
                  3371518343L,
                  4247846927L))
          .toArray();

  /// What goes into a map.
  interface Pairs {
    /// How many.
    int count();

    /// The hash of a key.
    long hash(int i);

    /// Writes key and value.
    void write(int i, MemorySegment entries, long position);
  }

  private final HashEntries layout;
  private final Pairs pairs;
  private final long slots;
  private final int lookups;
  private final MemorySegment entries;
  private final MemorySegment held;
  private final MemorySegment other;

  private HashMapWriter(HashEntries layout, Pairs pairs, long slots, MemorySegment entries) {
    this.layout = layout;
    this.pairs = pairs;
    this.slots = slots;
    this.lookups = lookups(slots);
    this.entries = entries;
    this.held = MemorySegment.ofArray(new long[layout.byteSize() / 4]);
    this.other = MemorySegment.ofArray(new long[layout.byteSize() / 4]);
  }

  /// Makes the map.
  ///
  /// @param text the blob that string keys point into, else no bytes
  static ObjectMeta write(ObjectStore store, HashEntries layout, Pairs pairs, Blob text) {
    long slots = pairs.count() == 0 ? 1 : prime(2L * pairs.count());
    while (true) {
      BlobWriter blob = store.createBlob((slots + lookups(slots)) * layout.byteSize());
      if (new HashMapWriter(layout, pairs, slots, blob.segment()).fill()) {
        return seal(store, layout, pairs.count(), slots, blob.seal(), text);
      }
      blob.abort();
      slots = prime(2 * slots);
    }
  }

  static int lookups(long slots) {
    if (slots == 1) return 3;
    return Math.max(4, 63 - Long.numberOfLeadingZeros(slots));
  }

  static long prime(long least) {
    for (long prime : PRIMES) if (prime >= least) return prime;
    throw new IllegalArgumentException(least + " slots are more than a vertex label can need");
  }

  private boolean fill() {
    int size = layout.byteSize();
    long last = slots + lookups - 1;
    Chunks.ofRows(
        last,
        (from, to) -> {
          entries.asSlice(from * size, (to - from) * size).fill((byte) 0);
          for (long slot = from; slot < to; slot++) {
            entries.set(Layouts.BYTE, slot * size, HashEntries.FREE);
          }
        });
    entries.asSlice(last * size).fill((byte) 0);
    for (int i = 0; i < pairs.count(); i++) {
      if (!place(i, Long.remainderUnsigned(pairs.hash(i), slots))) return false;
    }
    return true;
  }

  /// Most pairs find their home free.
  private boolean place(int i, long home) {
    long at = home * layout.byteSize();
    if (entries.get(Layouts.BYTE, at) < 0) {
      pairs.write(i, entries, at);
      entries.set(Layouts.BYTE, at, (byte) 0);
      return true;
    }
    held.fill((byte) 0);
    pairs.write(i, held, 0);
    return insert(home);
  }

  /// Puts the held pair into the first slot from `slot` on whose entry is nearer to its home, and
  /// goes on with that entry.
  private boolean insert(long slot) {
    int size = layout.byteSize();
    for (int distance = 0; distance < lookups; slot++, distance++) {
      long at = slot * size;
      int found = entries.get(Layouts.BYTE, at);
      if (found >= distance) continue;
      if (found >= 0) MemorySegment.copy(entries, at, other, 0, size);
      held.set(Layouts.BYTE, 0, (byte) distance);
      MemorySegment.copy(held, 0, entries, at, size);
      if (found < 0) return true;
      MemorySegment.copy(other, 0, held, 0, size);
      distance = found;
    }
    return false;
  }

  private static ObjectMeta seal(
      ObjectStore store, HashEntries layout, int count, long slots, Blob entries, Blob text) {
    long instance = store.instanceId();
    ObjectMeta.Draft array =
        ObjectMeta.draft(layout.arrayTypeName())
            .put("size_", slots + lookups(slots))
            .byteSize(entries.byteSize());
    Checksum.link(array, "buffer_", entries, instance);
    return store.create(
        ObjectMeta.draft(layout.typeName())
            .put("num_slots_minus_one_", slots - 1)
            .put("max_lookups_", lookups(slots))
            .put("num_elements_", count)
            .put("data_buffer_", 0L)
            .member("entries_", store.create(array))
            .blob("data_buffer_mapped_", text, instance)
            .byteSize(entries.byteSize() + text.byteSize()));
  }
}
