package io.pergola.store;

import java.util.List;
import java.util.function.Supplier;

/// The metadata that the stores of a cluster share, as one of them reaches it.
///
/// What others can see of a store, persistent objects and names, is changed here first and in the
/// store afterwards. What others change comes to the store through [EmbeddedStore#apply].
public interface SharedMetadata {
  /// Waits until the store has seen everything that was shared before this call. If the cluster
  /// can't be reached, it returns: the store then goes on with what it knows.
  void catchUp();

  /// Changes what is shared, while nobody else does.
  ///
  /// @param plan says what to change, when the store has caught up
  /// @param apply does the same in the store; called when the change will last
  /// @return what `apply` returns
  /// @throws StoreException.Other with code 35 if the cluster can't be reached in time. Then the
  ///   change was not made, or comes through [EmbeddedStore#apply] later.
  <T> T commit(Supplier<List<MetaChange>> plan, Supplier<T> apply);

  /// Changes what is shared as soon as the cluster can be reached. Returns at once.
  void commitLater(List<MetaChange> changes);

  /// Waits for a lock that only one client of the cluster has at a time.
  ///
  /// @return what [#releaseLock] wants
  /// @throws StoreException.Other with code 35 if the cluster can't be reached, or if others keep
  ///   the lock
  String acquireLock(String name);

  /// Gives a lock back.
  ///
  /// @throws StoreException.Other with code 35 if the cluster can't be reached
  void releaseLock(String key);
}
