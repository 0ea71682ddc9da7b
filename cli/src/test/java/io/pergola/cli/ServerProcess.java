package io.pergola.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What the system says of a server's process.
final class ServerProcess {
  /// The JVM starts and ends threads of its own as it likes: compilers, collectors.
  private static final int THREADS_OF_THE_JVM = 8;

  private ServerProcess() {}

  /// What a process holds: open descriptors and threads.
  record Load(long descriptors, long threads) {
    /// Fails unless the process comes back to what it held.
    void assertNotExceeded(long pid, String where) {
      Await.until(
          () -> "no more than %s instead of %s, %s".formatted(this, load(pid), where),
          () -> load(pid).descriptors <= descriptors);
      assertTrue(load(pid).threads <= threads + THREADS_OF_THE_JVM, load(pid) + " " + this);
    }
  }

  static Load load(long pid) {
    return new Load(count(pid, "fd"), count(pid, "task"));
  }

  /// Its resident memory in KiB: its own and what it touched of the store.
  static long residentKib(long pid) {
    Predicate<String> resident = line -> line.startsWith("VmRSS:");
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid, "status"))) {
      String line = lines.filter(resident).findFirst().orElse("VmRSS: 0 kB");
      return Long.parseLong(line.replaceAll("\\D", ""));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static long count(long pid, String directory) {
    try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid, directory))) {
      return entries.count();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
