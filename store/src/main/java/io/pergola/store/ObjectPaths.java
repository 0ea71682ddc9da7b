package io.pergola.store;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The paths of [MetaChange] and what is usually done there.
final class ObjectPaths {
  static final String DATA = "data/";
  static final String NAMES = "names/";
  static final String INSTANCES = "instances/";
  private static final String SIGNATURES = "signatures/";

  private ObjectPaths() {}

  static String object(ObjectId id) {
    return DATA + id;
  }

  static String value(ObjectId id, String key) {
    return DATA + id + "/" + key;
  }

  static String name(String escaped) {
    return NAMES + escaped;
  }

  static String instance(long number) {
    return INSTANCES + "i" + Long.toUnsignedString(number);
  }

  /// A signature's printed form.
  static String signature(long signature) {
    return "s%016x".formatted(signature);
  }

  private static String copy(StoredObject object) {
    return SIGNATURES
        + "i"
        + Long.toUnsignedString(object.instanceId())
        + "/"
        + signature(object.signature());
  }

  /// What shares an object with others.
  ///
  /// @param written its values and links
  static MetaChange put(StoredObject object, ObjectNode written) {
    return new MetaChange.Put(object(object.id()), written);
  }

  /// What makes a copy known by its signature.
  static MetaChange putCopy(StoredObject object) {
    JsonNode id = Json.text(object.id().toString());
    return new MetaChange.Put(copy(object), id);
  }

  /// What takes an object from others.
  static List<MetaChange> delete(ObjectId id) {
    return List.of(new MetaChange.Delete(object(id)), new MetaChange.DeleteTree(object(id) + "/"));
  }

  /// What makes a copy no longer known by its signature.
  static MetaChange deleteCopy(StoredObject object) {
    return new MetaChange.Delete(copy(object));
  }
}
