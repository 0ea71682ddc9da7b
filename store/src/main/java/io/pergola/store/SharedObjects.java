package io.pergola.store;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns objects into the values that a cluster shares and back. The form is that of [MetaChange].
final class SharedObjects {
  private static final String LINK = "l";
  static final String VALUE = "v";

  private final Function<ObjectId, @Nullable StoredObject> lookup;
  private final LongFunction<@Nullable StoredObject> bySignature;

  /// @param lookup finds objects by id
  /// @param bySignature finds a copy with that signature
  SharedObjects(
      Function<ObjectId, @Nullable StoredObject> lookup,
      LongFunction<@Nullable StoredObject> bySignature) {
    this.lookup = lookup;
    this.bySignature = bySignature;
  }

  /// An object's values and links.
  ObjectNode write(StoredObject object) {
    ObjectNode out = Json.object();
    object
        .values()
        .forEachEntry((key, value) -> {
          if (!key.equals("id")) out.set(key, writeValue(value));
        });
    object.members().forEach((key, link) -> out.put(key, writeLink(link)));
    return out;
  }

  private static JsonNode writeValue(JsonNode value) {
    return value.isString() ? Json.text(VALUE + value.stringValue()) : value;
  }

  private String writeLink(Link link) {
    return switch (link) {
      case Link.ToBlob(ObjectId id, long instance) ->
          LINK + id + "." + Catalog.BLOB_TYPE + "@" + Long.toUnsignedString(instance);
      case Link.ToSignature(ObjectId id, long signature) ->
          LINK + ObjectPaths.signature(signature) + "." + type(id);
      case Link.ToObject(ObjectId id) -> LINK + id + "." + type(id);
    };
  }

  private String type(ObjectId id) {
    StoredObject object = lookup.apply(id);
    String type = object == null ? "vineyard::Object" : object.typeName();
    int generic = type.indexOf('<');
    return generic < 0 ? type : type.substring(0, generic);
  }

  /// What was written, if it is an object: others may have left parts of one.
  Optional<Parts> read(ObjectId id, ObjectNode written) {
    ObjectNode values = Json.object();
    Map<String, Link> members = new LinkedHashMap<>();
    written.forEachEntry((key, value) -> {
      if (!value.isString()) values.set(key, value);
      else readText(key, value.stringValue(), values, members);
    });
    values.put("id", id.toString());
    if (!values.path("typename").isString() || !values.path("instance_id").isIntegralNumber()) {
      return Optional.empty();
    }
    return Optional.of(new Parts(values, members));
  }

  /// An object without its size.
  record Parts(ObjectNode values, Map<String, Link> members) {}

  private void readText(String key, String text, ObjectNode values, Map<String, Link> members) {
    if (text.startsWith(VALUE)) values.put(key, text.substring(1));
    else readLink(text).ifPresent(link -> members.put(key, link));
  }

  /// A text of the form of a link; links that make no sense are left out.
  private Optional<Link> readLink(String text) {
    int dot = text.indexOf('.');
    if (!text.startsWith(LINK) || dot < 0) return Optional.empty();
    String name = text.substring(1, dot);
    int at = text.lastIndexOf('@');
    try {
      if (name.startsWith("s")) return Optional.of(toSignature(name));
      ObjectId id = ObjectId.parse(name);
      if (!id.isBlob()) return Optional.of(new Link.ToObject(id));
      long instance = at < dot ? -1 : new BigInteger(text.substring(at + 1)).longValue();
      return Optional.of(new Link.ToBlob(id, instance));
    } catch (StoreException.Invalid | NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  private Link toSignature(String name) {
    long signature = Long.parseUnsignedLong(name.substring(1), 16);
    StoredObject copy = bySignature.apply(signature);
    return new Link.ToSignature(copy == null ? ObjectId.INVALID : copy.id(), signature);
  }
}
