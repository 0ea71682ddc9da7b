package io.pergola.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What names point to. Guarded by the store's lock.
///
/// An object's metadata has the last name that it was given under `__name`, with `~` written as
/// `~0` and `/` as `~1`, so that it can stand in a path.
final class NameTable {
  private static final String KEY = "__name";

  private static final int MAX_LENGTH = 1 << 16;

  private final TreeMap<String, ObjectId> names = new TreeMap<>();
  private final Catalog catalog;
  private final HeapBudget heap;

  NameTable(Catalog catalog, HeapBudget heap) {
    this.catalog = catalog;
    this.heap = heap;
  }

  void put(String name, ObjectId id, Ledger ledger) {
    check(name, id);
    heap.require(heapSize(name));
    set(name, id, ledger);
  }

  /// What makes others see a name.
  List<MetaChange> planPut(String name, ObjectId id) {
    check(name, id);
    String escaped = escape(name);
    return List.of(
        new MetaChange.Put(ObjectPaths.name(escaped), Json.unsigned(id.bits())),
        new MetaChange.Put(ObjectPaths.value(id, KEY), Json.text(SharedObjects.VALUE + escaped)));
  }

  /// What takes a name from others.
  List<MetaChange> planDrop(String name) {
    ObjectId id = names.get(name);
    if (id == null) return List.of();
    return List.of(
        new MetaChange.Delete(ObjectPaths.name(escape(name))),
        new MetaChange.Delete(ObjectPaths.value(id, KEY)));
  }

  /// What makes others see all names of objects that `seen` accepts.
  List<MetaChange> republish(Predicate<ObjectId> seen) {
    return names.entrySet().stream()
        .filter(entry -> seen.test(entry.getValue()))
        .flatMap(entry -> planPut(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  /// Where all names are.
  List<String> paths() {
    return names.keySet().stream().map(name -> ObjectPaths.name(escape(name))).toList();
  }

  /// Takes a name over that another instance gave.
  void share(String name, ObjectId id) {
    replace(name, id);
  }

  /// Another instance dropped a name.
  void unshare(String name) {
    replace(name, null);
  }

  private void check(String name, ObjectId id) {
    if (id.isBlob()) {
      throw new StoreException.Invalid("blob %s can't have the name '%s'".formatted(id, name));
    }
    if (name.length() > MAX_LENGTH) {
      throw new StoreException.Invalid(
          "a name can't have %d characters; the limit is %d".formatted(name.length(), MAX_LENGTH));
    }
    StoredObject object = catalog.find(id);
    if (object == null) {
      throw new StoreException.NotFound(
          "can't name it '%s': object %s doesn't exist in the store".formatted(name, id));
    }
    if (object.isTransient()) {
      throw new StoreException.Invalid(
          "object %s is transient and can't have the name '%s'; persist it first"
              .formatted(id, name));
    }
  }

  void drop(String name, Ledger ledger) {
    if (names.containsKey(name)) set(name, null, ledger);
  }

  private void set(String name, @Nullable ObjectId id, Ledger ledger) {
    Optional<ObjectId> before = find(name);
    if (ledger.build != null) {
      ledger.build.nameChanged(name, before, Optional.ofNullable(id));
    }
    replace(name, id);
  }

  private void replace(String name, @Nullable ObjectId id) {
    String escaped = escape(name);
    ObjectId before = id == null ? names.remove(name) : names.put(name, id);
    if (before == null && id != null) heap.adjust(heapSize(name));
    if (before != null && id == null) heap.give(heapSize(name));
    StoredObject old = before == null ? null : catalog.find(before);
    if (old != null && old.values().path(KEY).asString("").equals(escaped)) {
      old.values().remove(KEY);
    }
    StoredObject named = id == null ? null : catalog.find(id);
    if (named != null) named.values().put(KEY, escaped);
  }

  /// Undoes a build's changes, except of names that others have changed since. A name goes back to
  /// what it meant before, if that still exists.
  ///
  /// @return what makes others see that
  List<MetaChange> undo(Build build) {
    List<MetaChange> seen = new ArrayList<>();
    build.names.forEach((name, change) -> {
      if (!find(name).equals(change.now())) return;
      Optional<ObjectId> before = change.before().filter(id -> catalog.find(id) != null);
      seen.addAll(before.map(id -> planPut(name, id)).orElseGet(() -> planDrop(name)));
      replace(name, before.orElse(null));
    });
    return seen;
  }

  private static long heapSize(String name) {
    return HeapBudget.NAME + 4L * name.length(); // here, and once more in the object
  }

  Optional<ObjectId> find(String name) {
    return Optional.ofNullable(names.get(name));
  }

  /// Names that match, in alphabetical order.
  Map<String, ObjectId> list(Pattern pattern, int limit) {
    TextMatcher matcher = TextMatcher.of(pattern);
    Map<String, ObjectId> found = new LinkedHashMap<>();
    for (var entry : names.entrySet()) {
      if (found.size() >= limit) break;
      if (matcher.matches(entry.getKey())) found.put(entry.getKey(), entry.getValue());
    }
    return found;
  }

  void clear() {
    names.keySet().forEach(name -> heap.give(heapSize(name)));
    names.clear();
  }

  static String unescape(String escaped) {
    return escaped.replace("~1", "/").replace("~0", "~");
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
