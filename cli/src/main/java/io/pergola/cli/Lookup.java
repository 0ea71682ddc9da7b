package io.pergola.cli;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pattern;
import io.pergola.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds what users name on the command line: a name, else an object id in printed form.
record Lookup(ObjectStore store) {
  private static final int ALL = Integer.MAX_VALUE;
  private static final String GROUP_TYPE = "FragmentGroup";

  /// The object that a name or id means.
  ///
  /// @throws StoreException.NotFound if there is none
  ObjectMeta object(String nameOrId) {
    Optional<ObjectId> named = store.findName(nameOrId);
    if (named.isPresent()) {
      return store
          .find(named.get())
          .orElseThrow(() ->
              new StoreException.NotFound(
                  "the object %s that '%s' names has been deleted; 'pergola rm %s' forgets the name"
                      .formatted(named.get(), nameOrId, nameOrId)));
    }
    return store.meta(id(nameOrId));
  }

  /// The id that a name or id means, whether the object is there or not.
  ObjectId target(String nameOrId) {
    return store.findName(nameOrId).orElseGet(() -> id(nameOrId));
  }

  private static ObjectId id(String text) {
    if (text.matches("o[0-9a-f]{16}")) return ObjectId.parse(text);
    throw new StoreException.NotFound(
        "there is no graph or object named '%s'; 'pergola ls' lists what is there".formatted(text));
  }

  /// All names that match, in order.
  Map<String, ObjectId> names(String wildcard) {
    return new TreeMap<>(store.listNames(new Pattern.Wildcard(wildcard), ALL));
  }

  /// The names of an object, in order.
  List<String> namesOf(ObjectId id) {
    return names("*").entrySet().stream()
        .filter(entry -> entry.getValue().equals(id))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// All objects of all types, by id.
  List<ObjectMeta> objects() {
    return store.list(new Pattern.Wildcard("*"), ALL);
  }

  /// Whether the object is a fragment group.
  boolean isGroup(ObjectMeta meta) {
    return meta.typeName().endsWith(GROUP_TYPE);
  }

  /// The group, if the object is one.
  Optional<FragmentGroup> group(ObjectMeta meta) {
    if (!isGroup(meta)) return Optional.empty();
    return Optional.of(Fragments.getGroup(store, meta.id()));
  }
}
