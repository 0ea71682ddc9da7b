package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What bash offers when someone presses the tabulator.
class CompletionTest {
  @TempDir @Nullable Path directory;

  @Test
  void commandsAreCompleted() throws IOException {
    assertEquals("load", complete("lo"));
  }

  @Test
  void optionsAreCompleted() throws IOException {
    assertEquals("--bad-records", complete("load", "--bad"));
  }

  @Test
  void formsOfOutputAreCompleted() throws IOException {
    assertEquals("json", complete("ls", "-o", "j"));
  }

  private String complete(String... words) throws IOException {
    StringWriter script = new StringWriter();
    assertEquals(
        0,
        Pergola.run(
            new Console(new PrintWriter(script), new PrintWriter(new StringWriter())),
            "completion"));
    String press =
        "\nCOMP_WORDS=(pergola %s)\nCOMP_CWORD=%d\n_complete_pergola\necho \"${COMPREPLY[@]}\"\n"
            .formatted(String.join(" ", words), words.length);
    Path file = requireNonNull(directory).resolve("press.bash");
    Files.writeString(file, script + press);
    return Command.start(requireNonNull(directory), List.of("bash", file.toString()))
        .await()
        .good()
        .out()
        .strip();
  }
}
