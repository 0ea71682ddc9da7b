package io.pergola.graphscope;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/// Runs algorithms on the fragments of a graph, in place and with several threads.
///
/// ```java
/// FragmentGroup flights = Fragments.getGroup(store, "flights");
/// Result ranks = Analytics.run(store, flights, PageRank.DEFAULT, RunOptions.defaults());
/// ranks.top(10).forEach(row -> System.out.println(row.oid() + " " + row.text()));
/// ```
public final class Analytics {
  private Analytics() {}

  /// Opens all fragments of a group, runs and closes them.
  ///
  /// @throws StoreException.NotFound if a label, the source or the weight property is not there
  /// @throws StoreException.Invalid if the source is ambiguous, or a weight is not numeric, null,
  ///   NaN or negative; the message names the property, the edge label and the row
  /// @throws StoreException.Unsupported if fragments live on other instances, or the chosen labels
  ///   have more than 2^31 vertices here
  /// @throws CancellationException if the listener ended the run
  public static Result run(
      ObjectStore store, FragmentGroup group, Algorithm algorithm, RunOptions options) {
    requireLocal(store, group);
    List<Fragment> fragments = Fragments.open(store, group);
    try {
      return run(fragments, algorithm, options);
    } finally {
      fragments.forEach(Fragment::close);
    }
  }

  /// Runs on fragments that are open already.
  ///
  /// @param fragments all of a graph, by fid
  public static Result run(List<Fragment> fragments, Algorithm algorithm, RunOptions options) {
    FlatGraph graph = FlatGraph.of(fragments, options.part());
    long bound = MemoryBound.of(graph, algorithm, options.threads());
    try (Team team = Team.of(options.threads(), options.listener())) {
      Kernel kernel = kernel(graph, team, algorithm);
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < options.repeat(); i++) {
        long begin = System.nanoTime();
        kernel.run();
        seconds.add((System.nanoTime() - begin) / 1e9);
        team.requireWanted();
      }
      Names names = Names.of(graph);
      RunFacts facts = new RunFacts(algorithm, seconds, kernel.rounds(), bound);
      return new Result(facts, names, kernel.values(names));
    }
  }

  /// How many bytes of heap such a run takes at most, fragments themselves aside. It follows from
  /// the sizes of the graph; for [Sssp] it supposes that no more vertices wait than there are
  /// edges. Ids that are strings, which a result copies, are not counted.
  ///
  /// @param fragments all of a graph, by fid
  public static long memoryBound(
      List<Fragment> fragments, Algorithm algorithm, RunOptions options) {
    FlatGraph graph = FlatGraph.of(fragments, options.part());
    return MemoryBound.of(graph, algorithm, options.threads());
  }

  private static Kernel kernel(FlatGraph graph, Team team, Algorithm algorithm) {
    return switch (algorithm) {
      case Bfs bfs -> new BfsKernel(graph, team, SourceVertex.find(graph, bfs.source()));
      case Sssp sssp -> sssp(graph, team, sssp);
      case PageRank pageRank -> new PageRankKernel(graph, team, pageRank);
      case Wcc wcc -> new WccKernel(graph, team);
      case Cdlp cdlp -> new CdlpKernel(graph, team, cdlp);
      case Lcc lcc -> TriangleKernel.coefficients(graph, team);
      case Triangles triangles -> TriangleKernel.counts(graph, team);
      case KCore core -> new KCoreKernel(graph, team);
      case Program program -> program(graph, team, program);
    };
  }

  private static Kernel sssp(FlatGraph graph, Team team, Sssp sssp) {
    int source = SourceVertex.find(graph, sssp.source());
    if (sssp.weight().isEmpty()) {
      Distances hops = new Distances.Whole(graph.size, 1);
      return new SsspKernel(graph, team, source, weights(graph, lists -> Weights.ones()), hops);
    }
    WeightCheck check = WeightCheck.of(graph, team, sssp.weight().get());
    double delta = delta(graph, check.mean());
    Distances distances =
        check.fitsInt(graph.vertexCount)
            ? new Distances.Whole(graph.size, delta)
            : new Distances.Real(graph.size, delta);
    return new SsspKernel(graph, team, source, weights(graph, check::of), distances);
  }

  private static Kernel program(FlatGraph graph, Team team, Program program) {
    Function<Lists, Weights> weights =
        program
            .weight()
            .<Function<Lists, Weights>>map(name -> WeightCheck.of(graph, team, name)::of)
            .orElse(lists -> Weights.ones());
    return new ProgramKernel(graph, team, program, weights(graph, weights));
  }

  private static Weights[][] weights(FlatGraph graph, Function<Lists, Weights> weightsOf) {
    return Arrays.stream(graph.forward)
        .map(lists -> Arrays.stream(lists).map(weightsOf).toArray(Weights[]::new))
        .toArray(Weights[][]::new);
  }

  /// A power of two near half the mean weight over the mean degree: then few edges stay within a
  /// bucket. A quarter or four times of it costs little on skewed graphs and on grids.
  private static double delta(FlatGraph graph, double meanWeight) {
    double degree = Math.max(1, (double) graph.entryCount / Math.max(1, graph.vertexCount));
    double wish = Math.clamp(meanWeight / (2 * degree), 1e-300, 1e300);
    return Double.isNaN(wish) ? 1 : Math.scalb(1.0, Math.getExponent(wish));
  }

  private static void requireLocal(ObjectStore store, FragmentGroup group) {
    for (FragmentGroup.Part part : group.fragments()) {
      if (part.instanceId() != store.instanceId()) {
        throw new StoreException.Unsupported(
            "fragment %d of the graph lives on instance %d, this is instance %d; analytics runs where all fragments are"
                .formatted(part.fid(), part.instanceId(), store.instanceId()));
      }
    }
  }
}
