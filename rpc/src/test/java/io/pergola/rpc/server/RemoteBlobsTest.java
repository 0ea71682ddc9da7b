package io.pergola.rpc.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.pergola.rpc.client.Await;
import io.pergola.rpc.client.RawClient;
import io.pergola.rpc.client.Served;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Bytes of blobs that go through the connection.
class RemoteBlobsTest {
  private static final int MIB = 1 << 20;

  @TempDir @Nullable Path directory;
  private @Nullable Served served;

  @BeforeEach
  void serve() {
    served = Served.onTcp(requireNonNull(directory), 64 * MIB);
  }

  @AfterEach
  void stop() {
    requireNonNull(served).close();
  }

  private RawClient client() {
    return RawClient.register(requireNonNull(served).endpoint());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 131_072, 131_073, 3 * MIB + 7, 20 * MIB})
  void plainBytesComeBackAsTheyWent(int size) {
    byte[] bytes = random(size, size);
    try (RawClient client = client()) {
      long id = put(client, bytes);
      assertArrayEquals(bytes, get(client, id));
      assertEquals("debug_reply", client.call("{'type':'debug_command'}").get("type").asString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 131_072, 131_073, 3 * MIB + 7, 20 * MIB})
  void compressedBytesComeBackAsTheyWent(int size) {
    byte[] bytes = random(size, size);
    Arrays.fill(bytes, 0, size / 2, (byte) 7);
    try (RawClient client = client()) {
      ObjectNode go =
          client.call(
              "{'type':'create_remote_buffer_request','compress':true,'size':%d}".formatted(size));
      client.sendBytes(chunks(bytes));
      assertEquals(go, client.receive());
      long id = go.get("id").bigIntegerValue().longValue();
      assertArrayEquals(bytes, get(client, id));
      ObjectNode reply =
          client.call(
              "{'type':'get_remote_buffers_request','compress':true,'num':1,'0':%s}"
                  .formatted(Long.toUnsignedString(id)));
      assertTrue(reply.get("compress").booleanValue());
      assertArrayEquals(bytes, receiveChunks(client, size));
    }
  }

  @Test
  void blobsOfABatchFollowEachOther() {
    try (RawClient client = client()) {
      ObjectNode go =
          client.call("{'type':'create_remote_buffers_request','num':3,'sizes':[4,0,3]}");
      client.sendBytes("abcdxyz".getBytes(StandardCharsets.US_ASCII));
      assertEquals(go, client.receive());
      JsonNode ids = go.get("ids");
      client.call(
          "{'type':'get_remote_buffers_request','ids':[%s,%s,%s,%s]}"
              .formatted(ids.get(2), ids.get(1), ids.get(0), ids.get(2)));
      assertEquals("xyzabcdxyz", new String(client.receiveBytes(10), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void requestsThatAreSentAtOnceAreAnsweredInTurn() {
    try (RawClient client = client()) {
      long id = put(client, new byte[] {1, 2, 3});
      int many = 3_000;
      String get = getRequest(id);
      Thread sender =
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < many; i++) {
              client.send(get);
            }
          });
      for (int i = 0; i < many; i++) {
        assertEquals(1, client.receive().get("num").intValue());
        assertArrayEquals(new byte[] {1, 2, 3}, client.receiveBytes(3));
      }
      assertFalse(sender.isInterrupted());
    }
  }

  @Test
  void nobodySeesABlobBeforeAllOfItIsThere() {
    try (RawClient client = client();
        RawClient other = client()) {
      ObjectNode go = client.call("{'type':'create_remote_buffer_request','size':10}");
      client.sendBytes(new byte[9]);
      String get = "{'type':'get_remote_buffers_request','num':1,'0':%s}".formatted(go.get("id"));
      assertEquals(2, other.call(get).get("code").intValue());
      client.sendBytes(new byte[1]);
      client.receive();
      assertEquals(1, other.call(get).get("num").intValue());
    }
  }

  @Test
  void aBlobThatIsDeletedWhileItComesIsNeverThere() {
    try (RawClient client = client();
        RawClient other = client()) {
      ObjectNode go = client.call("{'type':'create_remote_buffer_request','size':10}");
      other.call("{'type':'drop_buffer_request','id':%s}".formatted(go.get("id")));
      client.sendBytes(new byte[10]);
      assertEquals(12, client.receive().get("code").intValue());
      assertEquals(0, requireNonNull(served).status().memoryUsage());
      assertEquals(0, requireNonNull(served).status().deletedBytes());
      assertEquals("debug_reply", client.call("{'type':'debug_command'}").get("type").asString());
    }
  }

  @Test
  void aBlobWhoseClientDiesHalfwayIsGivenBack() {
    try (RawClient client = client()) {
      client.call("{'type':'create_remote_buffer_request','size':1000000}");
      client.sendBytes(new byte[5000]);
    }
    requireNonNull(served).awaitNoClients();
    assertEquals(0, requireNonNull(served).status().memoryUsage());
  }

  @Test
  void whatIsDeletedWhileItIsSentIsSentWhole() {
    byte[] bytes = random(40 * MIB, 1);
    try (RawClient client = client();
        RawClient other = client()) {
      long id = put(client, bytes);
      client.send(
          "{'type':'get_remote_buffers_request','num':1,'0':%s}"
              .formatted(Long.toUnsignedString(id)));
      client.receive();
      other.call("{'type':'drop_buffer_request','id':%s}".formatted(Long.toUnsignedString(id)));
      assertTrue(requireNonNull(served).status().deletedBytes() > 0);
      assertArrayEquals(bytes, client.receiveBytes(bytes.length));
      Await.until(() -> "given back", () -> requireNonNull(served).status().deletedBytes() == 0);
    }
  }

  @Test
  void aSmallRequestIsAnsweredWhileLargeBlobsAreStuck() {
    byte[] bytes = random(40 * MIB, 2);
    try (RawClient first = client();
        RawClient second = client();
        RawClient third = client()) {
      long id = put(first, bytes);
      String get =
          "{'type':'get_remote_buffers_request','num':1,'0':%s}"
              .formatted(Long.toUnsignedString(id));
      first.send(get);
      second.send(get);
      for (int i = 0; i < 100; i++) {
        assertEquals("debug_reply", third.call("{'type':'debug_command'}").get("type").asString());
      }
      first.receive();
      assertArrayEquals(bytes, first.receiveBytes(bytes.length));
    }
  }

  @Test
  void compressedNonsenseEndsTheConnectionAndNothingElse() {
    try (RawClient client = client();
        RawClient other = client()) {
      client.call("{'type':'create_remote_buffer_request','compress':true,'size':1000}");
      client.sendBytes(new byte[] {4, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4});
      assertEquals(1, client.receive().get("code").intValue());
      assertTrue(client.isClosedByServer());
      assertEquals("debug_reply", other.call("{'type':'debug_command'}").get("type").asString());
    }
    try (RawClient client = client()) {
      client.call("{'type':'create_remote_buffer_request','compress':true,'size':1000}");
      client.sendBytes(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
      assertEquals(1, client.receive().get("code").intValue());
    }
    try (RawClient client = client()) {
      client.call("{'type':'create_remote_buffer_request','compress':true,'size':10}");
      client.sendBytes(chunks(new byte[1000]));
      assertEquals(1, client.receive().get("code").intValue());
    }
  }

  @Test
  void unsealedBlobsAndRdmaAreRefusedAndUnknownOnesLeftOut() {
    try (RawClient client = client()) {
      assertEquals(
          1,
          client
              .call("{'type':'create_remote_buffer_request','size':1,'use_rdma':true}")
              .get("code")
              .intValue());
      assertEquals(
          41,
          client
              .call("{'type':'create_remote_buffer_request','size':1099511627776}")
              .get("code")
              .intValue());
      ObjectNode all =
          client.call(
              "{'type':'get_remote_buffers_request','ids':[18446744073709551615,9223372036854775809]}");
      assertEquals(0, all.get("num").intValue());
      ObjectNode made = client.call("{'type':'create_buffer_request','size':8}");
      assertEquals(-1, made.get("fd").intValue());
      assertEquals(
          2,
          client
              .call(
                  "{'type':'get_remote_buffers_request','num':1,'0':%s}".formatted(made.get("id")))
              .get("code")
              .intValue());
    }
  }

  private static long put(RawClient client, byte[] bytes) {
    ObjectNode go =
        client.call("{'type':'create_remote_buffer_request','size':%d}".formatted(bytes.length));
    client.sendBytes(bytes);
    assertEquals(go, client.receive());
    return go.get("id").bigIntegerValue().longValue();
  }

  private static String getRequest(long id) {
    return "{'type':'get_remote_buffers_request','num':1,'0':%s}"
        .formatted(Long.toUnsignedString(id));
  }

  private static byte[] get(RawClient client, long id) {
    ObjectNode reply =
        client.call(
            "{'type':'get_remote_buffers_request','num':1,'0':%s}"
                .formatted(Long.toUnsignedString(id)));
    return client.receiveBytes(reply.get("0").get("data_size").intValue());
  }

  /// As other clients write them: pieces of the output of one stream, of any length.
  private static byte[] chunks(byte[] bytes) {
    byte[] frame = Zstd.compress(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < frame.length; at += 131_591) {
      int size = Math.min(131_591, frame.length - at);
      out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(size).array());
      out.write(frame, at, size);
    }
    return out.toByteArray();
  }

  private static byte[] receiveChunks(RawClient client, int size) {
    byte[] bytes = new byte[size];
    try (var context = new com.github.luben.zstd.ZstdDecompressCtx()) {
      ByteBuffer to = ByteBuffer.allocateDirect(size);
      while (to.hasRemaining()) {
        int length =
            (int) ByteBuffer.wrap(client.receiveBytes(8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertTrue(length > 0 && length <= 131_591);
        ByteBuffer chunk = ByteBuffer.allocateDirect(length).put(client.receiveBytes(length));
        context.decompressDirectByteBufferStream(to, chunk.flip());
        assertFalse(chunk.hasRemaining());
      }
      to.flip().get(bytes);
    }
    return bytes;
  }

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
