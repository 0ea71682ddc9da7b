package io.pergola.store;

import java.math.BigInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON values as the protocol has them: unsigned 64-bit numbers, and trees of bounded depth.
final class Json {
  /// How deep a single value may nest: far deeper than any that means something, and far from the
  /// end of a thread's stack.
  static final int MAX_DEPTH = 128;

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A text value.
  static JsonNode text(String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }

  /// 64 bits as an unsigned number.
  static JsonNode unsigned(long bits) {
    if (bits >= 0) return JsonNodeFactory.instance.numberNode(bits);
    return JsonNodeFactory.instance.numberNode(BigInteger.valueOf(bits).add(TWO_64));
  }

  /// The JSON object that a text value holds.
  ///
  /// @throws StoreException.BadMeta if it holds something else
  static ObjectNode parseObject(JsonNode text) {
    try {
      if (MAPPER.readTree(text.asString("")) instanceof ObjectNode object) return object;
    } catch (JacksonException malformed) {
      // refused below
    }
    throw new StoreException.BadMeta(22, "expected the text of a JSON object, found " + text);
  }

  /// The 64 bits of a number, signed or unsigned; −1 if it is none.
  static long bits(JsonNode number) {
    return number.isIntegralNumber() ? number.bigIntegerValue().longValue() : -1;
  }

  /// About how many bytes of heap `node` takes, on the high side.
  static long heapSize(JsonNode node) {
    if (node.isString()) return 64 + 2L * node.stringValue().length();
    if (!node.isContainer()) return node.isBigInteger() ? 120 : 24;
    long sum = 80;
    for (var property : node.properties()) sum += 100 + 2L * property.getKey().length();
    for (JsonNode child : node) sum += 8 + heapSize(child);
    return sum;
  }

  /// About how many characters `node` has when printed.
  ///
  /// @throws StoreException.BadMeta if it nests deeper than [#MAX_DEPTH]
  static long weigh(JsonNode node) {
    return weigh(node, MAX_DEPTH);
  }

  private static long weigh(JsonNode node, int depthLeft) {
    if (!node.isContainer()) {
      return node.isString() ? 2 + node.stringValue().length() : node.toString().length();
    }
    if (depthLeft == 0) {
      throw new StoreException.BadMeta(
          21, "metadata nests deeper than %d levels; flatten it".formatted(MAX_DEPTH));
    }
    long sum = 2;
    for (var property : node.properties()) sum += property.getKey().length() + 4;
    for (JsonNode child : node) sum += weigh(child, depthLeft - 1) + 1;
    return sum;
  }
}
