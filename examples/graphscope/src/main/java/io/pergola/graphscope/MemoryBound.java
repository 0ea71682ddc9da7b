package io.pergola.graphscope;

import java.util.Arrays;

/// How much heap a run takes at most, by the sizes of its graph alone. Everything that kernels
/// allocate is an array whose length is known from them; what isn't (lambdas, lists of spans) is
/// covered by a constant.
///
/// @param slots flat indices
/// @param vertices inner ones that count
/// @param entries of the lists of all edges around vertices, in both directions
/// @param widest the longest of these, over all lists of a vertex, where the algorithm depends on
///   it
record MemoryBound(long slots, long vertices, long entries, long widest, int threads) {
  private static final long CONSTANT = 1 << 20;
  private static final long HUB_ROW = 8 * 33;
  private static final long WORTH_A_ROW = 8;

  /// Bytes, with those of the result, without the ids of vertices that are strings.
  static long of(FlatGraph graph, Algorithm algorithm, int threads) {
    long entries =
        Arrays.stream(graph.around)
            .flatMap(Arrays::stream)
            .mapToLong(lists -> lists.csr.entryCount())
            .sum();
    long widest =
        switch (algorithm) {
          case Bfs _, Sssp _, PageRank _, Wcc _, Program _ -> 0;
          case Cdlp _, Lcc _, Triangles _, KCore _ -> widest(graph);
        };
    MemoryBound bound = new MemoryBound(graph.size, graph.vertexCount, entries, widest, threads);
    return bound.bytes(algorithm);
  }

  private static long widest(FlatGraph graph) {
    long widest = 0;
    for (Span span : graph.spans) {
      for (int lid = 0; lid < span.inner(); lid++) {
        long here = 0;
        for (Lists lists : graph.around[span.index()]) here += lists.end(lid) - lists.begin(lid);
        widest = Math.max(widest, here);
      }
    }
    return widest;
  }

  private long bytes(Algorithm algorithm) {
    long state =
        switch (algorithm) {
          case Bfs bfs -> 4 * slots + 4 * vertices + 3 * slots / 8 + threads * 8L * 1024;
          case Sssp sssp -> 8 * slots + 16 * entries + threads * 64L * 1024;
          case PageRank rank -> 24 * slots;
          case Wcc wcc -> 12 * slots;
          case Cdlp cdlp -> 12 * slots + 32 * vertices + threads * (48 * widest + 4096);
          case Lcc lcc -> triangles(2) + 16 * vertices;
          case Triangles triangles -> triangles(1);
          case KCore core -> simple(entries) + 24 * vertices + threads * 8L * 1024;
          case Program program -> 24 * slots + threads * 16L * 1024;
        };
    return state + 8 * vertices + slots / 8 + CONSTANT;
  }

  private long triangles(int rowsOfVertex) {
    long upward = entries / 2;
    long rows = Math.min(vertices, upward / WORTH_A_ROW) * HUB_ROW * rowsOfVertex;
    long perThread = vertices / 4 + 8 * vertices + 64;
    return simple(upward) + rows + 32 * vertices + threads * perThread;
  }

  /// A [SimpleGraph] with so many entries, and its numbering.
  private long simple(long kept) {
    long block = Math.min(entries, SimpleGraph.BLOCK * widest);
    long gatherer = 24 * widest + 12 * block + (1 << 17);
    return 4 * kept + 4 * slots + 24 * vertices + threads * gatherer;
  }
}
