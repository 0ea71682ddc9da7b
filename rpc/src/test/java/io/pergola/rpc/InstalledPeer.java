package io.pergola.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Real systems that tests talk to, installed by the project's own scripts.
public final class InstalledPeer {
  private InstalledPeer() {}

  /// The path that `.ci/SCRIPT` prints; nothing if it can't install its peer. Where tests must not
  /// be left out that is a failure.
  public static Optional<Path> by(String script) {
    Path command = root().resolve(".ci").resolve(script);
    try {
      Process process =
          new ProcessBuilder(command.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String path = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() == 0) return Optional.of(Path.of(path));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
    if ("true".equals(System.getenv("CI"))) throw new AssertionError(command + " failed");
    return Optional.empty();
  }

  /// The server that Vineyard's Python package brings along.
  public static Optional<Path> vineyardd() {
    return by("vineyard-client").map(InstalledPeer::besideThe);
  }

  private static Path besideThe(Path python) {
    Path libraries = requireNonNull(requireNonNull(python.getParent()).resolveSibling("lib"));
    try (var versions = Files.newDirectoryStream(libraries, "python3*")) {
      return versions.iterator().next().resolve("site-packages/vineyard/bdist/vineyardd");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path root() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve(".ci/run"))) root = requireNonNull(root.getParent());
    return root;
  }
}
