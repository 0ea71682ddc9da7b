package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The main job by its commands, each a process of its own.
class MainJobIT {
  @TempDir @Nullable Path directory;

  @Test
  void flightsGoFromCsvIntoFragmentsThatOtherProcessesUse() throws IOException {
    try (Serving serving = Serving.start(dir(), "--size", "256Mi")) {
      serving.loadFlights("flights").good();
      serving.run("run", "pagerank", "flights", "--output", "pr.txt").good();
      List<String> ranks = Files.readAllLines(dir().resolve("pr.txt"));
      assertEquals(3376, ranks.size());
      double sum =
          ranks.stream()
              .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
              .sum();
      assertEquals(1, sum, 1e-9);
      assertTrue(serving.run("check", "flights").good().err().contains("sound"));

      JsonNode graph = serving.run("ls", "-o", "json").good().json().path(0);
      assertEquals("flights", graph.path("name").asString());
      assertEquals(3376, graph.path("graph").path("vertices").asLong());
      assertEquals(5366, graph.path("graph").path("edges").asLong());
      assertEquals(2, graph.path("graph").path("fragments").size());
      JsonNode shown = serving.run("show", "flights", "--blobs", "-o", "json").good().json();
      assertTrue(shown.path("blobs").valueStream().allMatch(blob -> blob.has("offset")));

      serving.run("load", "flights", "--edges", "e=none").bad("named 'flights'", "--replace");
      serving.run("rm", "flights").good();
      assertEquals(0, serving.run("ls", "--all", "-o", "json").good().json().size());
      serving.assertEmpty();
      assertEquals(0, serving.stop().code());
      assertFalse(Files.exists(serving.socket()));
      assertEquals(List.of(), serving.server().family());
      assertEquals(List.of("pr.txt"), Command.files(dir()));
    }
  }

  @Test
  void graphalyticsFilesAndPlainEdgeListsAreLoadedToo() throws IOException {
    write("g.v", "2\n6\n7\n9\n");
    write("g.e", "2 6 0.5\n6 7 0.25\n");
    write("edges.txt", "# a comment, as SNAP has them\n1\t2\n2\t3\n");
    try (Serving serving = Serving.start(dir(), "--size", "64Mi")) {
      serving.run("load", "g", "--vertices", "v=g.v", "--edges", "e=g.e", "--undirected").good();
      var lengths = serving.run("run", "sssp", "g", "--source", "6", "--weight", "weight").good();
      assertEquals(
          """
          2 5.000000000000000e-01
          6 0.000000000000000e+00
          7 2.500000000000000e-01
          9 infinity
          """,
          sorted(lengths.out()));

      serving.run("load", "s", "--edges", "e=edges.txt").good();
      var hops = serving.run("run", "bfs", "s", "--source", "2").good();
      assertEquals("1 9223372036854775807\n2 0\n3 1\n", sorted(hops.out()));
      assertEquals("1 1\n2 1\n3 1\n", sorted(serving.run("run", "wcc", "s").good().out()));
      serving.run("check", "g").good();
      serving.run("check", "s").good();
    }
  }

  @Test
  void ctrlCEndsAServerWell() {
    try (Serving serving = Serving.start(dir(), "--size", "64Mi")) {
      Command.signal("INT", serving.pid());
      assertEquals(0, serving.server().await().code());
      assertEquals(List.of(), Command.files(dir()));
      serving.run("ls").bad("p.sock");
    }
  }

  private static String sorted(String lines) {
    return lines.lines().sorted().map(line -> line + "\n").collect(Collectors.joining());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(dir().resolve(name), text);
  }

  private Path dir() {
    return requireNonNull(directory);
  }
}
