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
