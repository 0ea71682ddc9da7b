package io.pergola.rpc.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.client.RawClient;
import io.pergola.rpc.client.Served;
import io.pergola.store.ProcessFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No bytes that come over TCP kill the server, make it hang or grow, or spoil it for others:
/// frames with mutations, raw bytes where frames are due and frames where raw bytes are, all in one
/// stream whose replies are read and ignored.
///
/// A connection that loses its thread is soon ended by the server, so what counts is not what was
/// sent but what the server says that it answered.
class HostileRpcTest {
  private static final int A_CONNECTION = 2_000;

  @TempDir @Nullable Path directory;

  @Test
  void hostileStreamsDoNoHarm() throws Exception {
    long seed = Long.getLong("pergola.seed", System.nanoTime());
    Random random = new Random(seed);
    try (Served first = serve()) {
      attack(first, random);
      assertTrue(first.answered() > 0); // now the JVM has opened what it keeps for all servers
    }
    Holdings before = Holdings.now();
    try (Served served = serve()) {
      Holdings.Memory memory = Holdings.Memory.now();
      long descriptors = 0;
      long answered = 0;
      Effort effort = Effort.begin();
      while (!effort.isEnoughWith(answered)) {
        attack(served, random);
        try (RawClient client = RawClient.register(served.endpoint())) {
          assertEquals(
              "debug_reply", client.call("{'type':'debug_command'}").get("type").asString());
          client.call("{'type':'clear_request'}");
        }
        served.awaitNoClients();
        assertEquals(0, served.status().memoryUsage(), "seed " + seed);
        assertEquals(0, served.status().deletedBytes(), "seed " + seed);
        long open = ProcessFacts.descriptors() - sessions();
        if (descriptors == 0) descriptors = open;
        assertTrue(open <= descriptors + 5, "seed " + seed);
        long last = answered;
        answered = served.answered();
        assertTrue(answered > last, "seed " + seed);
      }
      memory.requireNoGrowth("seed " + seed);
      System.out.println(answered + " hostile frames were answered over TCP, seed " + seed);
    }
    before.awaitReturn();
  }

  private Served serve() {
    return Served.onTcpWithNumbers(requireNonNull(directory), 1 << 20);
  }

  /// Sessions that mutants opened, each with a socket.
  private long sessions() throws IOException {
    try (Stream<Path> files = Files.list(requireNonNull(directory))) {
      return files.filter(file -> file.toString().contains("/s.S")).count();
    }
  }

  private static void attack(Served served, Random random) throws Exception {
    String endpoint = served.endpoint();
    int colon = endpoint.lastIndexOf(':');
    try (Unblocker _ = new Unblocker(served.store);
        Socket socket =
            new Socket(
                endpoint.substring(0, colon), Integer.parseInt(endpoint.substring(colon + 1)))) {
      Thread reader = Thread.startVirtualThread(() -> drain(socket));
      try {
        OutputStream out = socket.getOutputStream();
        out.write(Mutants.frame(Mutants.bytes("{'type':'register_request','version':'0.24.2'}")));
        for (int i = 0; i < A_CONNECTION; i++) out.write(Mutants.remote(random));
        socket.shutdownOutput();
      } catch (IOException ended) {
        // the server hung up, as it may
      }
      reader.join(20_000);
      assertTrue(!reader.isAlive(), "the server neither answers nor hangs up");
    }
  }

  private static void drain(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      byte[] bytes = new byte[1 << 16];
      while (in.read(bytes) >= 0) {
        // whatever it says
      }
    } catch (IOException ended) {
      // it ended
    }
  }
}
