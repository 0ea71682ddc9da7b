package io.pergola.rpc.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.store.ObjectId;
import io.pergola.store.StoreException;
import io.pergola.store.Trial;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MessageCodecTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static final int TRIES = 100;

  @Test
  void everyRequestIsReadAsItWasWritten() {
    Trial.repeat(
        TRIES,
        random -> {
          for (Request request : new RandomMessages(random).requests()) {
            assertEquals(request, readRequest(bytes(request)));
          }
        });
  }

  @Test
  void everyReplyIsReadAsItWasWritten() {
    Trial.repeat(
        TRIES,
        random -> {
          for (Reply reply : new RandomMessages(random).replies()) {
            byte[] body = bytes(reply);
            assertEquals(reply, MessageCodec.readReply(body, 0, body.length));
          }
        });
  }

  @Test
  void noKindOfMessageIsLeftOutHere() {
    Set<String> tested = new TreeSet<>();
    new RandomMessages(new Random(1))
        .requests()
        .forEach(request -> tested.add(request.getClass().getName()));
    new RandomMessages(new Random(1))
        .replies()
        .forEach(reply -> tested.add(reply.getClass().getName()));
    Set<String> all = new TreeSet<>();
    Stream.of(Request.class, Reply.class).forEach(kind -> collect(kind, all));
    assertEquals(all, tested);
  }

  private static void collect(Class<?> kind, Set<String> into) {
    if (!kind.isSealed()) into.add(kind.getName());
    else for (Class<?> part : kind.getPermittedSubclasses()) collect(part, into);
  }

  @Test
  void aBodyWithABitFlippedIsReadOrRefusedAndNothingElse() {
    Trial.repeat(
        TRIES,
        random -> {
          for (Request request : new RandomMessages(random).requests()) {
            byte[] body = flipped(random, bytes(request));
            readOrRefuse(body, body.length);
            readOrRefuse(body, random.nextInt(body.length));
          }
        });
  }

  private static byte[] flipped(Random random, byte[] body) {
    body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
    return body;
  }

  private static void readOrRefuse(byte[] body, int length) {
    try {
      Request read = MessageCodec.readRequest(body, 0, length);
      bytes(read); // what was read can be written again
    } catch (StoreException.Invalid | StoreException.Unsupported refused) {
      assertTrue(refused.getMessage() != null && !refused.getMessage().isEmpty());
    }
  }

  @Test
  void aReplyWithABitFlippedIsReadOrRefusedAndNothingElse() {
    Trial.repeat(
        TRIES,
        random -> {
          for (Reply reply : new RandomMessages(random).replies()) {
            byte[] body = flipped(random, bytes(reply));
            try {
              MessageCodec.readReply(body, 0, body.length);
            } catch (StoreException.Invalid refused) {
              assertTrue(refused.getMessage() != null && !refused.getMessage().isEmpty());
            }
          }
        });
  }

  @Test
  void blobsAreAskedForByNumberedKeysOrByAnArray() {
    Request numbered =
        read("{'type':'get_buffers_request','num':2,'0':5,'1':18446744073709551615}");
    Request array = read("{'type':'get_buffers_request','ids':[5,-1],'unsafe':false}");
    assertEquals(
        new BlobRequest.GetBuffers(List.of(new ObjectId(5), ObjectId.INVALID), false), numbered);
    assertEquals(numbered, array);
  }

  @Test
  void aReferenceIsReleasedByEitherKey() {
    Request expected = new BlobRequest.Release(new ObjectId(Long.MIN_VALUE + 7));
    assertEquals(expected, read("{'type':'release_request','object_id':9223372036854775815}"));
    assertEquals(expected, read("{'type':'release_request','id':-9223372036854775801}"));
  }

  @Test
  void whatClientsMayLeaveOutHasADefault() {
    assertEquals(
        new SessionRequest.Register("0.0.0", StoreType.UNSAID, 0, "", ""),
        read("{'type':'register_request'}"));
    assertEquals(
        new MetaRequest.GetData(List.of(), false, false),
        read("{'type':'get_data_request','id':[]}"));
    assertEquals(
        new MetaRequest.Delete(List.of(), Set.of(), false),
        read("{'type':'del_data_request','id':[]}"));
    assertInstanceOf(NameRequest.GetName.class, read("{'type':'get_name_request','name':'n'}"));
    assertInstanceOf(MetaRequest.ShallowCopy.class, read("{'type':'shallow_copy_request','id':1}"));
  }

  @ParameterizedTest
  @CsvSource({"1,DEFAULT", "2,PLASMA", "7,UNKNOWN", "'\"Normal\"',DEFAULT", "'\"Plasma\"',PLASMA"})
  void theStoreTypeIsANumberOrAName(String json, StoreType expected) {
    Request request = read("{'type':'register_request','store_type':" + json + "}");
    assertEquals(expected, ((SessionRequest.Register) request).storeType());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|the frame's body is empty, expected a JSON object with the field 'type'",
        "[1,2]|the frame's body is a JSON array, expected a JSON object with the field 'type'",
        "{\"a\":1}|the message has no field 'type'",
        "{\"type\":5}|the message's field 'type' is not a string",
        "{\"type\":\"foo\"}|unexpected request type 'foo'",
        "{\"type\":\"create_buffer_request\"}|create_buffer_request: field 'size' is missing, expected a size",
        "{\"type\":\"create_buffer_request\",\"size\":\"abc\"}|create_buffer_request: field 'size' is \"abc\", expected an integer of 64 bits",
        "{\"type\":\"create_buffer_request\",\"size\":-1}|create_buffer_request: field 'size' is -1, expected a size of 0 or more",
        "{\"type\":\"get_data_request\",\"id\":5}|get_data_request: field 'id' is 5, expected an array",
        "{\"type\":\"get_data_request\",\"id\":[5],\"wait\":1}|get_data_request: field 'wait' is 1, expected true or false",
        "{\"type\":\"exists_request\",\"id\":18446744073709551616}|exists_request: field 'id' is 18446744073709551616, expected an integer of 64 bits",
        "{\"type\":\"exists_request\",\"id\":1.5}|exists_request: field 'id' is 1.5, expected an integer of 64 bits",
        "{\"type\":\"create_data_request\",\"content\":[1]}|create_data_request: field 'content' is an array, expected an object",
        "{\"type\":\"get_buffers_request\",\"num\":2,\"0\":1}|get_buffers_request: field '1' is missing, expected an integer",
        "{\"type\":\"plasma_seal_request\"}|plasma_seal_request: field 'plasma_id' is missing, expected a string",
        "{\"type\":\"debug_command\",\"debug\":[-1e400]}|the frame's body has a number beyond the range of a double",
        "{\"type\":\"get_name_request\",\"name\":\"\\ud800\"}|the frame's body has half a surrogate pair in a string"
      })
  void aBodyThatMakesNoSenseIsRefusedWithTheReason(String body, String reason) {
    assertEquals(reason, assertThrows(StoreException.Invalid.class, () -> read(body)).getMessage());
  }

  @Test
  void whatVineyardHasAndThisServerHasNotIsUnsupported() {
    StoreException refusal =
        assertThrows(
            StoreException.Unsupported.class,
            () -> read("{'type':'release_blobs_with_rdma_request','num':0}"));
    assertEquals(
        "this server does not offer 'release_blobs_with_rdma_request'", refusal.getMessage());
    assertEquals(6, refusal.code());
  }

  @Test
  void deepNestingIsRefused() {
    String deep =
        "{'type':'debug_command','debug':" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    String message = assertThrows(StoreException.Invalid.class, () -> read(deep)).getMessage();
    assertTrue(String.valueOf(message).startsWith("the frame's body is not JSON: "), message);
  }

  @Test
  void aSurrogatePairIsNoHalf() {
    String pair = "{'type':'get_name_request','name':'\\ud83d\\ude00 \\\\ud800 \\u00e9'}";
    assertEquals(new NameRequest.GetName("\ud83d\ude00 \\ud800 é", false), read(pair));
    for (String half :
        List.of("\\ud83d", "\\ude00", "\\ud83d\\ud83d", "\\ude00\\ud83d", "\\ud83dx")) {
      assertThrows(
          StoreException.Invalid.class,
          () -> read("{'type':'get_name_request','name':'" + half + "'}"));
    }
    byte[] raw =
        "{\"type\":\"get_name_request\",\"name\":\"___\"}".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, 0, raw, raw.length - 5, 3);
    assertThrows(StoreException.Invalid.class, () -> readRequest(raw));
  }

  @Test
  void repliesHaveEveryFormThatClientsRead() {
    Payload payload = new Payload(new ObjectId(Long.MIN_VALUE + 1), 9, 64, 10, 4104, true, true);
    ObjectNode found = json(new BlobReply.Found(List.of(payload), List.of(9)));
    assertEquals(found.get("payloads").get(0), found.get("0"));
    assertEquals(
        Set.of("type", "num", "payloads", "0", "fds", "compress"),
        Set.copyOf(found.propertyNames()));
    assertEquals(
        Set.of(
            "object_id",
            "store_fd",
            "data_offset",
            "data_size",
            "map_size",
            "pointer",
            "is_sealed",
            "is_owner",
            "is_gpu"),
        Set.copyOf(found.get("0").propertyNames()));
    assertEquals("9223372036854775809", found.get("0").get("object_id").asString());
    ObjectNode created = json(new BlobReply.AllCreated(List.of(payload), List.of(9)));
    assertEquals(
        Set.of("type", "num", "ids", "payloads", "0", "fds"), Set.copyOf(created.propertyNames()));
    assertEquals(
        "null", json(new MetaReply.Content(JSON.createObjectNode())).get("content").toString());
  }

  @Test
  void aFailureHasACodeAndAMessageAndNoType() {
    ObjectNode failure = json(Reply.Failure.of(new StoreException.Full("no room")));
    assertEquals("{\"code\":41,\"message\":\"no room\"}", failure.toString());
  }

  @Test
  void onlyLengthsUpToTheLimitAreAccepted() {
    assertTrue(Frame.accepts(0));
    assertTrue(Frame.accepts(256 << 20));
    for (long length : new long[] {(256 << 20) + 1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      assertTrue(!Frame.accepts(length), "length " + length);
    }
    byte[] frame = new byte[8];
    Frame.putLength(frame, 104);
    assertEquals(104, frame[0]);
    assertEquals(104, Frame.length(frame));
  }

  private static Request read(String json) {
    return readRequest(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Request readRequest(byte[] body) {
    byte[] among = new byte[body.length + 20]; // a body is read from the middle of an array
    System.arraycopy(body, 0, among, 7, body.length);
    return MessageCodec.readRequest(among, 7, body.length);
  }

  private static byte[] bytes(Request request) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    MessageCodec.write(request, body);
    return body.toByteArray();
  }

  private static byte[] bytes(Reply reply) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    MessageCodec.write(reply, body);
    return body.toByteArray();
  }

  private static ObjectNode json(Reply reply) {
    return (ObjectNode) JSON.readTree(bytes(reply));
  }
}
