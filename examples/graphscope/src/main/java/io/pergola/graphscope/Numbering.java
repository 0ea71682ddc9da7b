package io.pergola.graphscope;

import it.unimi.dsi.fastutil.ints.IntArrays;

/// Another numbering of a graph's vertices: 0 to n − 1 without gaps and without copies of others'.
///
/// @param numbers by flat index; an outer vertex has the number of its home
/// @param flats the flat index of the inner vertex with each number
@SuppressWarnings("ArrayRecordComponent") // shared with kernels, never copied
record Numbering(int[] numbers, int[] flats) {
  /// As the flat index runs.
  static Numbering plain(FlatGraph graph, Team team) {
    return of(graph, team, inner(graph));
  }

  /// By vertex label, then by id.
  static Numbering byName(FlatGraph graph, Team team, Names names) {
    int[] flats = inner(graph);
    IntArrays.mergeSort(flats, names::compare);
    return of(graph, team, flats);
  }

  /// By degree, smallest first, equal ones as the flat index runs.
  static Numbering byDegree(FlatGraph graph, Team team) {
    int[] flats = inner(graph);
    int[] degrees = new int[flats.length];
    int chunks = (flats.length + Chunk.SIZE - 1) / Chunk.SIZE;
    team.forEach(chunks, (chunk, worker) -> degrees(graph, flats, degrees, chunk * Chunk.SIZE));
    return of(graph, team, sort(flats, degrees));
  }

  /// How many vertices there are.
  int count() {
    return flats.length;
  }

  private static int[] inner(FlatGraph graph) {
    int[] flats = new int[Math.toIntExact(graph.vertexCount)];
    int count = 0;
    for (Span span : graph.spans) {
      for (int v = span.base(); v < span.innerEnd(); v++) {
        if (graph.vertices.has(v)) flats[count++] = v;
      }
    }
    return flats;
  }

  private static Numbering of(FlatGraph graph, Team team, int[] flats) {
    int[] numbers = new int[graph.size];
    for (int number = 0; number < flats.length; number++) numbers[flats[number]] = number;
    team.forEach(
        graph.outerChunks.length,
        (item, worker) -> {
          Chunk chunk = graph.outerChunks[item];
          graph.outer(chunk).copy(numbers, chunk.from(), chunk.to());
        });
    return new Numbering(numbers, flats);
  }

  private static void degrees(FlatGraph graph, int[] flats, int[] degrees, int from) {
    int to = Math.min(flats.length, from + Chunk.SIZE);
    for (int i = from; i < to; i++) {
      Span span = graph.span(flats[i]);
      int lid = flats[i] - span.base();
      long degree = 0;
      for (Lists lists : graph.around[span.index()]) degree += lists.end(lid) - lists.begin(lid);
      degrees[i] = (int) Math.min(degree, Integer.MAX_VALUE);
    }
  }

  /// Distributes by the degree's lower and upper half; both passes are stable.
  private static int[] sort(int[] flats, int[] degrees) {
    int[] order = new int[flats.length];
    for (int i = 0; i < order.length; i++) order[i] = i;
    int most = 0;
    for (int degree : degrees) most = Math.max(most, degree);
    order = distribute(order, degrees, 0);
    if (most > 0xffff) order = distribute(order, degrees, 16);
    for (int i = 0; i < order.length; i++) order[i] = flats[order[i]];
    return order;
  }

  private static int[] distribute(int[] order, int[] degrees, int shift) {
    int[] ends = new int[(1 << 16) + 1];
    for (int degree : degrees) ends[(degree >>> shift & 0xffff) + 1]++;
    for (int i = 1; i < ends.length; i++) ends[i] += ends[i - 1];
    int[] sorted = new int[order.length];
    for (int i : order) sorted[ends[degrees[i] >>> shift & 0xffff]++] = i;
    return sorted;
  }
}
