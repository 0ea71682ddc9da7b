package io.pergola.rpc.client;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/// Opens fragments wherever they live in a cluster.
///
/// A fragment of another instance is brought over first: all its blobs, a few side by side, with
/// their checksums compared. It comes once, however many ask for it, and is then mapped like any
/// other.
public final class RemoteFragments {
  private RemoteFragments() {}

  /// Maps the fragment `id`, or its copy on the store's instance.
  ///
  /// @throws StoreException.NotFound if there is no such object
  /// @throws StoreException.Disconnected if the instance that has it can't be reached
  /// @throws StoreException.Full if there is no room for it
  /// @throws StoreException.Corrupt if it does not arrive as it was
  public static Fragment getFragment(ObjectStore store, ObjectId id) {
    boolean here = store.meta(id).instanceId() == store.instanceId();
    return Fragments.getFragment(store, here ? id : store.migrate(id));
  }

  /// Maps all fragments of a group, by fid.
  public static List<Fragment> open(ObjectStore store, FragmentGroup group) {
    List<Fragment> opened = new ArrayList<>();
    try {
      for (FragmentGroup.Part part : group.fragments()) opened.add(getFragment(store, part.id()));
    } catch (RuntimeException failure) {
      opened.forEach(Fragment::close);
      throw failure;
    }
    return List.copyOf(opened);
  }
}
