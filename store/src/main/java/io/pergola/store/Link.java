package io.pergola.store;

/// How an object refers to a member.
sealed interface Link {
  /// The member, as it was when the link was made.
  ObjectId id();

  /// By id: the member of an ordinary object.
  record ToObject(ObjectId id) implements Link {}

  /// By signature: the member of a global object. A copy on the reader's own instance is preferred
  /// to the one that was linked.
  record ToSignature(ObjectId id, long signature) implements Link {}

  /// A blob of some instance.
  record ToBlob(ObjectId id, long instanceId) implements Link {}
}
