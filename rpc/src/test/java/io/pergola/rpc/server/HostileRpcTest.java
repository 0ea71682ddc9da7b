package io.pergola.rpc.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.client.RawClient;
import io.pergola.rpc.client.Served;
import io.pergola.rpc.protocol.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No bytes that come over TCP kill the server, make it hang or grow, or spoil it for others:
/// frames with mutations, raw bytes where frames are due and frames where raw bytes are, all in one
/// stream whose replies are read and ignored.
///
/// The system property `pergola.frames` says how many frames; `.ci/frames` sends ten million.
class HostileRpcTest {
  private static final int FRAMES = Integer.getInteger("pergola.frames", 30_000);
  private static final int A_CONNECTION = 2_000;
  private static final String REGISTER = "{'type':'register_request','version':'0.24.2'}";
  private static final List<String> SEEDS =
      List.of(
          REGISTER,
          "{'type':'create_remote_buffer_request','size':100,'compress':false}",
          "{'type':'create_remote_buffer_request','size':1000,'compress':true}",
          "{'type':'create_remote_buffers_request','num':2,'sizes':[10,20],'compress':false}",
          "{'type':'get_remote_buffers_request','num':1,'0':9223372036854775808,'compress':true}",
          "{'type':'get_remote_buffers_request','ids':[18446744073709551615],'unsafe':true}",
          "{'type':'create_buffer_request','size':10}",
          "{'type':'get_buffers_request','num':1,'0':9223372036854775808,'unsafe':true}",
          "{'type':'create_data_request','content':{'typename':'t','instance_id':0,'k':[1,{}]}}",
          "{'type':'get_data_request','id':[1,2],'sync_remote':true,'wait':false}",
          "{'type':'migrate_object_request','object_id':5}",
          "{'type':'list_data_request','pattern':'*','regex':false,'limit':3}",
          "{'type':'del_data_request','id':[1],'force':true,'deep':true}",
          "{'type':'persist_request','id':1}",
          "{'type':'cluster_meta'}",
          "{'type':'clear_request'}",
          "{'type':'acquire_lock_request','key':'k'}",
          "{'type':'instance_status_request'}");

  @TempDir @Nullable Path directory;

  @Test
  void hostileStreamsDoNoHarm() throws Exception {
    long seed = Long.getLong("pergola.seed", System.nanoTime());
    Random random = new Random(seed);
    try (Served served = Served.onTcp(requireNonNull(directory), 1 << 20)) {
      long descriptors = 0;
      for (int sent = 0; sent < FRAMES; sent += A_CONNECTION) {
        attack(served.endpoint(), random);
        try (RawClient client = RawClient.register(served.endpoint())) {
          assertEquals(
              "debug_reply", client.call("{'type':'debug_command'}").get("type").asString());
          client.call("{'type':'clear_request'}");
        }
        served.awaitNoClients();
        assertEquals(0, served.status().memoryUsage(), "seed " + seed);
        assertEquals(0, served.status().deletedBytes(), "seed " + seed);
        if (descriptors == 0) descriptors = Served.descriptors();
        assertTrue(Served.descriptors() <= descriptors + 5, "seed " + seed);
      }
    }
  }

  private static void attack(String endpoint, Random random) throws Exception {
    int colon = endpoint.lastIndexOf(':');
    try (Socket socket =
        new Socket(endpoint.substring(0, colon), Integer.parseInt(endpoint.substring(colon + 1)))) {
      Thread reader = Thread.startVirtualThread(() -> drain(socket));
      try {
        OutputStream out = socket.getOutputStream();
        out.write(frame(bytes(REGISTER)));
        for (int i = 0; i < A_CONNECTION; i++) out.write(next(random));
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

  private static byte[] next(Random random) {
    if (random.nextInt(100) == 0) {
      byte[] raw = new byte[random.nextInt(200)];
      random.nextBytes(raw);
      return random.nextBoolean() ? raw : new byte[raw.length];
    }
    byte[] body = bytes(SEEDS.get(random.nextInt(SEEDS.size())));
    for (int i = random.nextInt(3); i > 0; i--) {
      byte[] others = {'0', '9', '-', '"', '{', '}', '[', ']', ',', 'e', (byte) random.nextInt()};
      body[random.nextInt(body.length)] = others[random.nextInt(others.length)];
    }
    return frame(body);
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] frame(byte[] body) {
    byte[] frame = new byte[Frame.BODY_AT + body.length];
    Frame.putLength(frame, body.length);
    System.arraycopy(body, 0, frame, Frame.BODY_AT, body.length);
    return frame;
  }
}
