package io.pergola.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.rpc.client.ObjectStores;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `pergola serve` in a process of its own, and commands that talk to it.
record Serving(Path directory, Command server) implements AutoCloseable {
  /// The airports and flights of the demo.
  static final Path FLIGHTS = Command.ROOT.resolve("examples/graphscope/data/flights");

  private static final int ALL = 1000;

  /// Starts a server and waits until it is ready.
  static Serving start(Path directory, String... options) {
    List<String> words =
        new ArrayList<>(List.of("serve", "--socket", socket(directory).toString()));
    words.addAll(List.of(options));
    Command server = Command.pergola(directory, words);
    server.awaitWords("ready " + socket(directory));
    return new Serving(directory, server);
  }

  /// Where the server listens.
  Path socket() {
    return socket(directory);
  }

  private static Path socket(Path directory) {
    return directory.resolve("p.sock");
  }

  /// The server's process.
  long pid() {
    return server.process().pid();
  }

  /// Starts a command that talks to the server.
  Command start(String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--socket", socket().toString()));
    return Command.pergola(directory, words);
  }

  /// Runs a command that talks to the server, to its end.
  Command.Outcome run(String... arguments) {
    return start(arguments).await();
  }

  /// Loads airports and flights.
  Command.Outcome loadFlights(String name) {
    return run(
        "load",
        name,
        "--vertices",
        "airport=" + FLIGHTS.resolve("airports.csv") + "#id=iata",
        "--edges",
        "flight="
            + FLIGHTS.resolve("flights-airport.csv")
            + "#src=origin&dst=destination&src_label=airport&dst_label=airport",
        "--fragments",
        "2");
  }

  ObjectStore connect() {
    return ObjectStores.connect(socket());
  }

  /// Fails the test unless the server holds nothing, once its clients are gone.
  void assertEmpty() {
    try (ObjectStore store = connect()) {
      Await.until(() -> "no client: " + store.status(), () -> store.status().ipcConnections() == 1);
      assertEquals(List.of(), store.list(new Pattern.Wildcard("*"), ALL));
      assertEquals(Map.of(), store.listNames(new Pattern.Wildcard("*"), ALL));
      assertEquals(0, store.status().memoryUsage());
      assertEquals(0, store.status().deletedBytes());
    }
  }

  /// Tells the server to end.
  Command.Outcome stop() {
    server.process().destroy();
    return server.await();
  }

  @Override
  public void close() {
    server.process().destroyForcibly();
    server.await();
  }
}
