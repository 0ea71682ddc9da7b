package io.pergola.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The unmodified Python client of Vineyard, installed from PyPI, with a server and graphs of ours.
/// What it must see stands in the programs beside `src/test/python`.
class PythonClientIT {
  private static final Path PROGRAMS = Command.ROOT.resolve("cli/src/test/python");

  @TempDir static @Nullable Path directory;
  private static @Nullable Serving serving;
  private static String python = "";

  @BeforeAll
  static void installAndServe() {
    Path dir = requireNonNull(directory);
    String installer = Command.ROOT.resolve(".ci/vineyard-client").toString();
    python = Command.start(dir, List.of(installer)).await().good().out().strip();
    serving = Serving.start(dir, "--size", "256Mi");
    serving.loadFlights("flights").good();
    serving.run("run", "pagerank", "flights", "--output", "pr.txt").good();
  }

  @AfterAll
  static void end() {
    requireNonNull(serving).close();
  }

  @Test
  void arraysFramesAndTablesGoInAndComeBack() {
    run("values.py");
  }

  @Test
  void aGraphIsReadWithoutACopyAndRankedAsWeDo() {
    run("flights.py");
  }

  @Test
  void aSavedResultIsAnArrayWithoutACopy() {
    requireNonNull(serving).run("run", "wcc", "flights", "--save", "wcc", "--as", "saved").good();
    requireNonNull(serving)
        .run("run", "pagerank", "flights", "--save", "rank", "--as", "ranked")
        .good();
    run("saved.py");
  }

  private static void run(String program) {
    Path socket = requireNonNull(serving).socket();
    List<String> words =
        List.of(python, PROGRAMS.resolve(program).toString(), socket.toString(), "pr.txt");
    Command.start(requireNonNull(directory), words).await().good();
  }
}
