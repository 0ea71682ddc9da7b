package io.pergola.rpc.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.client.Await;
import io.pergola.rpc.client.RawClient;
import io.pergola.rpc.client.Served;
import io.pergola.rpc.protocol.Frame;
import io.pergola.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// What one connection does, request by request.
class ClientHandlerTest {
  private static final String CREATE = "{'type':'create_buffer_request','size':1000}";
  private static final String DEBUG = "{'type':'debug_command'}";

  @TempDir @Nullable Path directory;
  private @Nullable Served served;

  @BeforeEach
  void serve() {
    served = new Served(requireNonNull(directory), 1 << 20);
  }

  @AfterEach
  void stop() {
    served().close();
  }

  @Test
  void nothingGoesBeforeRegistration() {
    try (RawClient client = RawClient.connect(served().socket())) {
      assertEquals(
          "{\"code\":1,\"message\":\"'debug_command' before 'register_request': register the"
              + " connection first\"}",
          client.call(DEBUG).toString());
      assertEquals(1, client.call("{'type':'make_arena_request','size':1}").get("code").intValue());
      assertEquals(
          "register_reply", client.call("{'type':'register_request'}").get("type").asString());
      assertEquals("debug_reply", client.call(DEBUG).get("type").asString());
    }
  }

  @Test
  void theRegisterReplySaysWhatTheServerIs() {
    try (RawClient client = RawClient.connect(served().socket())) {
      ObjectNode reply =
          client.call("{'type':'register_request','version':'0.24.2','store_type':1}");
      assertEquals(served().socket().toString(), reply.get("ipc_socket").asString());
      assertEquals("0.0.0.0:0", reply.get("rpc_endpoint").asString());
      assertEquals("0.24.2", reply.get("version").asString());
      assertTrue(reply.get("store_match").booleanValue());
      assertFalse(reply.get("support_rpc_compression").booleanValue());
      assertEquals("[\"batch\",\"build\",\"connections\"]", reply.get("pergola").toString());
      assertFalse(
          client
              .call("{'type':'register_request','store_type':2}")
              .get("store_match")
              .booleanValue());
    }
  }

  @Test
  void creatorsGetAWritableFileAndReadersOneThatIsNot() throws IOException {
    try (RawClient client = RawClient.register(served().socket())) {
      ObjectNode created = client.call(CREATE);
      int writable = client.receiveDescriptor();
      assertEquals(2, openMode(writable));
      assertEquals(created.get("fd"), created.get("created").get("store_fd"));
      assertEquals(-1, client.call(CREATE).get("fd").intValue());

      ObjectNode got = get(client, created);
      int readOnly = client.receiveDescriptor();
      assertEquals(0, openMode(readOnly));
      assertNotEquals(created.get("fd"), got.get("0").get("store_fd"));
      assertEquals(got.get("fds").get(0), got.get("0").get("store_fd"));
      assertEquals("[]", get(client, created).get("fds").toString());

      long fileSize = Files.size(Path.of("/proc/self/fd/" + readOnly));
      assertEquals(fileSize + 8, got.get("0").get("map_size").longValue());
      assertEquals("debug_reply", client.call(DEBUG).get("type").asString());
      RawClient.closeDescriptor(writable);
      RawClient.closeDescriptor(readOnly);
    }
  }

  @Test
  void vineyardsJavaSdkGetsOneFileToWriteAndRead() throws IOException {
    try (RawClient client = RawClient.connect(served().socket())) {
      client.call("{'type':'register_request','version':'0.0.0'}");
      ObjectNode created = client.call(CREATE);
      RawClient.closeDescriptor(client.receiveDescriptor());
      ObjectNode got = get(client, created);
      assertEquals("[]", got.get("fds").toString());
      assertEquals(created.get("fd"), got.get("0").get("store_fd"));
    }
  }

  private static int openMode(int descriptor) throws IOException {
    String info = Files.readString(Path.of("/proc/self/fdinfo/" + descriptor));
    String flags = info.lines().filter(line -> line.startsWith("flags:")).findFirst().orElseThrow();
    return Integer.parseInt(flags.substring(6).strip(), 8) & 3;
  }

  private static ObjectNode get(RawClient client, ObjectNode created) {
    return client.call(
        "{'type':'get_buffers_request','ids':[" + created.get("id") + "],'unsafe':true}");
  }

  @Test
  void blobsWithoutBytesBringNoDescriptor() {
    try (RawClient client = RawClient.register(served().socket())) {
      ObjectNode reply = client.call("{'type':'create_buffers_request','num':3,'sizes':[0,10,20]}");
      assertEquals(1, reply.get("fds").size());
      assertEquals(-1, reply.get("0").get("store_fd").intValue());
      RawClient.closeDescriptor(client.receiveDescriptor());
      assertEquals("debug_reply", client.call(DEBUG).get("type").asString());
    }
  }

  @Test
  void requestsSentAtOnceAreAnsweredInOrder() {
    try (RawClient client = RawClient.register(served().socket())) {
      int count = 500;
      for (int i = 0; i < count; i++) {
        client.send("{'type':'put_name_request','object_id':" + (i + 1) + ",'name':'n'}");
      }
      for (int i = 0; i < count; i++) {
        String message = client.receive().get("message").asString();
        assertTrue(message.contains("o%016x".formatted(i + 1)), message);
      }
    }
  }

  @Test
  void aFrameMayArriveByteByByte() {
    byte[] body = "{\"type\":\"register_request\"}".getBytes(StandardCharsets.UTF_8);
    try (RawClient client = RawClient.connect(served().socket())) {
      for (int i = 0; i < 8; i++) client.sendBytes(new byte[] {i == 0 ? (byte) body.length : 0});
      for (byte part : body) client.sendBytes(new byte[] {part});
      assertEquals("register_reply", client.receive().get("type").asString());
    }
  }

  @Test
  void aFrameOfSeveralMegabytesIsReadWhole() {
    try (RawClient client = RawClient.register(served().socket())) {
      String text = "x".repeat(5_000_000);
      ObjectNode created =
          client.call(
              "{'type':'create_data_request','content':{'typename':'t','instance_id':0,'text':'"
                  + text
                  + "'}}");
      ObjectNode got = client.call("{'type':'get_data_request','id':[" + created.get("id") + "]}");
      ObjectNode tree = (ObjectNode) got.get("content").values().iterator().next();
      assertEquals(text, tree.get("text").asString());
    }
  }

  @Test
  void aRequestThatWaitsForANameIsAnsweredWhenTheNameIsThere() {
    try (RawClient waiting = RawClient.register(served().socket());
        RawClient other = RawClient.register(served().socket())) {
      waiting.send("{'type':'get_name_request','name':'n','wait':true}");
      waiting.send(DEBUG);
      awaitDeferred(other, 1);
      String id = create(other);
      other.call("{'type':'persist_request','id':" + id + "}");
      other.call("{'type':'put_name_request','object_id':" + id + ",'name':'n'}");
      assertEquals(id, waiting.receive().get("object_id").toString());
      assertEquals("debug_reply", waiting.receive().get("type").asString());
      awaitDeferred(other, 0);
    }
  }

  @Test
  void aRequestThatWaitsForObjectsIsAnsweredWhenAllAreThere() {
    try (RawClient waiting = RawClient.register(served().socket());
        RawClient other = RawClient.register(served().socket())) {
      ObjectNode blob = other.call(CREATE);
      RawClient.closeDescriptor(other.receiveDescriptor());
      String object = create(other);
      waiting.send(
          "{'type':'get_data_request','id':[%s,%s],'wait':true}".formatted(object, blob.get("id")));
      awaitDeferred(other, 1);
      other.call("{'type':'seal_request','object_id':" + blob.get("id") + "}");
      assertEquals(2, waiting.receive().get("content").size());
      awaitDeferred(other, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 20_000})
  void theDeathOfAClientThatWaitsIsNoticed(int requestsBehind) {
    try (RawClient other = RawClient.register(served().socket())) {
      RawClient waiting = RawClient.register(served().socket());
      waiting.send("{'type':'get_name_request','name':'never','wait':true}");
      awaitDeferred(other, 1);
      Thread sender = Thread.ofPlatform().start(() -> sendMany(waiting, requestsBehind));
      if (requestsBehind < 20_000) join(sender);
      else Await.sleep(100); // by then the socket is full
      waiting.interrupt();
      join(sender);
      awaitDeferred(other, 0);
      Await.until(() -> "one client", () -> served().status().ipcConnections() == 1);
      waiting.close();
    }
  }

  private static void sendMany(RawClient client, int count) {
    try {
      for (int i = 0; i < count; i++) client.send(DEBUG);
    } catch (StoreException.Disconnected interrupted) {
      // as intended
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
  }

  @Test
  void aClientThatDoesNotReadIsNotServedFurther() throws IOException {
    int count = 100_000;
    byte[] register = frame("{\"type\":\"register_request\"}");
    byte[] create =
        frame(
            "{\"type\":\"create_data_request\",\"content\":{\"typename\":\"t\",\"instance_id\":0}}");
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(served().socket()));
        RawClient other = RawClient.register(served().socket())) {
      Thread sender =
          Thread.ofPlatform()
              .start(() -> {
                write(client, register);
                for (int i = 0; i < count; i++) write(client, create);
              });
      int made = -1;
      while (made != objects(other)) {
        made = objects(other);
        Await.sleep(300);
      }
      assertTrue(made < count / 2, "the server went on to object " + made);
      for (int i = 0; i <= count; i++) readFrame(client);
      join(sender);
      assertEquals(count, objects(other));
    }
  }

  private static int objects(RawClient client) {
    return client
        .call("{'type':'list_data_request','pattern':'t','limit':1000000}")
        .path("content")
        .size();
  }

  private static byte[] frame(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[Frame.BODY_AT + body.length];
    Frame.putLength(frame, body.length);
    System.arraycopy(body, 0, frame, Frame.BODY_AT, body.length);
    return frame;
  }

  private static void write(SocketChannel channel, byte[] bytes) {
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) channel.write(rest);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void readFrame(SocketChannel channel) throws IOException {
    byte[] length = read(channel, Frame.BODY_AT);
    String body = new String(read(channel, (int) Frame.length(length)), StandardCharsets.UTF_8);
    assertFalse(body.contains("\"code\""), body);
  }

  private static byte[] read(SocketChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) if (channel.read(bytes) < 0) throw new EOFException();
    return bytes.array();
  }

  private void awaitDeferred(RawClient client, int count) {
    Await.until(
        () -> count + " deferred requests",
        () ->
            client
                    .call("{'type':'instance_status_request'}")
                    .get("meta")
                    .get("deferred_requests")
                    .intValue()
                == count);
  }

  private static String create(RawClient client) {
    return client
        .call("{'type':'create_data_request','content':{'typename':'t','instance_id':0}}")
        .get("id")
        .toString();
  }

  private Served served() {
    return requireNonNull(served);
  }
}
