package io.pergola.graph;

import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.List;

/// A way to lay a fragment out over blobs. Found through [java.util.ServiceLoader].
public interface FragmentFormat {
  /// Its name on the command line, such as `csr`.
  String name();

  /// Whether an object of that type is a fragment in this format.
  boolean accepts(String typeName);

  /// Whether an object of that type is a group of fragments in this format.
  boolean acceptsGroup(String typeName);

  /// Opens a fragment in O(metadata).
  ///
  /// @param workBytes how much memory of its own the fragment may take for what it has to derive
  /// @throws io.pergola.store.StoreException.Corrupt if metadata or sizes are not what the format
  ///   says
  Fragment open(ObjectStore store, ObjectMeta meta, long workBytes);

  /// Columns that a fragment stores but can't show, since [PropertyType] has no such type: each as
  /// `label.column TYPE`.
  default List<String> unshown(ObjectMeta meta) {
    return List.of();
  }

  /// Reads a group.
  ///
  /// @throws io.pergola.store.StoreException.Corrupt if it is not what the format says
  FragmentGroup group(ObjectStore store, ObjectMeta meta);

  /// Makes a graph that shares everything with another one and has one vertex property more.
  ///
  /// @throws io.pergola.store.StoreException.Unsupported if it can't be shared
  FragmentGroup withProperty(ObjectStore store, FragmentGroup group, NewProperty added);

  /// Checks every invariant of a fragment, reading all of it.
  VerifyReport verify(ObjectStore store, ObjectMeta meta);

  /// Checks every fragment of a group that lives on the store's instance, and that they agree with
  /// each other and with the group.
  VerifyReport verify(ObjectStore store, FragmentGroup group);
}
