package io.pergola.graphscope;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The vertices that belong to a run, by flat index; outer ones belong if their homes do.
final class VertexSet {
  /// Every vertex.
  static final VertexSet ALL = new VertexSet(null);

  private final long @Nullable [] bits;

  private VertexSet(long @Nullable [] bits) {
    this.bits = bits;
  }

  /// The inner vertices that the filters keep; outer ones are for [FlatGraph] to add.
  static VertexSet of(Iterable<Span> spans, int size, Filters filters) {
    if (filters.vertices().isEmpty()) return ALL;
    long[] bits = Bits.of(size);
    for (Span span : spans) {
      filters
          .verticesOf(span.fid(), span.label().id())
          .ifPresentOrElse(
              set -> add(bits, span, set),
              () -> {
                for (int v = span.base(); v < span.innerEnd(); v++) Bits.set(bits, v);
              });
    }
    return new VertexSet(bits);
  }

  private static void add(long[] bits, Span span, RoaringBitmap lids) {
    lids.forEach((int lid) -> {
      if (lid >= 0 && lid < span.inner()) Bits.set(bits, span.base() + lid);
    });
  }

  /// Whether it has every vertex.
  boolean isAll() {
    return bits == null;
  }

  boolean has(int flat) {
    return bits == null || Bits.has(bits, flat);
  }

  /// How many of a span's inner vertices it has.
  int count(Span span) {
    if (bits == null) return span.inner();
    int count = 0;
    for (int v = span.base(); v < span.innerEnd(); v++) if (Bits.has(bits, v)) count++;
    return count;
  }

  /// Adds the outer vertices whose homes it has.
  void addOuter(Chunk[] outerChunks, Outer[] outers) {
    if (bits == null) return;
    for (Chunk chunk : outerChunks) {
      outers[chunk.span().index()].copy(bits, chunk.from(), chunk.to());
    }
  }
}
