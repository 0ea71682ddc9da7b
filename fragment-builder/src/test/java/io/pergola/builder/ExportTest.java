package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.input.LoadException;
import io.pergola.builder.output.ExportFormat;
import io.pergola.builder.output.GraphExporter;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.ModelAgreement;
import io.pergola.graph.testkit.RandomGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is exported and loaded again is the same graph.
class ExportTest extends Loading {
  private LoadResult reload(Path exported) {
    GraphSpecFile spec = GraphSpecFile.read(exported.resolve(GraphExporter.SPEC));
    LoadOptions again =
        options
            .withFragments(spec.fragments().orElseThrow())
            .withPartitioner(spec.partitioner().orElseThrow())
            .withUndirected(!spec.directed().orElseThrow());
    return store.load(new LoadSpec("again", spec.vertices(), spec.edges(), again));
  }

  private void check(long seed, ExportFormat format) throws IOException {
    Random random = new Random(seed);
    GraphModel model = RandomGraphs.graph(seed);
    LoadOptions some =
        options
            .withFragments(1 + random.nextInt(3))
            .withPartitioner(random.nextBoolean() ? PartitionerKind.HASH : PartitionerKind.RANGE);
    Path files = Files.createDirectory(directory.resolve("in" + format + seed));
    LoadResult loaded = store.load(ModelFiles.write(model, files, seed, some));
    Path exported = directory.resolve("out" + format + seed);
    GraphExporter.export(store.store(), loaded.group(), exported, format);
    LoadResult again = reload(exported);
    assertEquals(loaded.bytes(), again.bytes());
    assertEquals(loaded.group().schema(), again.group().schema());
    assertEquals(loaded.group().partitioner(), again.group().partitioner());
    store.inspect(
        again, fragments -> ModelAgreement.check(model, again.group().partitioner(), fragments));
    store.remove("g", loaded);
    store.remove("again", again);
  }

  private void checkAll(int graphs, ExportFormat format) throws IOException {
    for (long seed = 0; seed < graphs; seed++) {
      try {
        check(seed, format);
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
      }
    }
  }

  @Test
  void csvHoldsTheWholeGraph() throws IOException {
    checkAll(60, ExportFormat.CSV);
  }

  @Test
  void parquetHoldsTheWholeGraph() throws IOException {
    checkAll(12, ExportFormat.PARQUET);
  }

  @Test
  void edgeListsHoldIdsAndWeights() {
    file("g.v", "4\n1\n9\n");
    file("g.e", "1 4 0.5\n4 1 2\n9 9 1e3\n1 4 3\n");
    vertices.add("v=g.v");
    edges.add("e=g.e");
    for (boolean undirected : new boolean[] {false, true}) {
      options = options.withUndirected(undirected);
      LoadResult loaded = load();
      Path exported = directory.resolve("out" + undirected);
      GraphExporter.export(store.store(), loaded.group(), exported, ExportFormat.EDGELIST);
      LoadResult again = reload(exported);
      assertEquals(edges(loaded, 0), edges(again, 0));
      assertEquals(vertices(loaded, 0), vertices(again, 0));
      store.remove("g", loaded);
      store.remove("again", again);
    }
  }

  @Test
  void nothingIsWrittenOverAndNothingIsLeftOut() {
    file("e.csv", "a,b,since\n1,2,2001-02-03\n");
    edges.add("e=e.csv");
    LoadResult loaded = load();
    Path out = directory.resolve("out");
    GraphExporter.export(store.store(), loaded.group(), out, ExportFormat.CSV);
    String message =
        String.valueOf(
            assertThrows(
                    LoadException.BadFile.class,
                    () ->
                        GraphExporter.export(store.store(), loaded.group(), out, ExportFormat.CSV))
                .getMessage());
    assertTrue(message.contains("is there already"), message);
    assertThrows(
        LoadException.BadOption.class,
        () ->
            GraphExporter.export(
                store.store(), loaded.group(), directory.resolve("el"), ExportFormat.EDGELIST));
  }
}
