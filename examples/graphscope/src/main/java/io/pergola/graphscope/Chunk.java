package io.pergola.graphscope;

import java.util.ArrayList;
import java.util.List;

/// A run of flat indices of one span, one piece of work. Except at the ends of inner or outer
/// vertices it begins and ends at multiples of 64.
///
/// @param span all of it lies there
/// @param from the first flat index
/// @param to the flat index after the last
record Chunk(Span span, int from, int to) {
  static final int SIZE = 2048;

  /// The chunks of all inner vertices.
  static Chunk[] inner(List<Span> spans) {
    List<Chunk> chunks = new ArrayList<>();
    for (Span span : spans) cut(span, span.base(), span.innerEnd(), chunks);
    return chunks.toArray(Chunk[]::new);
  }

  /// The chunks of all outer vertices.
  static Chunk[] outer(List<Span> spans) {
    List<Chunk> chunks = new ArrayList<>();
    for (Span span : spans) cut(span, span.innerEnd(), span.end(), chunks);
    return chunks.toArray(Chunk[]::new);
  }

  private static void cut(Span span, int begin, int end, List<Chunk> into) {
    int from = begin;
    while (from < end) {
      int to = (int) Math.min(end, ((long) from + SIZE) & -64L);
      into.add(new Chunk(span, from, to));
      from = to;
    }
  }
}
