package io.pergola.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A process that a user could have started, above all `./pergola`, with its output in files.
///
/// @param process the process
/// @param out what it prints
/// @param err what it says beside
/// @param mark stands in its environment and so in that of all processes it starts
record Command(Process process, Path out, Path err, String mark) {
  /// The project's directory.
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /// A shell that runs the tests in its background takes Ctrl-C away from them and what they start.
  private static final List<String> INTERRUPTIBLE = List.of("env", "--default-signal=INT");

  private static final long PATIENCE_SECONDS = 120;
  private static final String MARK = "PERGOLA_TEST_MARK=";

  /// How a process ended and what it had printed.
  record Outcome(int code, String out, String err) {
    /// Fails the test unless the process ended well.
    Outcome good() {
      assertEquals(0, code, this::toString);
      return this;
    }

    /// Fails the test unless the process failed and said all of this, and no stack trace.
    Outcome bad(String... words) {
      assertNotEquals(0, code, this::toString);
      for (String word : words) assertTrue(err.contains(word), this::toString);
      assertTrue(!err.contains("\tat ") && !err.contains("This is a bug"), this::toString);
      return this;
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  /// Starts `./pergola`, as it was built.
  static Command pergola(Path directory, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(ROOT.resolve("pergola").toString()));
    words.addAll(arguments);
    return start(directory, words);
  }

  /// Starts a program with `directory` as its working directory and its place for temporary files.
  static Command start(Path directory, List<String> words) {
    try {
      Path out = Files.createTempFile(directory, "out-", ".txt");
      Path err = Files.createTempFile(directory, "err-", ".txt");
      String mark = UUID.randomUUID().toString();
      List<String> command = new ArrayList<>(INTERRUPTIBLE);
      command.addAll(words);
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().put("PERGOLA_NO_BUILD", "1");
      builder.environment().put("PERGOLA_OPTS", "-Djava.io.tmpdir=" + directory);
      builder.environment().put(MARK.substring(0, MARK.length() - 1), mark);
      return new Command(builder.start(), out, err, mark);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Waits for its end.
  Outcome await() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        family().forEach(ProcessHandle::destroyForcibly);
        throw new AssertionError("did not end: " + read(out) + read(err));
      }
      return new Outcome(process.exitValue(), read(out), read(err));
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /// Waits until it has said something.
  void awaitWords(String words) {
    Await.until(
        () -> "'" + words + "' in: " + read(err), () -> read(err).contains(words) || !isAlive());
    assertTrue(read(err).contains(words), read(err));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// All living processes that descend from it, whoever their parents are by now.
  List<ProcessHandle> family() {
    return ProcessHandle.allProcesses().filter(this::isMarked).toList();
  }

  /// The living process of the family whose command line contains the words, once there is one.
  ///
  /// @throws AssertionError if the process ends before
  ProcessHandle awaitMember(String words) {
    while (true) {
      for (ProcessHandle member : family()) {
        if (commandLine(member).contains(words)) return member;
      }
      if (!isAlive()) throw new AssertionError("ended without '" + words + "': " + read(err));
      Await.sleep(5);
    }
  }

  private boolean isMarked(ProcessHandle handle) {
    return proc(handle, "environ").contains(MARK + mark);
  }

  private static String commandLine(ProcessHandle handle) {
    return proc(handle, "cmdline").replace('\0', ' ');
  }

  private static String proc(ProcessHandle handle, String file) {
    try {
      return Files.readString(
          Path.of("/proc/" + handle.pid(), file), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException goneOrForeign) {
      return "";
    }
  }

  /// Sends a signal to a process, or with a negative number to a process group.
  static void signal(String signal, long pid) {
    start(
            Path.of(System.getProperty("java.io.tmpdir")),
            List.of("kill", "-" + signal, "--", "" + pid))
        .await()
        .good();
  }

  /// The files in a directory, but not those with the output of commands.
  static List<String> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.matches("(out|err)-\\d+\\.txt|hsperfdata_.*"))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
