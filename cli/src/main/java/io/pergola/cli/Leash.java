package io.pergola.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Ties a process to the one that started it, for the demo: however that one ends, this one ends
/// too, and so does what they shared.
final class Leash {
  private static final int PATIENCE = 100;

  @Option(
      names = "--end-with-input",
      hidden = true,
      description = "End when standard input does: the parent holds its other end.")
  private boolean endWithInput;

  @Option(
      names = "--remove-at-end",
      hidden = true,
      description = "A directory to remove when the process ends.")
  private Optional<Path> directory = Optional.empty();

  /// Begins to watch standard input, if asked to.
  void fasten() {
    if (!endWithInput) return;
    Thread watch = new Thread(Leash::awaitEnd, "leash");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // whatever the parent says means nothing but that it lives
      }
    } catch (IOException gone) {
      // as good as the end
    }
    System.exit(1);
  }

  /// Removes the directory that was named, if any.
  void removeDirectory() {
    directory.ifPresent(Leash::remove);
  }

  /// Removes a directory with all that is in it, even while others still write there: they are
  /// about to end.
  static void remove(Path directory) {
    for (int attempt = 0; attempt < PATIENCE && Files.exists(directory); attempt++) {
      try (Stream<Path> found = Files.walk(directory)) {
        for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (IOException busy) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
