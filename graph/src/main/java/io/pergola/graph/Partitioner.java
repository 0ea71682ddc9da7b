package io.pergola.graph;

import java.util.List;

/// Which fragment owns a vertex, by its oid. Stored in the group so that any reader can route.
public sealed interface Partitioner {
  /// The number of fragments.
  int fnum();

  /// The owner of a vertex of label `vertexLabel`, or −1 if only asking each fragment's index
  /// tells.
  int fid(int vertexLabel, Oid oid);

  /// Integers: the oid as an unsigned 64-bit number modulo `fnum`; strings: [WyHash] of the UTF-8
  /// bytes modulo `fnum`. Vineyard's own rule.
  record Hash(int fnum) implements Partitioner {
    @Override
    public int fid(int vertexLabel, Oid oid) {
      long hash =
          switch (oid) {
            case Oid.Numeric number -> number.value();
            case Oid.Text text -> WyHash.hash(text.value());
          };
      return (int) Long.remainderUnsigned(hash, fnum);
    }
  }

  /// Fragment f owns the oids from boundary f − 1 (inclusive) up to boundary f (exclusive); the
  /// first has no lower, the last no upper end. Integers order by value, strings by their UTF-8
  /// bytes. The boundaries hold for one vertex label each.
  ///
  /// @param boundaries for each vertex label, `fnum − 1` oids, ascending
  /// @param fnum the number of fragments
  record Range(List<List<Oid>> boundaries, int fnum) implements Partitioner {
    @Override
    public int fid(int vertexLabel, Oid oid) {
      int fid = 0;
      for (Oid boundary : boundaries.get(vertexLabel)) {
        if (Oid.ORDER.compare(oid, boundary) < 0) break;
        fid++;
      }
      return fid;
    }
  }

  /// Only the fragments' indexes tell.
  record Probe(int fnum) implements Partitioner {
    @Override
    public int fid(int vertexLabel, Oid oid) {
      return -1;
    }
  }
}
