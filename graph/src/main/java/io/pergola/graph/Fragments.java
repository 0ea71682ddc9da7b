package io.pergola.graph;

import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.PinnedObjects;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/// Opens fragments and groups, whatever their format.
public final class Fragments {
  private static final List<FragmentFormat> FORMATS =
      ServiceLoader.load(FragmentFormat.class, Fragments.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private Fragments() {}

  /// Maps the fragment `id`. Nothing is copied; the cost is that of its metadata, and one round
  /// trip where the server offers that.
  ///
  /// @throws StoreException.NotFound if there is no such object
  /// @throws StoreException.Invalid if it is not a fragment
  /// @throws StoreException.Corrupt if metadata or sizes are not what its format says
  public static Fragment getFragment(ObjectStore store, ObjectId id) {
    return getFragment(store, id, Long.MAX_VALUE);
  }

  /// As [#getFragment(ObjectStore, ObjectId)], but with a bound for what the fragment may derive.
  ///
  /// @param workBytes how much memory of its own it may take until it is closed; asking it for what
  ///   needs more throws [StoreException.Full]
  public static Fragment getFragment(ObjectStore store, ObjectId id, long workBytes) {
    try (PinnedObjects found = store.pinObjects(List.of(id))) {
      return open(store, found.meta(id), workBytes);
    }
  }

  private static Fragment open(ObjectStore store, ObjectMeta meta, long workBytes) {
    return format(meta).open(store, meta, workBytes);
  }

  private static FragmentFormat format(ObjectMeta fragment) {
    return format(fragment, "a fragment", format -> format.accepts(fragment.typeName()));
  }

  /// Reads the group `id`.
  ///
  /// @throws StoreException.NotFound if there is no such object
  /// @throws StoreException.Invalid if it is not a group
  public static FragmentGroup getGroup(ObjectStore store, ObjectId id) {
    ObjectMeta meta = store.meta(id);
    return format(meta, "a fragment group", format -> format.acceptsGroup(meta.typeName()))
        .group(store, meta);
  }

  /// Reads the group that `nameOrId` names: a name, else an object id in printed form.
  ///
  /// @throws StoreException.NotFound if there is no such name or object
  public static FragmentGroup getGroup(ObjectStore store, String nameOrId) {
    return getGroup(store, resolve(store, nameOrId));
  }

  /// The object that a name or a printed id means.
  ///
  /// @throws StoreException.NotFound if there is no such name and it is no id
  public static ObjectId resolve(ObjectStore store, String nameOrId) {
    return store
        .findName(nameOrId)
        .orElseGet(() -> {
          if (nameOrId.matches("o[0-9a-f]{16}")) return ObjectId.parse(nameOrId);
          throw new StoreException.NotFound(
              "there is no graph or object named '%s'; 'pergola ls' lists what is there"
                  .formatted(nameOrId));
        });
  }

  /// Maps all fragments of a group that live on the store's instance, by fid, as [#getFragment]
  /// does one.
  public static List<Fragment> open(ObjectStore store, FragmentGroup group) {
    List<ObjectId> local =
        group.fragments().stream()
            .filter(part -> part.instanceId() == store.instanceId())
            .map(FragmentGroup.Part::id)
            .toList();
    List<Fragment> opened = new ArrayList<>();
    try (PinnedObjects found = store.pinObjects(local)) {
      for (ObjectId id : local) opened.add(open(store, found.meta(id), Long.MAX_VALUE));
    } catch (RuntimeException failure) {
      opened.forEach(Fragment::close);
      throw failure;
    }
    return List.copyOf(opened);
  }

  /// Maps all fragments of a group, by fid, to write it elsewhere.
  ///
  /// @throws StoreException.Unsupported as [#requireWhole]
  public static List<Fragment> openAll(ObjectStore store, FragmentGroup group) {
    requireWhole(store, group);
    return open(store, group);
  }

  /// Checks that a group can be written elsewhere without a loss.
  ///
  /// @throws StoreException.Unsupported if a fragment lives on another instance, or has columns of
  ///   types that [PropertyType] does not have
  public static void requireWhole(ObjectStore store, FragmentGroup group) {
    for (FragmentGroup.Part part : group.fragments()) {
      if (part.instanceId() != store.instanceId()) {
        throw new StoreException.Unsupported(
            "fragment %d is on instance %d, but all fragments must be on this one, %d"
                .formatted(part.fid(), part.instanceId(), store.instanceId()));
      }
      ObjectMeta meta = store.meta(part.id());
      List<String> unshown = format(meta).unshown(meta);
      if (!unshown.isEmpty()) {
        throw new StoreException.Unsupported(
            "there are columns of types that only GraphScope has, which would be lost: %s. Leave them out with a projection there (Graph.project), and take its group"
                .formatted(String.join(", ", unshown)));
      }
    }
  }

  /// Makes a graph that shares everything with another one and has one vertex property more. The
  /// other one stays as it is.
  ///
  /// @param group all of its fragments live on the store's instance
  /// @throws StoreException.Invalid if a label has a property of that name
  /// @throws StoreException.Unsupported if the graph's format can't do it
  public static FragmentGroup withProperty(
      ObjectStore store, FragmentGroup group, NewProperty added) {
    ObjectMeta meta = store.meta(group.id());
    return format(meta, "a fragment group", format -> format.acceptsGroup(meta.typeName()))
        .withProperty(store, group, added);
  }

  /// Checks every invariant of the fragment `id`, reading all of it.
  public static VerifyReport verify(ObjectStore store, ObjectId id) {
    ObjectMeta meta = store.meta(id);
    return format(meta).verify(store, meta);
  }

  /// Checks every fragment of the group `id` that lives on the store's instance, and that they
  /// agree with each other and with the group.
  public static VerifyReport verifyGroup(ObjectStore store, ObjectId id) {
    ObjectMeta meta = store.meta(id);
    FragmentFormat format =
        format(meta, "a fragment group", found -> found.acceptsGroup(meta.typeName()));
    try {
      return format.verify(store, format.group(store, meta));
    } catch (StoreException.Corrupt problem) {
      return new VerifyReport(1, List.of(String.valueOf(problem.getMessage())));
    }
  }

  private static FragmentFormat format(
      ObjectMeta meta, String expected, Predicate<FragmentFormat> fits) {
    return FORMATS.stream()
        .filter(fits)
        .findFirst()
        .orElseThrow(() ->
            new StoreException.Invalid(
                "object %s is a %s, expected %s".formatted(meta.id(), meta.typeName(), expected)));
  }
}
