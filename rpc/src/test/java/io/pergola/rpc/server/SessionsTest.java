package io.pergola.rpc.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.client.Await;
import io.pergola.rpc.client.RawClient;
import io.pergola.rpc.client.Served;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The end of sessions, and what goes from one to another.
class SessionsTest {
  private static final String REGISTER =
      "{'type':'register_request','version':'0.24.2','store_type':1,'session_id':%s}";

  @TempDir @Nullable Path directory;

  @Test
  void aDeletedSessionEndsWithItsLastClientAlsoIfThatIsOnAnotherMachine() {
    try (Served served = Served.onTcp(requireNonNull(directory), 1 << 20)) {
      Path socket = open(served);
      RawClient local = RawClient.connect(socket);
      JsonNode session = local.call(REGISTER.formatted(0)).get("session_id");
      RawClient remote = RawClient.connect(served.endpoint());
      remote.call(REGISTER.formatted(session));
      JsonNode blob = remote.call("{'type':'create_remote_buffer_request','size':100}").get("id");
      remote.sendBytes(new byte[100]);
      remote.receive();
      assertEquals(
          "delete_session_reply",
          local.call("{'type':'delete_session_request'}").get("type").asString());
      local.isClosedByServer();
      Await.until(() -> "the socket goes at once", () -> !Files.exists(socket));
      try (RawClient late = RawClient.connect(served.endpoint())) {
        assertEquals(1, late.call(REGISTER.formatted(session)).get("code").intValue());
      }
      JsonNode there = remote.call("{'type':'exists_request','id':%s}".formatted(blob));
      assertEquals(true, there.get("exists").booleanValue());
      assertEquals(100, served.status().memoryUsage());
      remote.send("{'type':'exit_request'}");
      Await.until(() -> "the session ends", () -> served.status().memoryUsage() == 0);
      assertFalse(Files.exists(socket));
      local.close();
      remote.close();
    }
  }

  @Test
  void aBlobThatAnotherSessionTookOverIsNoLongerOwnedHere() {
    try (Served served = new Served(requireNonNull(directory), 1 << 20)) {
      Path socket = open(served);
      try (RawClient root = RawClient.register(served.socket());
          RawClient taker = RawClient.register(socket)) {
        JsonNode id = root.call("{'type':'create_buffer_request','size':100}").get("id");
        RawClient.closeDescriptor(root.receiveDescriptor());
        assertTrue(payload(root, id).get("is_owner").booleanValue());
        assertEquals(
            "move_buffers_ownership_reply",
            taker
                .call(
                    "{'type':'move_buffers_ownership_request','session_id':0,'id_to_id':[[%s,%s]]}"
                        .formatted(id, id))
                .get("type")
                .asString());
        assertFalse(payload(root, id).get("is_owner").booleanValue());
        JsonNode taken = payload(taker, id);
        assertTrue(taken.get("is_owner").booleanValue());
        assertTrue(taken.get("is_sealed").booleanValue());
        root.call("{'type':'drop_buffer_request','id':%s}".formatted(id));
        assertEquals(100, payload(taker, id).get("data_size").intValue());
        assertEquals(100, served.status().memoryUsage());
      }
    }
  }

  private static JsonNode payload(RawClient client, JsonNode id) {
    JsonNode reply =
        client.call("{'type':'get_buffers_request','ids':[%s],'unsafe':true}".formatted(id));
    reply.get("fds").forEach(_ -> RawClient.closeDescriptor(client.receiveDescriptor()));
    return reply.get("payloads").get(0);
  }

  private static Path open(Served served) {
    try (RawClient client = RawClient.register(served.socket())) {
      return Path.of(client.call("{'type':'new_session_request'}").get("socket_path").asString());
    }
  }
}
