package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.builder.input.LoadException;
import io.pergola.builder.output.ExportFormat;
import io.pergola.builder.output.GraphExporter;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.testkit.Dump;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/// Exports a graph in each format that can hold it and loads it again: metadata and blobs must be
/// the same, bit by bit.
final class RoundTrip {
  private final TestStore store;
  private final LoadOptions options;
  private final FragmentGroup group;

  /// @param options of the load that made the graph
  RoundTrip(TestStore store, LoadOptions options, FragmentGroup group) {
    this.store = store;
    this.options = options;
    this.group = group;
  }

  /// Checks. Returns how many formats can hold the graph.
  int check() {
    int formats = 0;
    for (ExportFormat format : ExportFormat.values()) {
      try {
        Path directory = Files.createTempDirectory("pergola-export");
        try {
          GraphExporter.export(store.store(), group, directory, format);
          compare(directory, format);
          formats++;
        } catch (LoadException.BadOption unfit) {
          // only edge lists are too narrow for some graphs
          assertEquals(ExportFormat.EDGELIST, format, unfit.getMessage());
        } finally {
          remove(directory);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return formats;
  }

  private void compare(Path exported, ExportFormat format) {
    GraphSpecFile spec = GraphSpecFile.read(exported.resolve(GraphExporter.SPEC));
    LoadOptions again =
        options
            .withFragments(spec.fragments().orElseThrow())
            .withPartitioner(spec.partitioner().orElseThrow())
            .withUndirected(!spec.directed().orElseThrow())
            .withBadRecords(BadRecords.FAIL);
    LoadResult result = store.load(new LoadSpec("again", spec.vertices(), spec.edges(), again));
    assertEquals(tree(group), tree(result.group()), format.toString());
    store.remove("again", result);
  }

  private ObjectNode tree(FragmentGroup of) {
    ObjectNode tree = new Dump(store.store()).dump(of.id());
    tree.remove("__name");
    return tree;
  }

  private static void remove(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) Files.delete(file);
    }
    Files.delete(directory);
  }
}
