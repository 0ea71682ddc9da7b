package io.pergola.store;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// An object as its store knows it: its values, and links instead of members. Guarded by the
/// store's lock.
///
/// @param id its name, which `values` has under `id` too
/// @param values everything but members; changes when the object is persisted, named or labelled
/// @param members links by key
/// @param height 1, or one more than its highest member
/// @param weight about how many characters its whole tree has when printed
record StoredObject(
    ObjectId id, ObjectNode values, Map<String, Link> members, int height, long weight) {
  String typeName() {
    return values.path("typename").asString("");
  }

  boolean isTransient() {
    return values.path("transient").asBoolean(true);
  }

  boolean isGlobal() {
    return values.path("global").asBoolean(false);
  }

  long instanceId() {
    return Json.bits(values.path("instance_id"));
  }

  long signature() {
    return Json.bits(values.path("signature"));
  }
}
