package io.pergola.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the system says of a server's process.
final class ServerProcess {
  /// The JVM starts and ends threads of its own as it likes: compilers, collectors.
  private static final int THREADS_OF_THE_JVM = 8;

  /// In what the system counts the bytes of a file.
  private static final int BLOCK = 512;

  private static final Pattern USED = Pattern.compile("used (\\d+)K");

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

  /// The bytes of objects that are alive on its heap, in KiB, after a collection.
  static long liveHeapKib(long pid) {
    diagnose(pid, "GC.run");
    Matcher used = USED.matcher(diagnose(pid, "GC.heap_info"));
    if (!used.find()) throw new AssertionError("no size of the heap");
    return Long.parseLong(used.group(1));
  }

  /// The bytes of shared memory that a process has mapped and touched.
  static long sharedBytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid, "status"))) {
      String line = lines.filter(each -> each.startsWith("RssShmem:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) << 10;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /// The bytes that a server's memory file has, whoever maps them.
  static long memoryFileBytes(long pid) {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid, "fd"))) {
      Path file = open.filter(ServerProcess::isMemoryFile).findFirst().orElseThrow();
      Path directory = Path.of(System.getProperty("java.io.tmpdir"));
      Command stat = Command.start(directory, List.of("stat", "-Lc", "%b", file.toString()));
      return Long.parseLong(stat.await().good().out().strip()) * BLOCK;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static boolean isMemoryFile(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().contains("memfd:pergola");
    } catch (IOException closed) {
      return false;
    }
  }

  private static String diagnose(long pid, String command) {
    String jcmd = System.getProperty("java.home") + "/bin/jcmd";
    Path directory = Path.of(System.getProperty("java.io.tmpdir"));
    return Command.start(directory, List.of(jcmd, Long.toString(pid), command))
        .await()
        .good()
        .out();
  }

  private static long count(long pid, String directory) {
    try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid, directory))) {
      return entries.count();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
