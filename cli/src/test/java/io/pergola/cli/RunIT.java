package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What `pergola run` leaves behind: files, properties, or nothing.
class RunIT {
  @TempDir @Nullable Path directory;

  @Test
  void resultsBecomePropertiesAndFiles() throws IOException {
    try (Serving serving = Serving.start(dir(), "--size", "256Mi")) {
      serving.loadFlights("flights").good();
      serving.run("run", "pagerank", "flights", "--save", "rank", "-o", "json").good();
      serving
          .run("run", "kcore", "flights", "--save", "core", "--as", "cores", "-o", "json")
          .good();
      assertTrue(serving.run("show", "flights").good().out().contains("rank"));
      assertTrue(serving.run("show", "cores").good().out().contains("core"));
      serving.run("check", "flights").good();
      serving.run("check", "cores").good();
      serving.run("run", "wcc", "flights", "--save", "rank").bad("rank");
      serving.run("run", "wcc", "flights", "--as", "x").bad("--save");
      serving.run("run", "wcc", "flights", "--save", "c", "--as", "cores").bad("cores");

      serving.run("run", "triangles", "flights", "--output", "t.csv").good();
      List<String> lines = Files.readAllLines(dir().resolve("t.csv"));
      assertEquals("oid,value", lines.getFirst());
      assertEquals(3377, lines.size());
      JsonNode lcc = serving.run("run", "lcc", "flights", "-o", "json").good().json();
      assertTrue(lcc.path("memory_bound").asLong() > 3376 * 8);

      serving.run("rm", "flights").good();
      serving.run("rm", "cores").good();
      serving.assertEmpty();
    }
  }

  @Test
  void ctrlCEndsARunThatLeavesNothing() throws IOException {
    try (Serving serving = Serving.start(dir(), "--size", "256Mi")) {
      serving.loadFlights("flights").good();
      Command run =
          serving.start(
              "run", "pagerank", "flights", "--iterations", "1000000000", "--output", "pr.txt");
      try (ObjectStore store = serving.connect()) {
        Await.until(
            () -> "the run connects: " + store.status(),
            () -> store.status().ipcConnections() == 2);
      }
      Command.signal("INT", run.process().pid());
      assertEquals(130, run.await().code());
      assertEquals(List.of("p.sock"), Command.files(dir()));
      serving.run("run", "wcc", "flights", "-o", "json").good();
    }
  }

  private Path dir() {
    return requireNonNull(directory);
  }
}
