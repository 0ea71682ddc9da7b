package io.pergola.rpc.protocol;

import io.pergola.store.StoreException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Turns messages into the bodies of frames and back. Server and client use the same.
///
/// Reading is lenient where Vineyard's clients differ and strict where a message makes no sense:
/// then a [StoreException.Invalid] says why, and nothing else is ever thrown.
public final class MessageCodec {
  /// Trees nested deeper than this are refused; the deepest real ones have a dozen levels.
  public static final int MAX_DEPTH = 256;

  /// A message of more JSON tokens than this is refused, since each one costs the reader memory.
  public static final int MAX_TOKENS = 8_000_000;

  private static final JsonFactory JSON = factory();
  private static final JsonMapper TREES = JsonMapper.builder(JSON).build();
  private static final ObjectReader READER = TREES.reader().with(new FiniteNumbers());

  private MessageCodec() {}

  private static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxTokenCount(MAX_TOKENS)
                .maxStringLength(Frame.MAX_BODY)
                .build())
        .build();
  }

  /// Reads what a client asks for.
  ///
  /// @throws StoreException.Invalid if `body` is no request
  /// @throws StoreException.Unsupported if it is one of Vineyard's that is not offered here
  public static Request readRequest(byte[] body, int from, int length) {
    ObjectNode tree = parse(body, from, length);
    String type = type(tree);
    return RequestTypes.read(type, new Fields(type, tree));
  }

  /// Reads what a server answers.
  ///
  /// @throws StoreException.Invalid if `body` is no reply
  public static Reply readReply(byte[] body, int from, int length) {
    ObjectNode tree = parse(body, from, length);
    Fields fields = new Fields("the server's reply", tree);
    int code = fields.small("code", 0);
    if (code != 0) return new Reply.Failure(code, fields.text("message", ""));
    String type = type(tree);
    return ReplyTypes.read(type, new Fields(type, tree));
  }

  /// Writes the body of a request.
  public static void write(Request request, OutputStream to) {
    write(request.type(), request::write, to);
  }

  /// Writes the body of a reply.
  public static void write(Reply reply, OutputStream to) {
    write(reply.type(), reply::write, to);
  }

  private static void write(String type, Consumer<Body> fields, OutputStream to) {
    try (JsonGenerator json = TREES.createGenerator(to)) {
      json.writeStartObject();
      if (!type.isEmpty()) json.writeStringProperty("type", type);
      fields.accept(new Body(json));
      json.writeEndObject();
    }
  }

  private static ObjectNode parse(byte[] body, int from, int length) {
    JsonNode tree;
    try {
      tree = READER.readTree(body, from, length);
    } catch (JacksonException malformed) {
      throw new StoreException.Invalid(
          "the frame's body is not JSON: " + malformed.getOriginalMessage());
    }
    if (Utf16.hasLoneSurrogate(body, from, length)) {
      throw new StoreException.Invalid("the frame's body has half a surrogate pair in a string");
    }
    if (tree instanceof ObjectNode object) return object;
    throw new StoreException.Invalid(
        "the frame's body is %s, expected a JSON object with the field 'type'"
            .formatted(
                length == 0
                    ? "empty"
                    : "a JSON " + tree.getNodeType().name().toLowerCase(Locale.ROOT)));
  }

  private static String type(ObjectNode tree) {
    @Nullable JsonNode type = tree.get("type");
    if (type != null && type.isString()) return type.stringValue();
    throw new StoreException.Invalid(
        type == null
            ? "the message has no field 'type'"
            : "the message's field 'type' is not a string");
  }
}
