package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Loads that need several times the memory that they may use: they go to disk, and whatever
/// happens there, nothing is left.
class LoadLimitsIT {
  private static final long MEMORY = 192L << 20;
  private static final int EDGES = 600_000;
  private static final int VERTICES = 50_000;
  private static final int COLUMNS = 50;

  /// Program text, class data and what else of files the JVM maps.
  private static final long JVM_FILES = 96L << 20;

  @TempDir static @Nullable Path directory;
  private static @Nullable Serving serving;

  @BeforeAll
  static void prepare() throws IOException {
    Files.createDirectory(scratch());
    writeEdges();
    serving = Serving.start(requireNonNull(directory), "--size", "512Mi");
  }

  @AfterAll
  static void end() {
    requireNonNull(serving).close();
  }

  private static Path scratch() {
    return requireNonNull(directory).resolve("scratch");
  }

  /// Each number takes two bytes of text and eight bytes of memory, as a double.
  private static void writeEdges() throws IOException {
    Random random = new Random(3);
    List<String> rests = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      StringBuilder rest = new StringBuilder();
      for (int c = 0; c < COLUMNS; c++) rest.append(',').append(1 + random.nextInt(9));
      rests.add(rest.append('\n').toString());
    }
    Path file = requireNonNull(directory).resolve("e.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < EDGES; i++) {
        out.write(random.nextInt(VERTICES) + "," + random.nextInt(VERTICES) + rests.get(i & 63));
      }
    }
  }

  private static List<String> load() {
    String types =
        IntStream.rangeClosed(1, COLUMNS)
            .mapToObj(column -> (column + 1) + ":double")
            .collect(Collectors.joining(","));
    return new ArrayList<>(
        List.of(
            "load",
            "g",
            "--edges",
            "e=e.csv#header=false&types=" + types,
            "--memory",
            "192Mi",
            "--scratch",
            "scratch",
            "-o",
            "json"));
  }

  @AfterEach
  void nothingIsLeft() {
    assertEquals(List.of(), Command.files(scratch()));
    requireNonNull(serving).assertEmpty();
  }

  @Test
  void aGraphThatNeedsSeveralTimesTheMemoryLoadsWithinIt() {
    Command load = requireNonNull(serving).start(load().toArray(String[]::new));
    MemoryWatch watch = new MemoryWatch();
    while (load.isAlive()) {
      load.family().forEach(process -> watch.look(process.pid()));
      Await.sleep(5);
    }
    JsonNode told = load.await().good().json();
    requireNonNull(serving).run("rm", "g").good();
    assertEquals(EDGES, told.at("/edges/e").asLong());
    long fragments = told.at("/bytes/total").asLong();
    long needed = told.at("/staged_bytes").asLong();
    assertTrue(needed > 2 * MEMORY, needed + " bytes were staged");
    assertTrue(watch.looks() > 50, watch::toString);
    assertTrue(watch.scratchBytes() > 0, watch::toString);
    assertTrue(watch.ownBytes() <= MEMORY, watch::toString);
    assertTrue(watch.highWater() <= MEMORY + fragments + JVM_FILES, watch + " " + fragments);
  }

  @Test
  void aDiskThatIsFullIsToldAndNothingIsLeft() {
    // the shell counts in kibibytes
    List<String> words =
        new ArrayList<>(List.of("bash", "-c", "ulimit -f 16384 && exec \"$@\"", "limited"));
    words.add(Command.ROOT.resolve("pergola").toString());
    words.addAll(load());
    words.addAll(List.of("--socket", requireNonNull(serving).socket().toString()));
    Command.start(requireNonNull(directory), words)
        .await()
        .bad("no room for", "in scratch", "File too large", "--memory", "--scratch");
  }

  @Test
  void aScratchDirectoryThatIsNotThereIsTold() {
    List<String> words = load();
    words.set(words.indexOf("scratch"), "nowhere");
    requireNonNull(serving).run(words.toArray(String[]::new)).bad("in nowhere", "No such file");
  }

  @Test
  void aLoadThatIsKilledWhileItUsesTheDiskLeavesNothing() {
    Command load = requireNonNull(serving).start(load().toArray(String[]::new));
    MemoryWatch watch = new MemoryWatch();
    while (load.isAlive() && watch.scratchBytes() == 0) {
      load.family().forEach(process -> watch.look(process.pid()));
      Await.sleep(2);
    }
    load.family().forEach(ProcessHandle::destroyForcibly);
    assertTrue(load.await().code() != 0, "it was done before it was killed");
  }

  @Test
  void lessThanAJvmNeedsIsRefused() {
    List<String> words = load();
    words.set(words.indexOf("192Mi"), "100Mi");
    requireNonNull(serving).run(words.toArray(String[]::new)).bad("100 MiB", "192 MiB or more");
  }
}
