package io.pergola.graph.csr;

import io.pergola.graph.Layouts;
import io.pergola.graph.Oid;
import java.lang.foreign.MemorySegment;

/// Finds the inner vertex of a label by its oid.
sealed interface OidIndex {
  String DENSE = "dense";
  String SORTED = "sorted";
  String HASH = "hash";

  /// A slot of a hash index without a vertex.
  int FREE = -1;

  /// The lid of the vertex with that oid, or −1.
  int find(Oid oid);

  /// Slots of a hash index over `count` oids: a third stay free.
  static long capacity(int count) {
    return (3L * count + 1) / 2;
  }

  /// The slot where the search for a hash begins: the high 64 bits of hash × capacity, so that it
  /// is below the capacity without a division.
  static long home(long hash, long capacity) {
    return Math.unsignedMultiplyHigh(hash, capacity);
  }

  /// The oid of vertex i is `base + i × stride`: consecutive numbers, or every fourth of them in
  /// one of four fragments.
  record Dense(long base, long stride, int count) implements OidIndex {
    @Override
    public int find(Oid oid) {
      if (!(oid instanceof Oid.Numeric(long value)) || value < base) return -1;
      // The distance of two signed numbers is an unsigned one.
      long distance = value - base;
      long lid = stride == 1 ? distance : Long.divideUnsigned(distance, stride);
      boolean found = Long.compareUnsigned(lid, count) < 0 && lid * stride == distance;
      return found ? (int) lid : -1;
    }
  }

  /// The oids ascend.
  record Sorted(OidColumn oids, int count) implements OidIndex {
    @Override
    public int find(Oid oid) {
      return oids.key(oid).map(this::search).orElse(-1);
    }

    private int search(OidColumn.Key key) {
      int low = 0;
      int high = count - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = key.order(middle);
        if (order == 0) return middle;
        if (order > 0) low = middle + 1;
        else high = middle - 1;
      }
      return -1;
    }
  }

  /// A vertex is in the first slots from its oid's home on, before any free one; after the last
  /// slot comes the first.
  record Hash(OidColumn oids, MemorySegment slots) implements OidIndex {
    @Override
    public int find(Oid oid) {
      return oids.key(oid).map(this::probe).orElse(-1);
    }

    private int probe(OidColumn.Key key) {
      long capacity = slots.byteSize() / 4;
      long slot = home(key.hash(), capacity);
      // A sound table has free slots; counting ends the search in one that has none.
      for (long tries = 0; tries < capacity; tries++) {
        int lid = slots.getAtIndex(Layouts.INT, slot);
        if (lid == FREE) return -1;
        if (key.order(lid) == 0) return lid;
        if (++slot == capacity) slot = 0;
      }
      return -1;
    }
  }
}
