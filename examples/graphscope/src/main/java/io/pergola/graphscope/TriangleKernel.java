package io.pergola.graphscope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// [Triangles] and [Lcc]: every triangle is found once, at its corner of lowest degree, and
/// credited to all three corners.
///
/// Vertices are numbered by degree and keep the neighbors above them (Latapy, "Main-memory triangle
/// computations for very large (sparse (power-law)) graphs", TCS 407, 2008), so no list is long.
/// The neighbors above u are marked in a bit set; what a neighbor v has in common with u are the
/// marked ones of v's list, and, among the hubs, the common bits of v's row ([HubRows]).
///
/// With direction a corner is credited with the number of edges between the other two, 1 or 2.
final class TriangleKernel implements Kernel {
  /// Pieces of a block; those with the most work come first.
  private static final int PIECES = 16;

  private static final VarHandle INT = MethodHandles.arrayElementVarHandle(int[].class);

  private final FlatGraph graph;
  private final Team team;
  private final boolean coefficients;
  private final boolean mutual;
  private final Numbering numbering;
  private final int[] degrees;
  private final long[] credits;

  private TriangleKernel(FlatGraph graph, Team team, boolean coefficients) {
    this.graph = graph;
    this.team = team;
    this.coefficients = coefficients;
    this.mutual = coefficients && graph.directed;
    this.numbering = Numbering.byDegree(graph, team);
    this.degrees = new int[numbering.count()];
    this.credits = new long[numbering.count()];
  }

  static TriangleKernel counts(FlatGraph graph, Team team) {
    return new TriangleKernel(graph, team, false);
  }

  static TriangleKernel coefficients(FlatGraph graph, Team team) {
    return new TriangleKernel(graph, team, true);
  }

  @Override
  public int rounds() {
    return 1;
  }

  @Override
  public Values values(Names names) {
    int[] numbers = numbering.numbers();
    if (!coefficients) return new Values.Counts(credits, numbers);
    double[] values = new double[numbering.count()];
    for (int v = 0; v < values.length; v++) {
      double pairs = (double) degrees[v] * (degrees[v] - 1);
      if (pairs > 0) values[v] = (mutual ? credits[v] : 2.0 * credits[v]) / pairs;
    }
    return new Values.Shares(values, numbers);
  }

  @Override
  public void run() {
    SimpleGraph simple = SimpleGraph.upward(graph, team, numbering);
    HubRows hubs = HubRows.of(simple, team, mutual);
    Arrays.fill(degrees, 0);
    team.forEach(simple.blockCount(), (block, worker) -> countDegrees(simple, block, degrees));
    Worker[] workers = new Worker[team.size()];
    Arrays.setAll(workers, worker -> new Worker(simple, hubs, mutual));
    int pieces = simple.blockCount() * PIECES;
    team.forEach(
        pieces,
        (piece, worker) -> {
          if (worker == 0) team.step(piece, pieces);
          count(simple, pieces - 1 - piece, workers[worker]);
        });
    team.step(pieces, pieces);
    Arrays.fill(credits, 0);
    for (Worker worker : workers) worker.addTo(credits);
  }

  private static void count(SimpleGraph simple, int piece, Worker worker) {
    int size = SimpleGraph.BLOCK / PIECES;
    int from = piece * size;
    int to = Math.min(simple.vertexCount(), from + size);
    for (int u = from; u < to; u++) worker.countAt(u);
  }

  private static void countDegrees(SimpleGraph simple, int block, int[] degrees) {
    int from = simple.blockFrom(block);
    for (int v = from; v < simple.blockTo(block); v++) {
      int[] entries = simple.entries(v);
      int own = simple.end(v) - simple.begin(v);
      if (own > 0) INT.getAndAdd(degrees, v, own);
      for (int at = simple.begin(v); at < simple.end(v); at++) {
        INT.getAndAdd(degrees, SimpleGraph.neighbor(entries[at]), 1);
      }
    }
  }

  /// One thread's marks and credits.
  private static final class Worker {
    private final SimpleGraph graph;
    private final HubRows hubs;
    private final boolean mutual;
    private final long[] marks;
    private final long[] mutualMarks;
    private final long[] credits;

    /// Credits of u and of v, from the neighbors that they have in common.
    private long ofU;

    private long ofV;

    Worker(SimpleGraph graph, HubRows hubs, boolean mutual) {
      this.graph = graph;
      this.hubs = hubs;
      this.mutual = mutual;
      this.marks = Bits.of(graph.vertexCount());
      this.mutualMarks = mutual ? Bits.of(graph.vertexCount()) : marks;
      this.credits = new long[graph.vertexCount()];
    }

    void addTo(long[] all) {
      for (int v = 0; v < all.length; v++) all[v] += credits[v];
    }

    void countAt(int u) {
      int[] entries = graph.entries(u);
      int begin = graph.begin(u);
      int end = graph.end(u);
      if (end - begin < 2) return;
      mark(entries, begin, end);
      ofU = 0;
      for (int at = begin; at < end; at++) {
        int v = SimpleGraph.neighbor(entries[at]);
        int edges = mutual ? 1 + SimpleGraph.mutual(entries[at]) : 1;
        ofV = 0;
        if (mutual) probeMutual(v, edges);
        else probe(v);
        if (hubs.has(v)) meetHubs(v, edges);
        credits[v] += ofV;
      }
      credits[u] += ofU;
      unmark(entries, begin, end);
    }

    private void mark(int[] entries, int begin, int end) {
      for (int at = begin; at < end; at++) {
        int v = SimpleGraph.neighbor(entries[at]);
        Bits.set(marks, v);
        if (mutual && SimpleGraph.mutual(entries[at]) != 0) Bits.set(mutualMarks, v);
      }
    }

    private void unmark(int[] entries, int begin, int end) {
      for (int at = begin; at < end; at++) {
        int word = SimpleGraph.neighbor(entries[at]) >>> 6;
        marks[word] = 0;
        mutualMarks[word] = 0;
      }
    }

    private void probe(int v) {
      int[] entries = graph.entries(v);
      int end = hubs.listEnd(v);
      long[] marks = this.marks;
      int common = 0;
      for (int at = graph.begin(v); at < end; at++) {
        int w = SimpleGraph.neighbor(entries[at]);
        if (!Bits.has(marks, w)) continue;
        common++;
        credits[w]++;
      }
      ofU += common;
      ofV += common;
    }

    private void probeMutual(int v, int edges) {
      int[] entries = graph.entries(v);
      int end = hubs.listEnd(v);
      for (int at = graph.begin(v); at < end; at++) {
        int w = SimpleGraph.neighbor(entries[at]);
        if (!Bits.has(marks, w)) continue;
        credits[w] += edges;
        ofU += 1 + SimpleGraph.mutual(entries[at]);
        ofV += Bits.has(mutualMarks, w) ? 2 : 1;
      }
    }

    private void meetHubs(int v, int edges) {
      long[] rows = hubs.rows(v);
      long[] mutualRows = hubs.mutualRows(v);
      int rowAt = hubs.rowAt(v);
      int markAt = hubs.first >>> 6;
      for (int word = Math.max(0, v - hubs.first) >> 6; word < hubs.words; word++) {
        long both = marks[markAt + word] & rows[rowAt + word];
        if (both == 0) continue;
        int common = Long.bitCount(both);
        ofU += common;
        ofV += common;
        if (mutual) {
          ofU += Long.bitCount(both & mutualRows[rowAt + word]);
          ofV += Long.bitCount(both & mutualMarks[markAt + word]);
        }
        credit(both, hubs.first + (word << 6), edges);
      }
    }

    private void credit(long bits, int base, int edges) {
      for (long rest = bits; rest != 0; rest &= rest - 1) {
        credits[base + Long.numberOfTrailingZeros(rest)] += edges;
      }
    }
  }
}
