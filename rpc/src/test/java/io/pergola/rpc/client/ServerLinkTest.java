package io.pergola.rpc.client;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.protocol.Frame;
import io.pergola.store.ObjectStore;
import io.pergola.store.ProcessFacts;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client against servers that misbehave.
class ServerLinkTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final String REGISTERED =
      "{'type':'register_reply','instance_id':3,'version':'0.24.2'}";

  @TempDir @Nullable Path directory;
  private @Nullable ServerSocketChannel listener;

  @BeforeEach
  void listen() throws IOException {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket()));
  }

  @AfterEach
  void stop() throws IOException {
    requireNonNull(listener).close();
  }

  @Test
  void aMissingSocketIsReportedWithTheRemedy() {
    Path missing = requireNonNull(directory).resolve("missing");
    StoreException refused =
        assertThrows(StoreException.Disconnected.class, () -> ObjectStores.connect(missing));
    assertEquals(
        "can't connect to %s: there is no such socket. Start a server with: pergola serve --socket %s"
            .formatted(missing, missing),
        refused.getMessage());
  }

  @Test
  void aPathThatIsTooLongIsRefused() {
    Path path = Path.of("/" + "x".repeat(107));
    assertEquals(
        "the socket path %s has 108 bytes, but sockets allow 107; choose a shorter one"
            .formatted(path),
        assertThrows(StoreException.Invalid.class, () -> ObjectStores.connect(path)).getMessage());
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() {
    assertEquals(
        "the connection to the server at %s is lost: waiting for a reply failed: the server did not answer in time"
            .formatted(socket()),
        assertThrows(
                StoreException.Disconnected.class, () -> ObjectStores.connect(socket(), PATIENCE))
            .getMessage());
  }

  @Test
  void aServerThatClosesAtOnceIsReported() {
    serve(client -> {});
    assertTrue(connectionFailure().contains("is lost: "), connectionFailure());
  }

  @Test
  void aServerThatIsNoneIsReported() {
    serve(client -> write(client, "SSH-2.0-OpenSSH_9.9\r\n".getBytes(StandardCharsets.UTF_8)));
    assertTrue(connectionFailure().contains("announced a reply of"), connectionFailure());
  }

  @Test
  void aReplyThatIsNoJsonIsReported() {
    serve(client -> write(client, frame("<html>")));
    assertThrows(StoreException.Invalid.class, () -> ObjectStores.connect(socket(), PATIENCE));
  }

  @Test
  void aServerThatRefusesRegistrationIsQuoted() {
    serve(client -> write(client, frame("{'code':34,'message':'who are you?'}")));
    assertEquals("who are you?", connectionFailure());
  }

  @Test
  void aServerWithAnotherTypeOfStoreIsRefused() {
    serve(client ->
        write(client, frame("{'type':'register_reply','instance_id':0,'store_match':false}")));
    assertThrows(StoreException.Invalid.class, () -> ObjectStores.connect(socket(), PATIENCE));
  }

  @Test
  void aReplyOfTheWrongTypeEndsTheConnection() {
    serve(client -> {
      write(client, frame(REGISTERED));
      read(client);
      write(client, frame("{'type':'seal_reply'}"));
      read(client);
    });
    ObjectStore store = ObjectStores.connect(socket());
    assertEquals(3, store.instanceId());
    assertThrows(StoreException.Disconnected.class, store::status);
    assertThrows(StoreException.Disconnected.class, store::status);
    store.close();
  }

  @Test
  void aPromisedDescriptorThatDoesNotComeEndsTheConnection() {
    serve(client -> {
      write(client, frame(REGISTERED));
      read(client);
      String payload =
          "{'object_id':9223372036854775809,'store_fd':7,'data_offset':64,'data_size':10,'map_size':4104}";
      write(client, frame("{'type':'create_buffer_reply','fd':7,'created':" + payload + "}"));
      write(client, new byte[] {0});
      read(client);
    });
    ObjectStore store = ObjectStores.connect(socket());
    StoreException lost =
        assertThrows(StoreException.Disconnected.class, () -> store.createBlob(10));
    assertTrue(
        String.valueOf(lost.getMessage())
            .contains("no file descriptor arrived where one was announced"));
    assertThrows(StoreException.Disconnected.class, store::status);
    store.close();
  }

  @Test
  void aServerWithoutBuildsIsNotAskedForThem() {
    serve(client -> {
      write(client, frame(REGISTERED));
      read(client);
    });
    try (ObjectStore store = ObjectStores.connect(socket())) {
      assertThrows(StoreException.Unsupported.class, store::begin);
    }
  }

  @Test
  void closingDoesNotWaitForACallThatHangs() throws InterruptedException {
    serve(client -> {
      write(client, frame(REGISTERED));
      read(client);
      Await.sleep(5000);
    });
    ObjectStore store = ObjectStores.connect(socket());
    Thread hanging =
        Thread.ofPlatform()
            .start(() -> assertThrows(StoreException.Disconnected.class, store::status));
    Await.sleep(100);
    store.close();
    hanging.join();
  }

  @Test
  void failedConnectionsLeaveNoDescriptor() {
    serve(client -> {});
    assertThrows(StoreException.class, () -> ObjectStores.connect(socket(), PATIENCE));
    long descriptors = ProcessFacts.descriptors();
    for (int i = 0; i < 50; i++) {
      assertThrows(StoreException.class, () -> ObjectStores.connect(socket(), PATIENCE));
    }
    assertTrue(
        ProcessFacts.descriptors() <= descriptors + 2, "descriptors " + ProcessFacts.descriptors());
  }

  private String connectionFailure() {
    return requireNonNull(
        assertThrows(StoreException.class, () -> ObjectStores.connect(socket(), PATIENCE))
            .getMessage());
  }

  private interface Conversation {
    void hold(SocketChannel client) throws IOException;
  }

  /// Reads the registration of each client, then does what it is told, then hangs up.
  private void serve(Conversation conversation) {
    ServerSocketChannel server = requireNonNull(listener);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
              read(client);
              conversation.hold(client);
            } catch (IOException ended) {
              // the test is over, or the client has had enough
            }
          }
        });
  }

  private static void read(SocketChannel client) throws IOException {
    client.read(ByteBuffer.allocate(4096));
  }

  private static void write(SocketChannel client, byte[] bytes) throws IOException {
    client.write(ByteBuffer.wrap(bytes));
  }

  private static byte[] frame(String json) {
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[Frame.BODY_AT + body.length];
    Frame.putLength(frame, body.length);
    System.arraycopy(body, 0, frame, Frame.BODY_AT, body.length);
    return frame;
  }

  private Path socket() {
    return requireNonNull(directory).resolve("s");
  }
}
