package io.pergola.cli;

import io.pergola.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A `pergola` command in a process of its own, that ends when this one does: it watches its
/// standard input, whose other end is here.
final class Child {
  private static final int PATIENCE_SECONDS = 5;
  private static final String READY = "ready ";

  private final String name;
  private final Process process;
  private final StreamText output;
  private final StreamText errors;

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.output = StreamText.of(process.getInputStream());
    this.errors = StreamText.of(process.getErrorStream());
  }

  /// Starts a command with the JVM and options of this process.
  ///
  /// @param prefix see [#prefix]
  static Child start(List<String> prefix, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(arguments);
    command.add("--end-with-input");
    return new Child(arguments.getFirst(), new ProcessBuilder(command).start());
  }

  /// How this process was started, up to its own arguments.
  ///
  /// @param argumentCount how many those are
  static List<String> prefix(int argumentCount) throws IOException {
    String line = Files.readString(Path.of("/proc/self/cmdline"));
    List<String> words = List.of(line.split("\0"));
    return words.subList(0, words.size() - argumentCount);
  }

  long pid() {
    return process.pid();
  }

  /// Waits until it has said on standard error that it is ready; warnings may come before.
  ///
  /// @throws StoreException.Other if it ends without
  void awaitReady() {
    if (!errors.ready().join()) throw failed();
  }

  /// Waits for it to end well, as long as `other` lives, and reads the JSON it printed.
  ///
  /// @throws StoreException.Other if it fails or `other` ends
  JsonNode result(Child other) {
    CompletableFuture.anyOf(process.onExit(), other.process.onExit()).join();
    if (!other.process.isAlive()) {
      end();
      throw other.failed();
    }
    if (process.exitValue() != 0) throw failed();
    return JsonMapper.shared().readTree(output.whole().join());
  }

  /// Makes it end, kindly at first.
  void end() {
    try {
      process.getOutputStream().close();
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) return;
    } catch (IOException gone) {
      // it can't hear any more
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private StoreException failed() {
    int code = process.onExit().join().exitValue();
    String how = code > 128 ? "was killed by signal " + (code - 128) : "ended with code " + code;
    String why = errors.whole().join().strip();
    return new StoreException.Other(
        1,
        "process %d, 'pergola %s', %s%s"
            .formatted(pid(), name, how, why.isEmpty() ? "" : ":\n" + why));
  }

  /// The text that a stream brings, read by a thread of its own so that the writer never waits.
  ///
  /// @param ready whether a line began with [#READY], as soon as that is known
  /// @param whole everything, once the stream has ended
  private record StreamText(CompletableFuture<Boolean> ready, CompletableFuture<String> whole) {
    static StreamText of(InputStream stream) {
      StreamText text = new StreamText(new CompletableFuture<>(), new CompletableFuture<>());
      Thread.ofPlatform().daemon().start(() -> text.read(stream));
      return text;
    }

    private void read(InputStream stream) {
      StringBuilder read = new StringBuilder();
      try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          read.append(line).append('\n');
          if (line.startsWith(READY)) ready.complete(true);
        }
      } catch (IOException gone) {
        // what was read has to do
      }
      ready.complete(false);
      whole.complete(read.toString());
    }
  }
}
