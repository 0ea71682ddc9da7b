package io.pergola.store;

import tools.jackson.databind.JsonNode;

/// One change of the metadata that the stores of a cluster share: a tree of values under paths.
///
/// ```
/// data/<object id>              an object: {"key": value, …} without its id
/// data/<object id>/<key>        one more value of an object, or another one
/// names/<name>                  the id of an object, as a number
/// signatures/i<n>/<signature>   "<object id>": the copy that instance n has
/// instances/i<n>/<key>          what instance n says of itself
/// ```
///
/// In names `~` is written `~0` and `/` is written `~1`. In objects a string stands with `v` before
/// it, and a member is a string too:
///
/// ```
/// l<object id>.<type>              a member
/// ls<signature>.<type>             a member of a global object
/// l<blob id>.vineyard::Blob@<n>    a blob of instance n
/// ```
///
/// with the type up to its first `<`.
public sealed interface MetaChange {
  /// What changes, without the prefix of the cluster.
  String path();

  /// A value, new or other than before.
  ///
  /// @param path where
  /// @param value what
  record Put(String path, JsonNode value) implements MetaChange {}

  /// Nothing is there any more.
  ///
  /// @param path where
  record Delete(String path) implements MetaChange {}

  /// Nothing is there and below any more.
  ///
  /// @param path where
  record DeleteTree(String path) implements MetaChange {}
}
