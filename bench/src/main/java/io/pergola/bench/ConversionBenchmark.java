package io.pergola.bench;

import io.pergola.builder.GraphConversion;
import io.pergola.builder.GraphFormat;
import io.pergola.builder.LoadOptions;
import io.pergola.graph.FragmentGroup;
import io.pergola.store.DeleteOption;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to turn a graph into the other layout through the client, in a process that has
/// done so before: `pergola convert` without the start of a JVM.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class ConversionBenchmark {
  private static final long MEMORY = 2L << 30;

  /// The binary logarithm of the number of vertices; there are 16 edges a vertex.
  @Param("20")
  public int scale;

  /// Whether edges have a direction.
  @Param({"false", "true"})
  public boolean directed;

  private MappedGraph graph;
  private FragmentGroup made;

  /// Loads the graph and converts it once.
  @Setup
  public void load() throws IOException {
    graph = MappedGraph.rmat(scale, LoadOptions.defaults().withUndirected(!directed));
    GraphConversion.convert(graph.client(), "g", GraphFormat.ARROW, "a", MEMORY);
  }

  /// Drops what was made.
  @TearDown(Level.Invocation)
  public void drop() {
    graph.client().dropName("b");
    graph.client().delete(List.of(made.id()), DeleteOption.DEEP);
  }

  /// Ends the server.
  @TearDown
  public void end() {
    graph.close();
  }

  /// From `csr`.
  @Benchmark
  public FragmentGroup toArrow() {
    made = GraphConversion.convert(graph.client(), "g", GraphFormat.ARROW, "b", MEMORY);
    return made;
  }

  /// From `arrow`.
  @Benchmark
  public FragmentGroup toCsr() {
    made = GraphConversion.convert(graph.client(), "a", GraphFormat.CSR, "b", MEMORY);
    return made;
  }
}
