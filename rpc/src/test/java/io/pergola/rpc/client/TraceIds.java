package io.pergola.rpc.client;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Which id of a recorded conversation is which of ours: one to one, learned where both are first
/// seen. An id is a number beyond 2^60, or a text of `o` and 16 hex digits.
final class TraceIds {
  private static final Pattern TEXT = Pattern.compile("o([0-9a-f]{16})");
  private static final long EMPTY_BLOB = Long.MIN_VALUE;
  private static final long INVALID = -1;

  private final Map<Long, Long> ours = new HashMap<>();
  private final Map<Long, Long> theirs = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  TraceIds() {
    learn(EMPTY_BLOB, EMPTY_BLOB);
    learn(INVALID, INVALID);
  }

  /// Notes that `their` is `our`.
  ///
  /// @return whether that agrees with all that was learned before
  boolean learn(long their, long our) {
    Long knownOurs = ours.putIfAbsent(their, our);
    Long knownTheirs = theirs.putIfAbsent(our, their);
    return (knownOurs == null || knownOurs == our) && (knownTheirs == null || knownTheirs == their);
  }

  /// Notes that one text stands for another, such as the key of a lock.
  void learn(JsonNode their, JsonNode our) {
    texts.put(their.stringValue(), our.stringValue());
  }

  boolean isOurs(long id) {
    return theirs.containsKey(id);
  }

  boolean knows(long their) {
    return ours.containsKey(their);
  }

  /// The id in a number.
  static Optional<Long> in(JsonNode node) {
    if (node.isIntegralNumber() && node.bigIntegerValue().abs().bitLength() > 60) {
      return Optional.of(node.bigIntegerValue().longValue());
    }
    return node.isString() ? in(node.stringValue()) : Optional.empty();
  }

  /// The id in a text.
  static Optional<Long> in(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(Long.parseUnsignedLong(matcher.group(1), 16))
        : Optional.empty();
  }

  /// A recorded message with our ids in it; those that were never seen stay.
  JsonNode translate(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> translate(object);
      case ArrayNode array -> translate(array);
      case StringNode text -> JsonNodeFactory.instance.stringNode(translate(text.stringValue()));
      default -> in(node).map(ours::get).<JsonNode>map(our -> number(node, our)).orElse(node);
    };
  }

  private ObjectNode translate(ObjectNode object) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    object.forEachEntry((key, value) -> result.set(translate(key), translate(value)));
    return result;
  }

  private ArrayNode translate(ArrayNode array) {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    array.forEach(value -> result.add(translate(value)));
    return result;
  }

  /// Our id with the sign convention of theirs.
  private static JsonNode number(JsonNode their, long our) {
    BigInteger signed = BigInteger.valueOf(our);
    boolean asIs = our >= 0 || their.bigIntegerValue().signum() < 0;
    return JsonNodeFactory.instance.numberNode(asIs ? signed : signed.add(BigInteger.TWO.pow(64)));
  }

  /// A key or text with our id for theirs.
  String translate(String text) {
    Long our = in(text).map(ours::get).orElse(null);
    return our == null ? texts.getOrDefault(text, text) : "o%016x".formatted(our);
  }
}
