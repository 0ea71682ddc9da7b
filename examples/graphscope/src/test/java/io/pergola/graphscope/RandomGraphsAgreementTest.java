package io.pergola.graphscope;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Partitioner;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.arrow.ArrowGroupWriter;
import io.pergola.graph.arrow.ArrowOptions;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.graph.testkit.RandomGraphs;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Every algorithm against its slow twins on random graphs of every shape.
class RandomGraphsAgreementTest {
  private static final int GRAPHS = 600;
  private static final int ARROW_GRAPHS = 60;
  private static final long SCRATCH_BYTES = 16 << 20;

  @Test
  void everyAlgorithmAgreesWithItsSlowTwins() {
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(64 << 20));
        ObjectStore store = embedded.connect()) {
      for (long seed = 0; seed < GRAPHS; seed++) check(store, seed);
    }
  }

  @Test
  void theyAgreeOnTheArrowLayout() {
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(64 << 20));
        ObjectStore store = embedded.connect()) {
      for (long seed = 0; seed < ARROW_GRAPHS; seed++) {
        Random random = new Random(seed);
        GraphModel model = Models.weighted(RandomGraphs.graphOfOneIdType(seed), random);
        Partitioner partitioner = RandomGraphs.partitioner(model, seed);
        FragmentGroup csr = NaiveFragments.into(store).write(model, partitioner);
        FragmentGroup arrow =
            ArrowGroupWriter.write(store, csr, ArrowOptions.DEFAULTS, SCRATCH_BYTES);
        check(store, arrow, model, options(2));
        store.clear();
      }
    }
  }

  @Test
  void theyAgreeOnGraphsOfManyChunks() {
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(64 << 20));
        ObjectStore store = embedded.connect()) {
      for (int seed = 0; seed < 8; seed++) {
        GraphModel model = Models.medium(seed % 2 == 0, seed);
        Partitioner partitioner = new Partitioner.Hash(1 + seed % 3);
        check(store, NaiveFragments.into(store), model, partitioner, options(2));
        store.clear();
      }
    }
  }

  private static void check(ObjectStore store, long seed) {
    Random random = new Random(seed);
    try {
      GraphModel model = Models.weighted(RandomGraphs.graph(seed), random);
      Partitioner partitioner = RandomGraphs.partitioner(model, seed);
      NaiveFragments writer = NaiveFragments.into(store);
      RunOptions options = choose(model, random).withThreads(1 + random.nextInt(2));
      check(store, writer, model, partitioner, options);
      store.clear();
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
    }
  }

  private static void check(
      ObjectStore store,
      NaiveFragments writer,
      GraphModel model,
      Partitioner partitioner,
      RunOptions options) {
    check(store, writer.write(model, partitioner), model, options);
  }

  private static void check(
      ObjectStore store, FragmentGroup group, GraphModel model, RunOptions options) {
    List<Fragment> fragments = Fragments.open(store, group);
    try {
      new Agreement(model, fragments, options).check();
    } finally {
      fragments.forEach(Fragment::close);
    }
  }

  private static RunOptions options(int threads) {
    return RunOptions.defaults().withThreads(threads);
  }

  /// All labels, or some at random such that each chosen edge label joins chosen vertex labels.
  private static RunOptions choose(GraphModel model, Random random) {
    if (random.nextInt(3) > 0) return RunOptions.defaults();
    List<String> vertices =
        some(model.schema().vertexLabels().stream().map(VertexLabel::name).toList(), random);
    RunOptions half = RunOptions.defaults().withThreads(1).withLabels(vertices, List.of());
    Selection selection = Selection.of(model.schema(), half.part());
    List<String> edges =
        selection.edgeLabels().stream()
            .filter(
                label -> selection.triples().stream().anyMatch(t -> t.edgeLabel() == label.id()))
            .map(EdgeLabel::name)
            .toList();
    return RunOptions.defaults()
        .withLabels(vertices, some(edges, random))
        .withRepeat(1 + random.nextInt(2));
  }

  private static List<String> some(List<String> names, Random random) {
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, random.nextInt(names.size() + 1));
  }

  @Test
  void theTwinsThemselvesKnowTheExampleOfTheDefinition() {
    GraphModel model = Models.of(true, 3, Models.edge(0, 1, 2), Models.edge(1, 2, 3));
    NaiveGraph naive =
        new NaiveGraph(
            model, Selection.of(model.schema(), Subgraph.WHOLE), Optional.of(Models.WEIGHT));
    NaiveGraph.Vertex first = naive.vertices().iterator().next();
    assertEquals(
        "[0.0, 2.0, 5.0]", naive.distances(first).values().stream().sorted().toList().toString());
    assertEquals(
        "[0.0, 1.0, 2.0]", naive.hops(first).values().stream().sorted().toList().toString());
  }
}
