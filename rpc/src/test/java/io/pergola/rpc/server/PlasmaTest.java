package io.pergola.rpc.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.client.Await;
import io.pergola.rpc.client.RawClient;
import io.pergola.rpc.client.Served;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Sessions in which clients choose the names of blobs.
class PlasmaTest {
  private static final String CREATE =
      "{'type':'create_buffer_by_plasma_request','plasma_id':'%s','size':100,'plasma_size':90}";
  private static final String GET = "{'type':'get_buffers_by_plasma_request','num':1,'0':'%s'}";
  private static final String SEAL = "{'type':'plasma_seal_request','plasma_id':'%s'}";
  private static final String RELEASE = "{'type':'plasma_release_request','plasma_id':'%s'}";
  private static final String DELETE = "{'type':'plasma_delete_data_request','plasma_id':'%s'}";
  private static final String REGISTER =
      "{'type':'register_request','version':'0.24.2','store_type':%d}";

  @TempDir @Nullable Path directory;
  private @Nullable Served served;
  private @Nullable Path session;

  @BeforeEach
  void open() {
    served = new Served(requireNonNull(directory), 1 << 20);
    try (RawClient client = RawClient.register(served.socket())) {
      ObjectNode opened = client.call("{'type':'new_session_request','bulk_store_type':2}");
      session = Path.of(opened.get("socket_path").asString());
    }
  }

  @AfterEach
  void close() {
    requireNonNull(served).close();
  }

  private RawClient client() {
    RawClient client = RawClient.connect(requireNonNull(session));
    ObjectNode reply = client.call(REGISTER.formatted(2));
    assertTrue(reply.get("store_match").booleanValue());
    return client;
  }

  @Test
  void aBlobIsFoundByItsNameOnceItIsSealed() {
    try (RawClient writer = client();
        RawClient reader = client()) {
      ObjectNode made = create(writer, "YQ==");
      assertEquals("YQ==", made.at("/created/plasma_id").asString());
      assertEquals(90, made.at("/created/plasma_size").intValue());
      assertFalse(made.at("/created/is_sealed").booleanValue());
      assertEquals(14, code(reader.call(GET.formatted("YQ=="))));
      assertEquals(11, code(reader.call(CREATE.formatted("YQ=="))));
      assertEquals("seal_reply", writer.call(SEAL.formatted("YQ==")).get("type").asString());
      ObjectNode found = get(reader, "YQ==");
      assertEquals(made.get("id"), found.at("/0/object_id"));
      assertEquals(100, found.at("/0/data_size").intValue());
      assertEquals(2, found.at("/0/ref_cnt").intValue());
      assertEquals(0, reader.call(GET.formatted("Yg==")).get("num").intValue());
    }
  }

  @Test
  void aBlobGoesWithTheLastReferenceToIt() {
    try (RawClient writer = client();
        RawClient reader = client()) {
      create(writer, "YQ==");
      writer.call(SEAL.formatted("YQ=="));
      get(reader, "YQ==");
      assertEquals(0, code(writer.call(RELEASE.formatted("YQ=="))));
      assertEquals(12, code(writer.call(RELEASE.formatted("YQ=="))));
      assertEquals(100, usage());
      assertEquals(0, code(reader.call(RELEASE.formatted("YQ=="))));
      assertEquals(0, usage());
      assertEquals(12, code(writer.call(SEAL.formatted("YQ=="))));
    }
  }

  @Test
  void aDeletedBlobLeavesItsNameToOthers() {
    try (RawClient client = client()) {
      create(client, "YQ==");
      assertEquals(0, code(client.call(DELETE.formatted("YQ=="))));
      assertEquals(12, code(client.call(DELETE.formatted("YQ=="))));
      client.call(CREATE.formatted("YQ=="));
      assertEquals(100, usage());
    }
  }

  @Test
  void whatOnlyOneClientReferencesEndsWithIt() {
    try (RawClient reader = client()) {
      RawClient writer = client();
      create(writer, "YQ==");
      writer.call(CREATE.formatted("Yg=="));
      writer.call(CREATE.formatted("Yw=="));
      writer.call(SEAL.formatted("YQ=="));
      writer.call(SEAL.formatted("Yg=="));
      get(reader, "YQ==");
      writer.close();
      Await.until(() -> "the writer is gone", () -> usage() == 100);
      assertEquals(0, reader.call(GET.formatted("Yg==")).get("num").intValue());
      create(reader, "Yw==");
      assertEquals(1, reader.call(GET.formatted("YQ==")).get("num").intValue());
    }
    Await.until(() -> "the reader is gone", () -> usage() == 0);
  }

  @Test
  void eachKindOfSessionRefusesTheRequestsOfTheOther() {
    try (RawClient plasma = client();
        RawClient usual = RawClient.register(requireNonNull(served).socket())) {
      assertEquals(1, code(plasma.call("{'type':'create_buffer_request','size':1}")));
      assertEquals(1, code(plasma.call("{'type':'create_stream_request','object_id':1}")));
      assertEquals(1, code(usual.call(CREATE.formatted("YQ=="))));
      assertFalse(usual.call(REGISTER.formatted(2)).get("store_match").booleanValue());
      assertFalse(plasma.call(REGISTER.formatted(1)).get("store_match").booleanValue());
    }
  }

  /// The first blob of a client, with which the descriptor comes.
  private static ObjectNode create(RawClient client, String name) {
    ObjectNode reply = client.call(CREATE.formatted(name));
    assertEquals(reply.at("/created/store_fd"), reply.get("fd"));
    RawClient.closeDescriptor(client.receiveDescriptor());
    return reply;
  }

  private static ObjectNode get(RawClient client, String name) {
    ObjectNode reply = client.call(GET.formatted(name));
    RawClient.closeDescriptor(client.receiveDescriptor());
    return reply;
  }

  private static int code(ObjectNode reply) {
    return reply.path("code").asInt(0);
  }

  private long usage() {
    return requireNonNull(served).status().memoryUsage();
  }
}
