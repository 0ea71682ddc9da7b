package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// Writes the fields of one message, without a tree in between. Ids are printed unsigned.
final class Body {
  private final JsonGenerator json;

  Body(JsonGenerator json) {
    this.json = json;
  }

  void number(String key, long value) {
    json.writeNumberProperty(key, value);
  }

  void flag(String key, boolean value) {
    json.writeBooleanProperty(key, value);
  }

  void text(String key, String value) {
    json.writeStringProperty(key, value);
  }

  void nothing(String key) {
    json.writeNullProperty(key);
  }

  void bits(String key, long value) {
    json.writeName(key);
    unsigned(value);
  }

  void id(String key, ObjectId id) {
    bits(key, id.bits());
  }

  void ids(String key, Collection<ObjectId> ids) {
    list(key, ids, (body, id) -> body.unsigned(id.bits()));
  }

  void numbers(String key, long... values) {
    json.writeArrayPropertyStart(key);
    for (long value : values) json.writeNumber(value);
    json.writeEndArray();
  }

  void texts(String key, Collection<String> values) {
    list(key, values, (body, value) -> body.json.writeString(value));
  }

  void tree(String key, JsonNode value) {
    json.writeName(key);
    json.writeTree(value);
  }

  void trees(String key, Collection<? extends JsonNode> values) {
    list(key, values, (body, value) -> body.json.writeTree(value));
  }

  /// An object with fields of its own.
  void object(String key, Consumer<Body> fields) {
    json.writeObjectPropertyStart(key);
    fields.accept(this);
    json.writeEndObject();
  }

  void idsByName(String key, Map<String, ObjectId> values) {
    json.writeObjectPropertyStart(key);
    values.forEach(this::id);
    json.writeEndObject();
  }

  /// Ids by id: an array of pairs.
  void idsById(String key, Map<ObjectId, ObjectId> values) {
    list(key, values.entrySet(), (body, entry) -> body.pair(entry.getKey(), entry.getValue()));
  }

  private void pair(ObjectId left, ObjectId right) {
    json.writeStartArray();
    unsigned(left.bits());
    unsigned(right.bits());
    json.writeEndArray();
  }

  void payload(String key, Payload payload) {
    json.writeName(key);
    payload(payload);
  }

  /// Payloads in both forms that clients read: an array, and one key for each.
  void payloads(List<Payload> payloads) {
    number("num", payloads.size());
    list("payloads", payloads, Body::payload);
    for (int i = 0; i < payloads.size(); i++) payload(Integer.toString(i), payloads.get(i));
  }

  /// A payload in an array.
  void payload(Payload payload) {
    json.writeStartObject();
    payload.write(this);
    json.writeEndObject();
  }

  /// An array.
  <T> void list(String key, Collection<? extends T> values, BiConsumer<Body, T> element) {
    json.writeArrayPropertyStart(key);
    for (T value : values) element.accept(this, value);
    json.writeEndArray();
  }

  /// An array of objects with fields of their own.
  <T> void objects(String key, Collection<? extends T> values, BiConsumer<Body, T> fields) {
    list(
        key,
        values,
        (body, value) -> {
          body.json.writeStartObject();
          fields.accept(body, value);
          body.json.writeEndObject();
        });
  }

  /// A number in an array.
  void element(int value) {
    json.writeNumber(value);
  }

  /// An id in an array.
  void unsigned(long bits) {
    if (bits >= 0) json.writeNumber(bits);
    else json.writeNumber(Long.toUnsignedString(bits));
  }
}
