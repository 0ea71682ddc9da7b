package io.pergola.cli;

import io.pergola.rpc.client.ObjectStores;
import io.pergola.store.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The option that says which server a command talks to.
final class SocketOption {
  private static final Path SYSTEM = Path.of("/var/run/vineyard.sock");

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description =
          "The server's Unix socket. Default: $VINEYARD_IPC_SOCKET, else /var/run/vineyard.sock, else ~/.local/vineyard/vineyard.sock.")
  private Optional<Path> socket = Optional.empty();

  /// Connects to the server.
  ObjectStore connect() {
    return ObjectStores.connect(existing());
  }

  /// Where a server listens: the first default that exists, or the last one.
  private Path existing() {
    return socket.orElseGet(() -> {
      List<Path> places = defaults(System.getenv());
      return places.stream().filter(Files::exists).findFirst().orElse(places.getLast());
    });
  }

  /// Where a new server should listen: the first default whose directory can be written to, or the
  /// last one.
  Path forServer() {
    return socket.orElseGet(() -> {
      List<Path> places = defaults(System.getenv());
      return places.stream().filter(SocketOption::isPossible).findFirst().orElse(places.getLast());
    });
  }

  /// The places to look at, in order, as every Vineyard client does.
  static List<Path> defaults(Map<String, String> environment) {
    String chosen = environment.getOrDefault("VINEYARD_IPC_SOCKET", "");
    if (!chosen.isEmpty()) return List.of(Path.of(chosen));
    Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")));
    return List.of(SYSTEM, home.resolve(".local/vineyard/vineyard.sock"));
  }

  private static boolean isPossible(Path place) {
    Path directory = place.toAbsolutePath().getParent();
    return directory != null && Files.isWritable(directory);
  }
}
