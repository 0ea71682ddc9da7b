package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `pergola convert`, there and back, in place.
class ConvertIT {
  @TempDir @Nullable Path directory;

  @Test
  void aGraphIsTheSameInTheOtherLayoutAndResultsBecomeColumnsThere() {
    try (Serving serving = Serving.start(requireNonNull(directory), "--size", "256Mi")) {
      serving.loadFlights("flights").good();
      JsonNode before = serving.run("show", "flights", "-o", "json").good().json();
      String components = serving.run("run", "wcc", "flights").good().out();
      JsonNode made =
          serving.run("convert", "flights", "--layout", "arrow", "-o", "json").good().json();
      assertEquals("arrow", made.path("layout").asString());
      serving.run("check", "flights").good();
      assertEquals(components, serving.run("run", "wcc", "flights").good().out());
      serving.run("convert", "flights", "--layout", "arrow").bad("arrow already");

      serving.run("run", "pagerank", "flights", "--save", "rank", "-o", "json").good();
      serving.run("check", "flights").good();
      serving.run("convert", "flights", "--layout", "csr", "--memory", "1Ki").bad("--memory");
      serving.run("convert", "flights", "--layout", "csr", "--memory", "64Mi").good();
      serving.run("check", "flights").good();
      assertEquals(components, serving.run("run", "wcc", "flights").good().out());
      JsonNode after = serving.run("show", "flights", "-o", "json").good().json();
      assertEquals(before.path("graph").path("vertices"), after.path("graph").path("vertices"));
      serving.run("rm", "flights").good();
      serving.assertEmpty();
    }
  }
}
