package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher itself.
class LauncherIT {
  @TempDir @Nullable Path directory;

  @Test
  void itTellsItsVersion() {
    assertTrue(pergola("--version").good().out().startsWith("pergola 0."));
  }

  @Test
  void itWorksThroughASymbolicLink() throws IOException {
    Path link = requireNonNull(directory).resolve("link");
    Files.createSymbolicLink(link, Command.ROOT.resolve("pergola"));
    assertTrue(run(link.toString(), "--version").good().out().startsWith("pergola 0."));
  }

  @Test
  void withoutAJavaThatIsNewEnoughItSaysHowToGetOne() {
    Path dir = requireNonNull(directory);
    run(
            "env",
            "-u",
            "JAVA_HOME",
            "-u",
            "JAVA25_HOME",
            "HOME=" + dir,
            "PATH=/usr/bin:/bin",
            "PERGOLA_JVM_DIR=" + dir,
            Command.ROOT.resolve("pergola").toString(),
            "--version")
        .bad("needs Java 25 or newer", "openjdk-25", "adoptium.net");
  }

  @Test
  void aJavaThatIsTooOldIsNamed() throws IOException {
    Path home = requireNonNull(directory).resolve("jdk-17");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    assertTrue(Files.createFile(java).toFile().setExecutable(true));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    run("env", "PERGOLA_JAVA_HOME=" + home, Command.ROOT.resolve("pergola").toString(), "ls")
        .bad("Java 17.0.1", "expected Java 25 or newer");
  }

  private Command.Outcome pergola(String... arguments) {
    return Command.pergola(requireNonNull(directory), List.of(arguments)).await();
  }

  private Command.Outcome run(String... words) {
    return Command.start(requireNonNull(directory), List.of(words)).await();
  }
}
