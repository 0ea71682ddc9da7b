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
/// were, and be the same when they are exported and loaded again.
class RandomModelsTest {
  private static final int GRAPHS = 1_000;

  /// Of so many graphs one is exported; each one by `.ci/rounds`.
  private static final int EXPORTED = Integer.getInteger("pergola.rounds", 0) > 0 ? 1 : 10;

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
    if (seed % EXPORTED == 0) {
      new RoundTrip(store, spec.options(), result.group()).check();
    }
    store.remove("g", result);
    store.assertEmpty();
  }
}
