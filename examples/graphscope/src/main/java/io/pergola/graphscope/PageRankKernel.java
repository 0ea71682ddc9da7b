package io.pergola.graphscope;

import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// [PageRank] by pulling over in-edges.
///
/// The state is what each vertex gives to each of its out-neighbors, rank / outdegree, so the loop
/// over edges only adds. A chunk's vertices are finished while their sums are in the cache. All
/// sums are made in an order that depends on the fragments alone: neighbors in the order of their
/// lists, dangling ranks chunk by chunk. So the result is the same, bit for bit, for any number of
/// threads; other fragments of the same graph may differ in the last digits.
final class PageRankKernel implements Kernel {
  private final FlatGraph graph;
  private final Team team;
  private final PageRank parameters;
  private final double[] degrees;
  private final double[] dangling;
  private double[] given;
  private double[] next;

  PageRankKernel(FlatGraph graph, Team team, PageRank parameters) {
    this.graph = graph;
    this.team = team;
    this.parameters = parameters;
    this.degrees = new double[graph.size];
    this.dangling = new double[graph.innerChunks.length];
    this.given = new double[graph.size];
    this.next = new double[graph.size];
  }

  @Override
  public void run() {
    int last = parameters.iterations();
    double first = 1.0 / graph.vertexCount;
    each((chunk, item) -> {
      degrees(graph, chunk, degrees);
      Arrays.fill(next, chunk.from(), chunk.to(), first);
      dangling[item] = give(graph.vertices, chunk, degrees, next, last == 0);
    });
    swap();
    for (int iteration = 1; iteration <= last; iteration++) {
      double lost = Arrays.stream(dangling).sequential().reduce(0, Double::sum);
      step(lost, iteration == last);
      team.step(iteration, last);
    }
  }

  @Override
  public int rounds() {
    return parameters.iterations();
  }

  @Override
  public Values values(Names names) {
    return new Values.Ranks(given);
  }

  private void step(double lost, boolean last) {
    team.forEach(
        graph.outerChunks.length,
        (item, worker) -> {
          Chunk chunk = graph.outerChunks[item];
          graph.outer(chunk).copy(given, chunk.from(), chunk.to());
        });
    double damping = parameters.damping();
    double base = (1 - damping + damping * lost) / graph.vertexCount;
    each((chunk, item) -> {
      Arrays.fill(next, chunk.from(), chunk.to(), 0);
      for (Lists lists : graph.backward[chunk.span().index()]) pull(lists, chunk, given, next);
      damp(chunk, base, damping, next);
      dangling[item] = give(graph.vertices, chunk, degrees, next, last);
    });
    swap();
  }

  private interface Step {
    void run(Chunk chunk, int item);
  }

  private void each(Step step) {
    team.forEach(
        graph.innerChunks.length, (item, worker) -> step.run(graph.innerChunks[item], item));
  }

  private void swap() {
    double[] old = given;
    given = next;
    next = old;
  }

  private static void degrees(FlatGraph graph, Chunk chunk, double[] degrees) {
    Span span = chunk.span();
    for (int v = chunk.from(); v < chunk.to(); v++) {
      degrees[v] = graph.degree(span, v - span.base());
    }
  }

  private static void pull(Lists lists, Chunk chunk, double[] given, double[] sums) {
    int base = chunk.span().base();
    int from = lists.firstList(chunk.from() - base);
    int to = lists.firstList(chunk.to() - base);
    MemorySegment offsets = lists.offsets;
    long begin = offsets.get(Layouts.LONG, (long) from << 3);
    for (int list = from; list < to; list++) {
      long end = offsets.get(Layouts.LONG, (list + 1L) << 3);
      double sum = 0;
      for (long e = begin; e < end; e++) {
        int v = lists.at(e);
        if (v >= 0) sum += given[v];
      }
      sums[base + lists.csr.vertexAt(list)] += sum;
      begin = end;
    }
  }

  private static void damp(Chunk chunk, double base, double damping, double[] ranks) {
    for (int v = chunk.from(); v < chunk.to(); v++) ranks[v] = base + damping * ranks[v];
  }

  /// Turns ranks into what is given to each neighbor, or leaves them if it was the last step.
  /// Returns the dangling vertices' ranks.
  private static double give(
      VertexSet vertices, Chunk chunk, double[] degrees, double[] ranks, boolean last) {
    double lost = 0;
    for (int v = chunk.from(); v < chunk.to(); v++) {
      if (degrees[v] == 0 && vertices.has(v)) lost += ranks[v];
      else if (!last) ranks[v] /= degrees[v];
    }
    return lost;
  }
}
