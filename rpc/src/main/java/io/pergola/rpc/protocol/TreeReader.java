package io.pergola.rpc.protocol;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Builds the tree of a message from its tokens.
///
/// Jackson's own reader makes the same trees, but getting it ready takes longer than reading a
/// small message. The parser bounds how deep this recurs.
final class TreeReader {
  private final JsonParser tokens;
  private final JsonNodeFactory nodes;

  private TreeReader(JsonParser tokens, JsonNodeFactory nodes) {
    this.tokens = tokens;
    this.nodes = nodes;
  }

  /// Reads all tokens there are.
  ///
  /// @return a missing node if there is none
  /// @throws JacksonException if they are not exactly one JSON value
  static JsonNode read(JsonParser tokens, JsonNodeFactory nodes) {
    JsonToken first = tokens.nextToken();
    if (first == null) return nodes.missingNode();
    JsonNode tree = new TreeReader(tokens, nodes).value(first);
    if (tokens.nextToken() == null) return tree;
    throw new StreamReadException(tokens, "there is more after the end of the message");
  }

  private JsonNode value(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> nodes.stringNode(tokens.getString());
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(tokens.getDoubleValue());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      default -> throw new StreamReadException(tokens, "unexpected " + token);
    };
  }

  private JsonNode object() {
    ObjectNode object = nodes.objectNode();
    for (String key = tokens.nextName(); key != null; key = tokens.nextName()) {
      object.set(key, value(tokens.nextToken()));
    }
    return object;
  }

  private JsonNode array() {
    ArrayNode array = nodes.arrayNode();
    for (JsonToken token = tokens.nextToken();
        token != JsonToken.END_ARRAY;
        token = tokens.nextToken()) {
      array.add(value(token));
    }
    return array;
  }

  private JsonNode integer() {
    return switch (tokens.getNumberType()) {
      case INT -> nodes.numberNode(tokens.getIntValue());
      case LONG -> nodes.numberNode(tokens.getLongValue());
      default -> nodes.numberNode(tokens.getBigIntegerValue());
    };
  }
}
