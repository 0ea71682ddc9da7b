package io.pergola.bench;

import io.pergola.graph.Csr;
import io.pergola.graph.Layouts;
import io.pergola.graph.Triple;
import io.pergola.graphscope.Analytics;
import io.pergola.graphscope.PageRank;
import io.pergola.graphscope.Result;
import io.pergola.graphscope.RunOptions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to compute in shared memory: ten iterations of PageRank by one thread, pulling
/// over the mapped in-edges of a fragment, against the same loop over Java arrays with the same
/// contents. The engine's own run, with all threads, is there for comparison.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PageRankBenchmark {
  private static final int ITERATIONS = 10;
  private static final double DAMPING = 0.85;
  private static final int CHUNK = 8192;

  /// The binary logarithm of the number of vertices; there are 16 edges a vertex.
  @Param("18")
  public int scale;

  private MappedGraph graph;
  private MemorySegment offsets;
  private MemorySegment neighbors;
  private long[] offsetArray;
  private int[] neighborArray;
  private double[] degrees;

  /// Loads the graph and copies its in-edges.
  @Setup
  public void load() throws IOException {
    graph = MappedGraph.rmat(scale);
    Triple triple = graph.fragment().schema().triples().getFirst();
    Csr in = graph.fragment().in(triple);
    offsets = in.offsets();
    neighbors = in.neighbors();
    offsetArray = offsets.toArray(Layouts.LONG);
    neighborArray = neighbors.toArray(Layouts.INT);
    Csr out = graph.fragment().out(triple);
    degrees = new double[in.vertexCount()];
    for (int v = 0; v < degrees.length; v++) degrees[v] = out.degree(v);
  }

  /// Ends the server.
  @TearDown
  public void end() {
    graph.close();
  }

  /// Over the mapped fragment.
  @Benchmark
  public double[] mapped() {
    return iterate((from, to, given, sums) -> pull(offsets, neighbors, from, to, given, sums));
  }

  /// Over arrays on the heap.
  @Benchmark
  public double[] arrays() {
    return iterate(
        (from, to, given, sums) -> pull(offsetArray, neighborArray, from, to, given, sums));
  }

  /// The engine, as `pergola run pagerank` calls it.
  @Benchmark
  public Result engine() {
    return Analytics.run(
        List.of(graph.fragment()), new PageRank(DAMPING, ITERATIONS), RunOptions.defaults());
  }

  private interface Pull {
    void chunk(int from, int to, double[] given, double[] sums);
  }

  private double[] iterate(Pull pull) {
    int count = degrees.length;
    double[] ranks = new double[count];
    double[] given = new double[count];
    Arrays.fill(ranks, 1.0 / count);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double dangling = give(ranks, given);
      for (int from = 0; from < count; from += CHUNK) {
        pull.chunk(from, Math.min(from + CHUNK, count), given, ranks);
      }
      double base = (1 - DAMPING + DAMPING * dangling) / count;
      for (int v = 0; v < count; v++) ranks[v] = base + DAMPING * ranks[v];
    }
    return ranks;
  }

  private double give(double[] ranks, double[] given) {
    double dangling = 0;
    for (int v = 0; v < ranks.length; v++) {
      if (degrees[v] == 0) dangling += ranks[v];
      else given[v] = ranks[v] / degrees[v];
    }
    return dangling;
  }

  private static void pull(
      MemorySegment offsets,
      MemorySegment neighbors,
      int from,
      int to,
      double[] given,
      double[] sums) {
    for (int v = from; v < to; v++) {
      long end = offsets.getAtIndex(Layouts.LONG, v + 1L);
      double sum = 0;
      for (long at = offsets.getAtIndex(Layouts.LONG, v); at < end; at++) {
        sum += given[neighbors.getAtIndex(Layouts.INT, at)];
      }
      sums[v] = sum;
    }
  }

  private static void pull(
      long[] offsets, int[] neighbors, int from, int to, double[] given, double[] sums) {
    for (int v = from; v < to; v++) {
      int end = (int) offsets[v + 1];
      double sum = 0;
      for (int at = (int) offsets[v]; at < end; at++) sum += given[neighbors[at]];
      sums[v] = sum;
    }
  }
}
