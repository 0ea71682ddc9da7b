package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import io.pergola.store.StoreException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Typed access to the fields of one received message. A field that is missing or of the wrong type
/// is a [StoreException.Invalid] that names the message, the field and what was found.
final class Fields {
  private static final int SHOWN = 60;

  private final String message;
  private final ObjectNode tree;

  Fields(String message, ObjectNode tree) {
    this.message = message;
    this.tree = tree;
  }

  boolean has(String key) {
    return tree.has(key);
  }

  /// Whether a field is missing, null or a container with nothing in it.
  boolean isEmpty(String key) {
    JsonNode value = tree.get(key);
    return value == null || value.isNull() || (value.isContainer() && value.isEmpty());
  }

  /// A number of 64 bits: an id or signature. The negative half means the same bits.
  long bits(String key) {
    return bits(key, required(key, "an integer"));
  }

  ObjectId id(String key) {
    return new ObjectId(bits(key));
  }

  /// The id under the first of two keys that is there.
  ObjectId id(String key, String otherKey) {
    return id(has(key) ? key : otherKey);
  }

  List<ObjectId> ids(String key) {
    List<ObjectId> ids = new ArrayList<>();
    for (JsonNode id : array(key)) ids.add(new ObjectId(bits(key, id)));
    return ids;
  }

  /// Ids in the array `ids`, or else under the keys `0` to `num` − 1.
  List<ObjectId> numberedIds() {
    if (has("ids")) return ids("ids");
    List<ObjectId> ids = new ArrayList<>();
    long count = size("num");
    for (long i = 0; i < count; i++) ids.add(id(Long.toString(i)));
    return ids;
  }

  /// Texts under the keys `0` to `num` − 1.
  List<String> numberedTexts() {
    List<String> texts = new ArrayList<>();
    long count = size("num");
    for (long i = 0; i < count; i++) texts.add(text(Long.toString(i)));
    return texts;
  }

  /// A size or count. What does not fit into 63 bits is the largest number that does.
  long size(String key) {
    return size(key, required(key, "a size"));
  }

  long[] sizes(String key) {
    List<JsonNode> array = array(key);
    long[] sizes = new long[array.size()];
    for (int i = 0; i < sizes.length; i++) sizes[i] = size(key, array.get(i));
    return sizes;
  }

  long number(String key) {
    JsonNode value = required(key, "an integer");
    if (!value.isIntegralNumber() || !value.canConvertToLong())
      throw wrong(key, "an integer", value);
    return value.longValue();
  }

  long number(String key, long otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  /// A number of 32 bits, such as that of a file.
  int small(String key) {
    JsonNode value = required(key, "an integer");
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(key, "an integer of 32 bits", value);
    }
    return value.intValue();
  }

  int small(String key, int otherwise) {
    return has(key) ? small(key) : otherwise;
  }

  /// A count that is cut to 31 bits, such as the limit of a listing.
  int limit(String key) {
    return (int) Math.min(size(key), Integer.MAX_VALUE);
  }

  boolean flag(String key) {
    JsonNode value = required(key, "true or false");
    if (!value.isBoolean()) throw wrong(key, "true or false", value);
    return value.booleanValue();
  }

  boolean flag(String key, boolean otherwise) {
    return has(key) ? flag(key) : otherwise;
  }

  String text(String key) {
    return text(key, required(key, "a string"));
  }

  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array(key)) texts.add(text(key, text));
    return texts;
  }

  ObjectNode object(String key) {
    return object(key, required(key, "an object"));
  }

  List<ObjectNode> objects(String key) {
    List<ObjectNode> objects = new ArrayList<>();
    for (JsonNode object : array(key)) objects.add(object(key, object));
    return objects;
  }

  /// Ids by name.
  Map<String, ObjectId> idsByName(String key) {
    Map<String, ObjectId> ids = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object(key).properties()) {
      ids.put(entry.getKey(), new ObjectId(bits(key, entry.getValue())));
    }
    return ids;
  }

  /// Ids by id: an array of pairs, as JSON objects can't have numbers as keys.
  Map<ObjectId, ObjectId> idsById(String key) {
    Map<ObjectId, ObjectId> ids = new LinkedHashMap<>();
    for (JsonNode pair : array(key)) {
      if (!pair.isArray() || pair.size() != 2) throw wrong(key, "an array of pairs", pair);
      ids.put(new ObjectId(bits(key, pair.get(0))), new ObjectId(bits(key, pair.get(1))));
    }
    return ids;
  }

  List<JsonNode> array(String key) {
    JsonNode value = required(key, "an array");
    if (!value.isArray()) throw wrong(key, "an array", value);
    return List.copyOf(value.values());
  }

  @Nullable JsonNode any(String key) {
    return tree.get(key);
  }

  /// The fields of an object inside this message.
  Fields inside(ObjectNode part) {
    return new Fields(message, part);
  }

  private JsonNode required(String key, String expected) {
    JsonNode value = tree.get(key);
    if (value != null) return value;
    throw new StoreException.Invalid(
        "%s: field '%s' is missing, expected %s".formatted(message, key, expected));
  }

  private long bits(String key, JsonNode value) {
    if (value.isIntegralNumber()) {
      if (value.canConvertToLong()) return value.longValue();
      BigInteger number = value.bigIntegerValue();
      if (number.signum() > 0 && number.bitLength() <= 64) return number.longValue();
    }
    throw wrong(key, "an integer of 64 bits", value);
  }

  private long size(String key, JsonNode value) {
    long bits = bits(key, value);
    if (bits >= 0) return bits;
    if (value.canConvertToLong()) throw wrong(key, "a size of 0 or more", value);
    return Long.MAX_VALUE;
  }

  private String text(String key, JsonNode value) {
    if (!value.isString()) throw wrong(key, "a string", value);
    return value.stringValue();
  }

  private ObjectNode object(String key, JsonNode value) {
    if (!(value instanceof ObjectNode object)) throw wrong(key, "an object", value);
    return object;
  }

  private StoreException wrong(String key, String expected, JsonNode found) {
    return new StoreException.Invalid(
        "%s: field '%s' is %s, expected %s".formatted(message, key, shorten(found), expected));
  }

  private static String shorten(JsonNode node) {
    if (node.isContainer()) return node.isArray() ? "an array" : "an object";
    String text = node.toString();
    if (text.length() <= SHOWN) return text;
    return text.substring(0, text.offsetByCodePoints(0, SHOWN / 2)) + "…";
  }
}
