package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The demo ends and leaves nothing, however it ends.
class DemoIT {
  /// All moments and processes with `-Dpergola.rounds=…`, see `.ci/rounds`.
  private static final boolean THOROUGH = Rounds.isLong();

  @TempDir @Nullable Path directory;

  static List<String> processes() {
    return THOROUGH
        ? List.of(" serve ", " load ", " run pagerank ", " run wcc ", " run sssp ")
        : List.of(" serve ", " run pagerank ");
  }

  static List<String> moments() {
    return THOROUGH
        ? List.of(" demo ", " serve ", " load ", " run pagerank ", " run wcc ", " run sssp ")
        : List.of(" serve ", " load ");
  }

  @Test
  void itTellsItsStoryAndDrawsAMap() throws IOException {
    Command.Outcome outcome = demo().await().good();
    for (String word :
        List.of("3,376 airports", "bytes an edge", "OFFSET", "Dallas-Fort Worth", "pagerank"))
      assertTrue(outcome.out().contains(word), outcome::toString);
    assertEquals("", outcome.err());
    assertTrue(Files.readString(map()).startsWith("<svg"));
    assertEquals(List.of("map.svg"), Command.files(requireNonNull(directory)));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void itFailsCleanlyIfAProcessIsKilled(String process) {
    Command demo = demo();
    demo.awaitMember(process).destroyForcibly();
    demo.await().bad("was killed by signal 9");
    assertNothingIsLeft(demo);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void nothingIsLeftIfItIsKilledItself(String moment) {
    Command demo = demo();
    demo.awaitMember(moment);
    demo.process().destroyForcibly();
    demo.await();
    assertNothingIsLeft(demo);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void nothingIsLeftAfterCtrlC(String moment) {
    Command demo = demo();
    demo.awaitMember(moment);
    Command.signal("INT", -demo.process().pid());
    assertNotEquals(0, demo.await().code());
    assertNothingIsLeft(demo);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void nothingIsLeftIfTheLauncherAloneIsInterrupted(String moment) {
    Command demo = demo();
    demo.awaitMember(moment);
    Command.signal("INT", demo.process().pid());
    assertNotEquals(0, demo.await().code());
    assertNothingIsLeft(demo);
  }

  /// A demo in a process group of its own, as a shell starts it.
  private Command demo() {
    return Command.start(
        requireNonNull(directory),
        List.of(
            "setsid",
            Command.ROOT.resolve("pergola").toString(),
            "demo",
            "--svg",
            map().toString()));
  }

  private Path map() {
    return requireNonNull(directory).resolve("map.svg");
  }

  private void assertNothingIsLeft(Command demo) {
    Await.until(() -> "the end of " + demo.family(), () -> demo.family().isEmpty());
    assertEquals(List.of(), Command.files(requireNonNull(directory)));
  }
}
