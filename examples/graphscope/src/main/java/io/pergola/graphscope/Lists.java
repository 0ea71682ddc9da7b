package io.pergola.graphscope;

import io.pergola.graph.Csr;
import io.pergola.graph.Direction;
import io.pergola.graph.Fragment;
import io.pergola.graph.Layouts;
import io.pergola.graph.Triple;
import java.lang.foreign.MemorySegment;

/// The adjacency lists of one triple and direction in one fragment, as kernels read them: of inner
/// vertices of one span, with neighbors in another. Never empty, so its segments are always mapped
/// ones: loops that see only one kind of segment compile best.
final class Lists {
  /// The most that one [#read] copies.
  static final int BATCH = 256;

  final Span from;
  final Span to;
  final Fragment fragment;
  final Triple triple;
  final Direction direction;
  final Csr csr;
  final MemorySegment offsets;
  final MemorySegment neighbors;
  private final boolean dense;

  Lists(Span from, Span to, Fragment fragment, Triple triple, Direction direction, Csr csr) {
    this.from = from;
    this.to = to;
    this.fragment = fragment;
    this.triple = triple;
    this.direction = direction;
    this.csr = csr;
    this.offsets = csr.offsets();
    this.neighbors = csr.neighbors();
    this.dense = csr.form() == Csr.Form.DENSE;
  }

  /// Where the list of inner vertex `lid` begins.
  long begin(int lid) {
    return dense ? offsets.get(Layouts.LONG, (long) lid << 3) : csr.begin(lid);
  }

  /// Where it ends.
  long end(int lid) {
    return dense ? offsets.get(Layouts.LONG, (lid + 1L) << 3) : csr.end(lid);
  }

  /// Copies the neighbors at the entries `begin .. begin + count`, as flat indices; −1 where an
  /// entry is left out.
  void read(long begin, int count, int[] into) {
    MemorySegment.copy(neighbors, Layouts.INT, begin << 2, into, 0, count);
    int base = to.base();
    if (base != 0) for (int i = 0; i < count; i++) into[i] += base;
  }

  /// The first list of a vertex not less than `lid`; so the lists of the vertices `a .. b` are
  /// `firstList(a) .. firstList(b)`.
  int firstList(int lid) {
    if (dense) return lid;
    int low = 0;
    int high = csr.listCount();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (csr.vertexAt(middle) < lid) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
