package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
      JsonNode some =
          serving
              .run("run", "wcc", "flights", "--where", "airport.state=NY", "-o", "json")
              .good()
              .json();
      assertEquals(97, some.path("summary").path("vertices").asLong());
      serving.run("run", "wcc", "flights", "--where", "airport=NY").bad("LABEL.PROPERTY");
      JsonNode lcc = serving.run("run", "lcc", "flights", "-o", "json").good().json();
      assertTrue(lcc.path("memory_bound").asLong() > 3376 * 8);

      serving.run("rm", "flights").good();
      serving.run("rm", "cores").good();
      serving.assertEmpty();
    }
  }

  @Test
  void aParquetFileHasTypesAndNulls() throws IOException, SQLException {
    try (Serving serving = Serving.start(dir(), "--size", "256Mi")) {
      serving.loadFlights("flights").good();
      serving
          .run("run", "bfs", "flights", "--source", "JFK", "--output", "b.parquet", "-o", "json")
          .good();
      JsonNode found = serving.run("run", "bfs", "flights", "--source", "JFK", "-o", "json").json();
      String sql =
          "SELECT typeof(any_value(oid)), typeof(any_value(value)), count(*), count(value), max(value) FROM '"
              + dir().resolve("b.parquet")
              + "'";
      try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = database.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        assertTrue(row.next());
        assertEquals("VARCHAR", row.getString(1));
        assertEquals("BIGINT", row.getString(2));
        assertEquals(3376, row.getLong(3));
        assertEquals(found.path("summary").path("reached").asLong(), row.getLong(4));
        assertEquals(found.path("summary").path("farthest").asLong(), row.getLong(5));
      }
      assertEquals(List.of("b.parquet", "p.sock"), Command.files(dir()));
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
