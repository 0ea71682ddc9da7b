package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.input.LoadException;
import io.pergola.builder.output.ExportFormat;
import io.pergola.builder.output.GraphExporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What an export refuses, and where it does not fit; see [RoundTrip] too.
class ExportTest extends Loading {
  @Test
  void edgeListsHoldIdsAndWeights() {
    file("g.v", "4\n1\n9\n");
    file("g.e", "1 4 0.5\n4 1 2\n9 9 1e3\n1 4 3\n");
    vertices.add("v=g.v");
    edges.add("e=g.e");
    for (boolean undirected : new boolean[] {false, true}) {
      options = options.withUndirected(undirected);
      LoadResult loaded = load();
      assertEquals(3, new RoundTrip(store, options, loaded.group()).check());
      store.remove("g", loaded);
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
