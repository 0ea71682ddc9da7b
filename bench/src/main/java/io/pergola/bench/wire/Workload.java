package io.pergola.bench.wire;

import java.io.IOException;
import java.nio.file.Path;

/// What one client does, over and over.
interface Workload extends AutoCloseable {
  /// One operation.
  void operate() throws IOException;

  /// Gives back what the operations so far made; not measured.
  void reset() throws IOException;

  @Override
  void close() throws IOException;

  /// Two round trips: create a blob and seal it.
  static Workload createAndSeal(Path socket, long byteSize) throws IOException {
    WireClient client = registered(socket);
    StringBuilder made = new StringBuilder();
    return of(
        client,
        () -> {
          String id = client.create(byteSize);
          client.seal(id);
          made.append(made.isEmpty() ? "" : ",").append(id);
        },
        () -> {
          if (!made.isEmpty()) client.delete(made.toString());
          made.setLength(0);
        });
  }

  /// One round trip: get one blob, which this client referenced before, as clients do.
  static Workload get(Path socket, long byteSize) throws IOException {
    WireClient client = registered(socket);
    String id = client.create(byteSize);
    client.seal(id);
    return of(client, () -> client.get(id), () -> {});
  }

  /// Round trips to an echo server, each as long as the request of a get.
  static Workload echo(Path socket, int roundTrips) throws IOException {
    WireClient client = WireClient.connect(socket);
    String body = "x".repeat(80);
    return of(
        client,
        () -> {
          for (int i = 0; i < roundTrips; i++) client.echo(body);
        },
        () -> {});
  }

  private static WireClient registered(Path socket) throws IOException {
    WireClient client = WireClient.connect(socket);
    client.register();
    return client;
  }

  private static Workload of(WireClient client, Step operate, Step reset) {
    return new Workload() {
      @Override
      public void operate() throws IOException {
        operate.run();
      }

      @Override
      public void reset() throws IOException {
        reset.run();
      }

      @Override
      public void close() throws IOException {
        client.close();
      }
    };
  }

  /// A part of a workload.
  interface Step {
    void run() throws IOException;
  }
}
