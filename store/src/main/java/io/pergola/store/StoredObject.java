package io.pergola.store;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// An object as its store knows it: its values, and links instead of members. Guarded by the
/// store's lock.
///
/// @param id its name, which `values` has under `id` too
/// @param values everything but members; changes when the object is persisted, named or labelled
/// @param members links by key
/// @param size what its tree amounts to
record StoredObject(ObjectId id, ObjectNode values, Map<String, Link> members, TreeSize size) {
  /// @param height 1, or one more than the highest member
  /// @param ownWeight about how many characters it has when printed without members
  /// @param weight the same with members
  /// @param heap about how many bytes it takes here, without members
  record TreeSize(int height, long ownWeight, long weight, long heap) {}

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

  int height() {
    return size.height;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
