package io.pergola.graphscope;

import io.pergola.graph.Csr;
import io.pergola.graph.Direction;
import io.pergola.graph.Fragment;
import io.pergola.graph.Layouts;
import io.pergola.graph.Triple;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /// Whether every entry counts: then kernels may read `neighbors` themselves.
  final boolean plain;

  private final boolean dense;
  private final VertexSet vertices;
  private final @Nullable EdgeSet edges;
  private final int base;

  private Lists(Span from, Span to, TripleSide side, VertexSet vertices, @Nullable EdgeSet edges) {
    this.from = from;
    this.to = to;
    this.fragment = side.fragment();
    this.triple = side.triple();
    this.direction = side.direction();
    this.csr = side.csr();
    this.offsets = csr.offsets();
    this.neighbors = csr.neighbors();
    this.dense = csr.form() == Csr.Form.DENSE;
    this.vertices = vertices;
    this.edges = edges;
    this.plain = vertices.isAll() && edges == null;
    this.base = to.base();
  }

  static Lists of(Span from, Span to, TripleSide side, VertexSet vertices, Filters filters) {
    Optional<EdgeSet> edges =
        filters
            .edgesOf(from.fid(), side.triple())
            .map(set -> EdgeSet.of(set, side.rows().orElse(null)));
    return new Lists(from, to, side, vertices, edges.orElse(null));
  }

  /// Where the list of inner vertex `lid` begins.
  long begin(int lid) {
    return dense ? offsets.get(Layouts.LONG, (long) lid << 3) : csr.begin(lid);
  }

  /// Where it ends; where it begins if the vertex is left out.
  long end(int lid) {
    if (!plain && !vertices.has(from.base() + lid)) return begin(lid);
    return dense ? offsets.get(Layouts.LONG, (lid + 1L) << 3) : csr.end(lid);
  }

  /// How many entries of a list count.
  long degree(int lid) {
    long begin = begin(lid);
    long end = end(lid);
    if (plain) return end - begin;
    long count = 0;
    for (long e = begin; e < end; e++) if (at(e) >= 0) count++;
    return count;
  }

  /// The neighbor at an entry, as a flat index; −1 if the entry is left out. In a loop over entries
  /// the compiler takes the question whether lists are [#plain] out of the loop.
  int at(long entry) {
    int v = base + neighbors.get(Layouts.INT, entry << 2);
    return plain || keeps(entry, v) ? v : -1;
  }

  private boolean keeps(long entry, int v) {
    return vertices.has(v) && (edges == null || edges.has(entry));
  }

  /// Copies the neighbors at the entries `begin .. begin + count`, as flat indices; −1 where an
  /// entry is left out.
  void read(long begin, int count, int[] into) {
    MemorySegment.copy(neighbors, Layouts.INT, begin << 2, into, 0, count);
    if (base != 0) for (int i = 0; i < count; i++) into[i] += base;
    if (!plain) leaveOut(begin, count, into);
  }

  private void leaveOut(long begin, int count, int[] into) {
    for (int i = 0; i < count; i++) if (!keeps(begin + i, into[i])) into[i] = -1;
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
