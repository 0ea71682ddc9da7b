package io.pergola.builder;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pattern;
import io.pergola.store.StoreException;
import java.util.List;
import java.util.Optional;

/// Turns a graph in the store into another layout, without files.
public final class GraphConversion {
  private GraphConversion() {}

  /// Writes the graph `nameOrId` in a layout, all or nothing, and names it.
  ///
  /// @param name what the new graph will be called; if that is the old one's name, the old one goes
  /// @param memoryBytes how much work memory may be used outside the heap
  /// @throws StoreException.Invalid if the graph has the layout already
  /// @throws StoreException.Exists if another graph has the name
  /// @throws StoreException.Unsupported if the layout has no room for the graph
  /// @throws StoreException.Full if the store or the work memory is too small
  public static FragmentGroup convert(
      ObjectStore store, String nameOrId, GraphFormat layout, String name, long memoryBytes) {
    ObjectId old = Fragments.resolve(store, nameOrId);
    FragmentGroup group = Fragments.getGroup(store, old);
    if (group.format().equals(layout.label())) {
      throw new StoreException.Invalid(
          "'%s' is in the layout %s already".formatted(nameOrId, layout.label()));
    }
    if (name.matches("o[0-9a-f]{16}")) {
      throw new StoreException.Invalid("the new graph needs a name: give it with --as NAME");
    }
    Optional<ObjectId> named = store.findName(name);
    if (named.isPresent() && !named.get().equals(old)) {
      throw new StoreException.Exists(
          "there is a graph '%s' already; remove it or choose another name with --as"
              .formatted(name));
    }
    store.begin();
    FragmentGroup made;
    try {
      made = layout.rewrite(store, group, memoryBytes);
      store.putName(name, made.id());
      store.commit();
    } catch (StoreException.Full full) {
      rollback(store, full);
      throw explain(full, memoryBytes);
    } catch (RuntimeException | Error failure) {
      rollback(store, failure);
      throw failure;
    }
    if (named.isPresent()) deleteUnlessNamed(store, old);
    return made;
  }

  private static StoreException.Full explain(StoreException.Full full, long memoryBytes) {
    StoreException.Full explained =
        new StoreException.Full(
            "%s; a conversion needs work memory, of which there were %d bytes (--memory), and room in the store for both graphs (pergola serve --size)"
                .formatted(full.getMessage(), memoryBytes));
    explained.initCause(full);
    return explained;
  }

  /// The same graph in a layout, within a build that is open: what it was goes.
  static FragmentGroup within(
      ObjectStore store, FragmentGroup group, GraphFormat layout, long memoryBytes) {
    if (group.format().equals(layout.label())) return group;
    FragmentGroup made = layout.rewrite(store, group, memoryBytes);
    store.delete(List.of(group.id()), DeleteOption.DEEP);
    return made;
  }

  static void rollback(ObjectStore store, Throwable failure) {
    try {
      store.rollback();
    } catch (StoreException gone) {
      // without a connection the store has rolled back by itself
      failure.addSuppressed(gone);
    }
  }

  static void deleteUnlessNamed(ObjectStore store, ObjectId group) {
    boolean named =
        store.listNames(new Pattern.Wildcard("*"), Integer.MAX_VALUE).containsValue(group);
    if (!named) store.delete(List.of(group), DeleteOption.DEEP);
  }
}
