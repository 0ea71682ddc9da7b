package io.pergola.rpc.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.client.RawClient;
import io.pergola.rpc.client.Served;
import io.pergola.rpc.protocol.Frame;
import io.pergola.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// No input kills the server or spoils it for others.
class HostileFramesTest {
  private static final String DEBUG = "{'type':'debug_command'}";

  @TempDir @Nullable Path directory;
  private @Nullable Served served;
  private @Nullable Holdings before;

  @BeforeEach
  void serve() {
    before = Holdings.now();
    served = new Served(requireNonNull(directory), 1 << 20);
  }

  /// Whatever a test did, others are served as before, and nothing is left of it.
  @AfterEach
  void theServerIsAsGoodAsNew() {
    try (RawClient client = RawClient.register(served().socket())) {
      assertEquals("debug_reply", client.call(DEBUG).get("type").asString());
      client.call("{'type':'clear_request'}");
    }
    served().awaitNoClients();
    assertEquals(0, served().status().memoryUsage());
    assertEquals(0, served().status().deletedBytes());
    served().close();
    requireNonNull(before).awaitReturn();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE, (256 << 20) + 1, 1L << 40})
  void aFrameThatIsTooLongEndsTheConnection(long length) {
    try (RawClient client = RawClient.register(served().socket())) {
      byte[] frame = new byte[100];
      Frame.putLength(frame, length);
      client.sendBytes(frame);
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void manyFramesThatNeverEndTakeNoMoreThanWhatWasSent() {
    byte[] start = new byte[16];
    Frame.putLength(start, Frame.MAX_BODY);
    Holdings.Memory memory = Holdings.Memory.now();
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      clients.add(RawClient.connect(served().socket()));
      clients.getLast().sendBytes(start);
    }
    try (RawClient client = RawClient.register(served().socket())) {
      assertEquals("debug_reply", client.call(DEBUG).get("type").asString());
    }
    memory.requireNoGrowth("500 frames of %d bytes".formatted(Frame.MAX_BODY));
    clients.forEach(RawClient::close);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,2]",
        "null",
        "5",
        "'debug_command'",
        "{'type':null}",
        "{'type':['debug_command']}",
        "{'type':{}}",
        "{'type':'debug_command'} {}",
        "{'type':'exists_request','id':null}",
        "{'type':'exists_request','id':'1'}",
        "{'type':'exists_request','id':1e400}",
        "{'type':'exists_request','id':99999999999999999999999999}",
        "{'type':'get_buffers_request','num':18446744073709551615}",
        "{'type':'get_data_request','id':[null]}",
        "{'type':'create_data_request','content':null}",
        "{'type':'create_datas_request','contents':[null]}",
        "{'type':'label_request','id':1,'keys':['a'],'values':[]}",
        "{'type':'put_name_request','object_id':1,'name':5}",
        "{'type':'list_data_request','pattern':'*','limit':-1}"
      })
  void aBodyThatMakesNoSenseGetsAnErrorAndTheConnectionGoesOn(String body) {
    try (RawClient client = RawClient.register(served().socket())) {
      ObjectNode reply = client.call(body);
      assertEquals(1, reply.path("code").asInt(0), reply.toString());
      assertEquals("debug_reply", client.call(DEBUG).get("type").asString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'create_buffer_request','size':1048577}|41",
        "{'type':'create_buffer_request','size':9223372036854775807}|41",
        "{'type':'create_buffer_request','size':18446744073709551615}|41",
        "{'type':'create_buffers_request','sizes':[9223372036854775807,9223372036854775807]}|41",
        "{'type':'create_buffers_request','sizes':[1048576,1]}|41",
        "{'type':'seal_request','object_id':12345}|12",
        "{'type':'drop_buffer_request','id':9223372036854775999}|12",
        "{'type':'shrink_buffer_request','id':9223372036854775999,'size':1}|12",
        "{'type':'release_request','object_id':12345}|2",
        "{'type':'persist_request','id':12345}|27",
        "{'type':'label_request','id':12345,'keys':['a'],'values':['b']}|12",
        "{'type':'shallow_copy_request','id':12345}|27",
        "{'type':'get_name_request','name':'nobody','wait':false}|12"
      })
  void whatIsTooLargeOrUnknownGetsItsErrorAndTheConnectionGoesOn(String body, int code) {
    try (RawClient client = RawClient.register(served().socket())) {
      ObjectNode reply = client.call(body);
      assertEquals(code, reply.path("code").asInt(0), reply.toString());
      assertEquals("debug_reply", client.call(DEBUG).get("type").asString());
    }
  }

  @Test
  void deepNestingGetsAnErrorAndTheConnectionGoesOn() {
    for (int depth : new int[] {100, 300, 1000, 1_000_000}) {
      try (RawClient client = RawClient.register(served().socket())) {
        String deep = "[".repeat(depth) + "]".repeat(depth);
        client.call("{'type':'debug_command','debug':" + deep + "}");
        String members = "{'k':".repeat(depth) + "1" + "}".repeat(depth);
        client.call("{'type':'create_data_request','content':" + members + "}");
        assertEquals("debug_reply", client.call(DEBUG).get("type").asString());
      }
    }
  }

  @Test
  void aBodyOfTooManyTokensGetsAnErrorAndTheConnectionGoesOn() {
    try (RawClient client = RawClient.register(served().socket())) {
      String many = "[],".repeat(5_000_000);
      ObjectNode reply = client.call("{'type':'debug_command','debug':[" + many + "0]}");
      assertEquals(1, reply.path("code").asInt(0));
      assertEquals("debug_reply", client.call(DEBUG).get("type").asString());
    }
  }

  @Test
  void badUtf8GetsAnErrorAndTheConnectionGoesOn() {
    try (RawClient client = RawClient.register(served().socket())) {
      byte[] body =
          "{\"type\":\"get_name_request\",\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8);
      for (int bad : new int[] {0x80, 0xC0, 0xFF, 0xF8}) {
        body[body.length - 3] = (byte) bad;
        client.send(body);
        assertEquals(1, client.receive().path("code").asInt(0));
      }
      assertEquals("debug_reply", client.call(DEBUG).get("type").asString());
    }
  }

  @Test
  void mutatedFramesAreAnsweredOrEndTheConnection() {
    attack(served().socket());
  }

  @Test
  void mutatedFramesOfAPlasmaSessionAreAnsweredOrEndTheConnection() {
    try (RawClient client = RawClient.register(served().socket())) {
      ObjectNode session = client.call("{'type':'new_session_request','bulk_store_type':2}");
      attack(Path.of(session.get("socket_path").asString()));
    }
  }

  private void attack(Path socket) {
    long seed = Long.getLong("pergola.seed", System.nanoTime());
    Random random = new Random(seed);
    Holdings.Memory memory = Holdings.Memory.now();
    Effort effort = Effort.begin();
    long answered = 0;
    RawClient client = RawClient.register(socket);
    Set<Integer> passed = new HashSet<>();
    try (Unblocker _ = new Unblocker(served().store)) {
      while (!effort.isEnoughWith(answered)) {
        try {
          client.send(Mutants.body(random));
          answer(client, passed);
          answered++;
        } catch (StoreException.Disconnected ended) {
          client.close();
          client = RawClient.register(socket);
          passed.clear();
        }
      }
    } catch (RuntimeException | AssertionError failed) {
      throw new AssertionError("seed " + seed, failed);
    } finally {
      client.close();
    }
    memory.requireNoGrowth("seed " + seed);
    System.out.printf("%d hostile frames were answered, seed %d%n", answered, seed);
  }

  /// @param passed the files that came so far, for replies that do not announce them
  private static void answer(RawClient client, Set<Integer> passed) {
    ObjectNode reply = client.receive();
    assertTrue(reply.path("code").asInt(0) != 255, reply.toString());
    Set<Integer> fresh = new HashSet<>();
    reply.path("fds").forEach(file -> fresh.add(file.intValue()));
    if (reply.path("fd").asInt(-1) >= 0) fresh.add(reply.get("fd").intValue());
    if (reply.path("type").asString("").equals("get_buffers_by_plasma_reply")) {
      reply
          .valueStream()
          .filter(blob -> blob.path("data_size").asLong(0) > 0)
          .map(blob -> blob.get("store_fd").intValue())
          .filter(file -> !passed.contains(file))
          .forEach(fresh::add);
    }
    passed.addAll(fresh);
    fresh.forEach(_ -> RawClient.closeDescriptor(client.receiveDescriptor()));
  }

  @Test
  void aFrameThatStopsAnywhereIsForgottenWithItsConnection() {
    byte[] frame = Mutants.frame(Mutants.bytes("{'type':'exists_request','id':1}"));
    for (int length = 0; length < frame.length; length++) {
      try (RawClient client = RawClient.register(served().socket())) {
        client.sendBytes(Arrays.copyOf(frame, length));
      }
    }
    served().awaitNoClients();
  }

  private Served served() {
    return requireNonNull(served);
  }
}
