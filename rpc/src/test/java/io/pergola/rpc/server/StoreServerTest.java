package io.pergola.rpc.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.client.Await;
import io.pergola.rpc.client.RawClient;
import io.pergola.rpc.client.Served;
import io.pergola.store.ProcessFacts;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The socket of a server and the life of the server itself.
class StoreServerTest {
  private static final long SIZE = 1 << 20;

  @TempDir @Nullable Path temporary;

  @Test
  void theSocketIsForItsUserAloneAndGoesWithTheServer() throws IOException {
    Path directory = directory().resolve("not/there/yet");
    Path socket;
    try (Served served = new Served(directory, SIZE)) {
      socket = served.socket();
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
    }
    assertFalse(Files.exists(socket));
  }

  @Test
  void theSocketOfADeadServerIsReplaced() throws IOException {
    Path socket = directory().resolve("s");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket));
    }
    assertTrue(Files.exists(socket));
    try (Served served = new Served(directory(), SIZE);
        RawClient client = RawClient.register(served.socket())) {
      assertEquals("debug_reply", client.call("{'type':'debug_command'}").get("type").asString());
    }
  }

  @Test
  void aSocketThatAServerListensOnIsLeftAlone() {
    try (Served served = new Served(directory(), SIZE)) {
      StoreException refusal =
          assertThrows(
              StoreException.Exists.class, () -> StoreServer.start(served.store, served.socket()));
      assertEquals(
          "a server listens on %s already; stop it or choose another path"
              .formatted(served.socket()),
          refusal.getMessage());
      RawClient.register(served.socket()).close();
    }
  }

  @Test
  void aFileThatIsNoSocketIsLeftAlone() throws IOException {
    Path file = Files.writeString(directory().resolve("s"), "precious");
    StoreException refusal =
        assertThrows(StoreException.Exists.class, () -> new Served(directory(), SIZE).close());
    assertEquals(file + " is no socket; remove it or choose another path", refusal.getMessage());
    assertEquals("precious", Files.readString(file));
  }

  @Test
  void aPathThatIsTooLongForASocketIsRefused() {
    Path directory = directory().resolve("d".repeat(120));
    String message =
        assertThrows(StoreException.Invalid.class, () -> new Served(directory, SIZE).close())
            .getMessage();
    assertTrue(
        requireNonNull(message).endsWith("bytes, but sockets allow 107; choose a shorter one"),
        message);
    assertFalse(Files.exists(directory));
  }

  @Test
  void aClosedServerLeavesNoThreadNoDescriptorAndNoConnection() {
    new Served(directory(), SIZE).close(); // what is loaded once is no leak
    Await.until(() -> "no server threads", () -> Served.serverThreads() == 0);
    long descriptors = ProcessFacts.descriptors();
    for (int round = 0; round < 20; round++) {
      try (Served served = new Served(directory(), SIZE);
          RawClient client = RawClient.register(served.socket())) {
        client.call("{'type':'create_buffer_request','size':1000}");
        RawClient.closeDescriptor(client.receiveDescriptor());
        served.server.close();
        served.server.close();
        assertEquals(0, served.status().ipcConnections());
        assertEquals(0, served.status().memoryUsage());
        assertTrue(client.isClosedByServer());
      }
    }
    Await.until(() -> "no server threads", () -> Served.serverThreads() == 0);
    Await.until(
        () -> ProcessFacts.descriptors() + " descriptors, before " + descriptors,
        () -> ProcessFacts.descriptors() <= descriptors);
  }

  @Test
  void thousandsOfConnectionsComeAndGo() {
    try (Served served = new Served(directory(), SIZE)) {
      RawClient.register(served.socket()).close();
      served.awaitNoClients();
      long descriptors = ProcessFacts.descriptors();
      for (int i = 0; i < 3000; i++) {
        RawClient client = RawClient.connect(served.socket());
        if (i % 2 == 0) client.call("{'type':'register_request'}");
        if (i % 3 == 0) client.sendBytes(new byte[] {100, 0, 0, 0, 0, 0, 0, 0, '{', '"'});
        client.close();
      }
      served.awaitNoClients();
      Await.until(
          () -> ProcessFacts.descriptors() + " descriptors, before " + descriptors,
          () -> ProcessFacts.descriptors() <= descriptors);
    }
  }

  @Test
  void aClientTooManyIsToldSoAndTheOthersAreServed() {
    try (Served served = new Served(directory(), SIZE)) {
      served.server.limitConnections(2);
      RawClient first = RawClient.register(served.socket());
      RawClient second = RawClient.register(served.socket());
      try (RawClient third = RawClient.connect(served.socket())) {
        assertEquals(
            "{\"code\":33,\"message\":\"the server at %s has 2 connections, its limit; close some, or start it with a higher limit of open files (ulimit -n)\"}"
                .formatted(served.socket()),
            third.call("{'type':'register_request'}").toString());
        assertTrue(third.isClosedByServer());
      }
      assertEquals("debug_reply", first.call("{'type':'debug_command'}").get("type").asString());
      second.close();
      Await.until(() -> "room for another", () -> isServed(served.socket()));
      first.close();
    }
  }

  private static boolean isServed(Path socket) {
    try (RawClient client = RawClient.connect(socket)) {
      return client.call("{'type':'register_request'}").has("type");
    }
  }

  @Test
  void aClosedStoreIsReportedToClientsThatAreStillThere() {
    try (Served served = new Served(directory(), SIZE);
        RawClient client = RawClient.register(served.socket())) {
      served.store.close();
      assertEquals(
          "{\"code\":36,\"message\":\"the store is closed\"}",
          client.call("{'type':'instance_status_request'}").toString());
    }
  }

  private Path directory() {
    return requireNonNull(temporary);
  }
}
