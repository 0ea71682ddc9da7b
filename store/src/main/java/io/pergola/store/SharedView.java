package io.pergola.store;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Applies to one store what others changed in the metadata that they share. Guarded by the store's
/// lock.
///
/// What others share makes sense or is left out: one instance's mistake must not stop another one.
final class SharedView {
  private final Catalog catalog;
  private final SharedCatalog sharing;
  private final NameTable names;
  private final Instance instance;
  private final Map<ObjectId, ObjectNode> incomplete = new HashMap<>();

  SharedView(StoreState state, Instance instance) {
    this.catalog = state.catalog;
    this.sharing = state.sharing;
    this.names = state.names;
    this.instance = instance;
  }

  /// Applies changes that were made at once.
  ///
  /// @param ledger the connection that deletes blobs of deleted objects
  void apply(List<MetaChange> changes, Ledger ledger) {
    Set<ObjectId> deleted = new LinkedHashSet<>();
    for (MetaChange change : changes) {
      switch (change) {
        case MetaChange.Put(String path, JsonNode value) -> put(path, value);
        case MetaChange.Delete(String path) -> delete(path, deleted);
        case MetaChange.DeleteTree _ -> {} // the same, key by key, comes from the cluster
      }
    }
    catalog.delete(deleted, Set.of(), ledger);
  }

  private void put(String path, JsonNode value) {
    if (path.startsWith(ObjectPaths.DATA)) {
      putObject(Key.of(path, ObjectPaths.DATA), value);
    } else if (path.startsWith(ObjectPaths.NAMES)) {
      String name = NameTable.unescape(path.substring(ObjectPaths.NAMES.length()));
      if (value.isIntegralNumber()) names.share(name, new ObjectId(Json.bits(value)));
    } else if (path.startsWith(ObjectPaths.INSTANCES)) {
      Key key = Key.of(path, ObjectPaths.INSTANCES);
      if (!key.below.isEmpty()) instance.otherSays(key.name, key.below, value);
    }
  }

  private void putObject(Key key, JsonNode value) {
    ObjectId id = objectId(key.name);
    if (id.isBlob()) return;
    if (key.below.isEmpty()) {
      if (value instanceof ObjectNode whole) complete(id, whole.deepCopy());
    } else {
      ObjectNode parts = incomplete.computeIfAbsent(id, sharing::written);
      parts.set(key.below, value);
      complete(id, parts);
    }
  }

  private void complete(ObjectId id, ObjectNode written) {
    if (sharing.share(id, written)) incomplete.remove(id);
    else incomplete.put(id, written);
  }

  private void delete(String path, Set<ObjectId> deleted) {
    if (path.startsWith(ObjectPaths.DATA)) {
      Key key = Key.of(path, ObjectPaths.DATA);
      ObjectId id = objectId(key.name);
      if (!key.below.isEmpty()) sharing.forget(id, key.below);
      else deleted.add(id);
      incomplete.remove(id);
    } else if (path.startsWith(ObjectPaths.NAMES)) {
      names.unshare(NameTable.unescape(path.substring(ObjectPaths.NAMES.length())));
    } else if (path.startsWith(ObjectPaths.INSTANCES)) {
      Key key = Key.of(path, ObjectPaths.INSTANCES);
      if (key.below.equals("hostid")) instance.otherLeft(key.name);
    }
  }

  /// The id, or the empty blob's if there is none.
  private static ObjectId objectId(String text) {
    try {
      return ObjectId.parse(text);
    } catch (StoreException.Invalid malformed) {
      return ObjectId.EMPTY_BLOB;
    }
  }

  /// A path's parts.
  ///
  /// @param name what it is about
  /// @param below what of it; may be empty
  private record Key(String name, String below) {
    static Key of(String path, String prefix) {
      String rest = path.substring(prefix.length());
      int slash = rest.indexOf('/');
      return slash < 0
          ? new Key(rest, "")
          : new Key(rest.substring(0, slash), rest.substring(slash + 1));
    }
  }
}
