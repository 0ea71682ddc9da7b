package io.pergola.bench.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures small blobs by the plain protocol, several servers in turn, and prints medians of the
/// rounds as the rows of a Markdown table.
public final class SmallBlobs {
  private static final int BYTES = 1024;

  private final int rounds;
  private final int operations;
  private final Map<String, Path> servers = new LinkedHashMap<>();

  private SmallBlobs(int rounds, int operations) {
    this.rounds = rounds;
    this.operations = operations;
  }

  /// Measures.
  ///
  /// @param args rounds, operations of all clients in one round, numbers of clients such as
  ///   `1,4,16`, then `name=socket` for each server; the name `echo` stands for an [EchoServer]
  public static void main(String[] args) throws Exception {
    SmallBlobs run = new SmallBlobs(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    for (String server : List.of(args).subList(3, args.length)) {
      int split = server.indexOf('=');
      run.servers.put(server.substring(0, split), Path.of(server.substring(split + 1)));
    }
    System.out.println("| operation | clients | server | operations/s | p50 µs | p99 µs |");
    System.out.println("|---|---|---|---|---|---|");
    for (String clients : args[2].split(",", -1)) {
      for (Operation operation : Operation.values()) {
        run.compare(operation, Integer.parseInt(clients));
      }
    }
  }

  /// What is measured.
  private enum Operation {
    CREATE_AND_SEAL(2),
    GET(1);

    private final int roundTrips;

    Operation(int roundTrips) {
      this.roundTrips = roundTrips;
    }

    Workload connect(String server, Path socket) throws IOException {
      if (server.equals("echo")) return Workload.echo(socket, roundTrips);
      return this == GET ? Workload.get(socket, BYTES) : Workload.createAndSeal(socket, BYTES);
    }

    @Override
    public String toString() {
      return this == GET ? "get" : "create+seal";
    }
  }

  private void compare(Operation operation, int clients) throws Exception {
    List<Contender> contenders = new ArrayList<>();
    for (var server : servers.entrySet()) {
      Contender contender = new Contender(server.getKey(), new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < clients; i++) {
        contender.clients.add(operation.connect(server.getKey(), server.getValue()));
      }
      contenders.add(contender);
      Measurement.of(contender.clients, operations); // warms up
    }
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : contenders) {
        contender.rounds.add(Measurement.of(contender.clients, operations));
      }
    }
    print(operation, contenders);
    for (Contender contender : contenders) {
      for (Workload client : contender.clients) client.close();
    }
  }

  /// One server with its clients, and how fast it was so far.
  private record Contender(String server, List<Workload> clients, List<Measurement> rounds) {}

  private static void print(Operation operation, List<Contender> contenders) {
    for (Contender contender : contenders) {
      Measurement median = Measurement.median(contender.rounds);
      System.out.printf(
          "| %s | %d | %s | %.0f | %.1f | %.1f |%n",
          operation,
          contender.clients.size(),
          contender.server,
          median.perSecond(),
          median.median(),
          median.p99());
    }
  }
}
