package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.Partitioner;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.ModelAgreement;
import io.pergola.graph.testkit.RandomGraphs;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Graphs of every shape, written to files in every spelling, must come out of the store as they
/// were.
class RandomModelsTest {
  private static final int GRAPHS = 1_000;
  private static final List<PartitionerKind> KINDS =
      List.of(
          PartitionerKind.HASH,
          PartitionerKind.RANGE,
          PartitionerKind.LDG,
          PartitionerKind.parse("fennel:edges"));

  @TempDir Path directory;

  @Test
  void whatIsLoadedAgreesWithTheModel() {
    try (TestStore store = new TestStore()) {
      for (long seed = 0; seed < GRAPHS; seed++) {
        try {
          check(store, seed);
        } catch (RuntimeException | AssertionError failure) {
          throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
        }
      }
    }
  }

  private void check(TestStore store, long seed) {
    Random random = new Random(seed);
    GraphModel model = RandomGraphs.graph(seed);
    LoadOptions options =
        LoadOptions.defaults()
            .withFragments(1 + random.nextInt(4))
            .withPartitioner(KINDS.get(random.nextInt(KINDS.size())))
            .withInRows(random.nextInt(4) > 0)
            .withMemoryBytes(random.nextBoolean() ? 1 << 30 : 100_000)
            .withThreads(1 + random.nextInt(3));
    LoadSpec spec = ModelFiles.write(model, directory, seed, options);
    LoadResult result = store.load(spec, 1 + random.nextInt(300));
    Partitioner partitioner = result.group().partitioner();
    store.inspect(result, fragments -> ModelAgreement.check(model, partitioner, fragments));
    assertEquals(store.store().status().memoryUsage(), result.bytes().total(), "bytes");
    checkDryRun(store, spec, result);
    store.remove("g", result);
    store.assertEmpty();
  }

  private static void checkDryRun(TestStore store, LoadSpec spec, LoadResult loaded) {
    LoadOptions options = spec.options().withDryRun(true);
    LoadResult dry = store.load(new LoadSpec("g", spec.vertices(), spec.edges(), options), 1 << 20);
    assertEquals(loaded.bytes(), dry.bytes());
    assertEquals(loaded.vertices(), dry.vertices());
    assertEquals(loaded.edges(), dry.edges());
    assertEquals(loaded.group().schema(), dry.group().schema());
    assertEquals(loaded.group().partitioner(), dry.group().partitioner());
    for (int fid = 0; fid < options.fragments(); fid++) {
      assertEquals(
          loaded.group().fragments().get(fid).vertices(),
          dry.group().fragments().get(fid).vertices());
      assertEquals(
          loaded.group().fragments().get(fid).edges(), dry.group().fragments().get(fid).edges());
    }
  }
}
