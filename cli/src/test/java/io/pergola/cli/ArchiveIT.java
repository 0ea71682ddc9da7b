package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The archive that `mvn -Pdist package` makes, where no Java is to be found.
@EnabledIfSystemProperty(named = "pergola.archive", matches = ".+")
class ArchiveIT {
  private static final String ARCHIVE = System.getProperty("pergola.archive", "");

  @TempDir @Nullable Path directory;

  @BeforeEach
  void unpack() throws IOException {
    run("tar", "-xzf", ARCHIVE, "--strip-components=1").good();
    Files.createDirectory(tools());
    for (String tool : List.of("sh", "readlink", "rm", "mv")) {
      Files.createSymbolicLink(tools().resolve(tool), Path.of("/bin", tool));
    }
  }

  /// All that may be on the path.
  private Path tools() {
    return requireNonNull(directory).resolve("tools");
  }

  @Test
  void itBringsItsOwnJava() {
    String version = pergola("--version").good().out();
    assertTrue(version.startsWith("pergola 0."), version);
    String home = pergola("--java-home").good().out().strip();
    assertTrue(Path.of(home).endsWith("runtime"), home);
  }

  @Test
  void theDemoRuns() {
    assertTrue(pergola("demo").good().out().contains("3,376 airports"));
    assertTrue(Files.exists(requireNonNull(directory).resolve("pergola-demo.svg")));
  }

  @Test
  void itHasTheScriptForCompletion() {
    run("bash", "-n", "completion/pergola-completion.bash").good();
  }

  private Command.Outcome pergola(String... arguments) {
    Path dir = requireNonNull(directory);
    List<String> words =
        new ArrayList<>(
            List.of(
                "env",
                "-u",
                "JAVA_HOME",
                "-u",
                "JAVA25_HOME",
                "HOME=" + dir,
                "PATH=" + tools(),
                "PERGOLA_JVM_DIR=" + dir,
                dir.resolve("pergola").toString()));
    words.addAll(List.of(arguments));
    return Command.start(dir, words).await();
  }

  private Command.Outcome run(String... words) {
    return Command.start(requireNonNull(directory), List.of(words)).await();
  }
}
