package io.pergola.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The objects of a [Catalog] as a cluster shares them: what to tell others of a change before it
/// is made, and what to take over from others. Guarded by the store's lock.
///
/// Others see persistent objects. A plan that is empty means that nobody has to be told.
final class SharedCatalog {
  private final Catalog catalog;
  private final SharedObjects shared;
  private final long instanceId;

  SharedCatalog(Catalog catalog, long instanceId) {
    this.catalog = catalog;
    this.instanceId = instanceId;
    shared = new SharedObjects(catalog::find, catalog::copy);
  }

  /// What makes others see an object and all objects below it, members first.
  List<MetaChange> planPersist(ObjectId id) {
    List<MetaChange> changes = new ArrayList<>();
    for (StoredObject object : catalog.withMembers(id)) {
      if (!object.isTransient()) continue;
      if (object.isGlobal()) {
        catalog.membersOf(object).map(ObjectPaths::putCopy).forEach(changes::add);
      }
      changes.addAll(publish(object));
    }
    return changes;
  }

  /// What makes others see an object, whose members they see.
  private List<MetaChange> publish(StoredObject object) {
    List<MetaChange> changes = new ArrayList<>();
    changes.add(ObjectPaths.put(object, shared.write(object).put("transient", false)));
    if (!object.isGlobal() && catalog.isKnownBySignature(object)) {
      changes.add(ObjectPaths.putCopy(object));
    }
    return changes;
  }

  /// What makes others see all persistent objects of this instance.
  List<MetaChange> republish() {
    return catalog.all().stream()
        .filter(object -> isOwn(object) && !object.isTransient())
        .flatMap(object -> publish(object).stream())
        .toList();
  }

  /// Where all persistent objects are.
  List<String> sharedPaths() {
    return catalog.all().stream()
        .filter(object -> !object.isTransient())
        .map(object -> ObjectPaths.object(object.id()))
        .toList();
  }

  /// The known objects of an instance.
  List<ObjectId> objectsOf(long instance) {
    return catalog.all().stream()
        .filter(object -> object.instanceId() == instance)
        .map(StoredObject::id)
        .toList();
  }

  /// What makes others see a copy, if its source is seen.
  List<MetaChange> planCopy(StoredObject copy) {
    return copy.isTransient() ? List.of() : publish(copy);
  }

  /// What makes others see labels, if they see the object.
  List<MetaChange> planLabel(ObjectId id, Map<String, String> labels) {
    if (catalog.require(id).isTransient()) return List.of();
    JsonNode text = Json.text(SharedObjects.VALUE + catalog.merged(id, labels));
    return List.of(new MetaChange.Put(ObjectPaths.value(id, Catalog.LABELS), text));
  }

  /// What takes from others those objects that a deletion would take and that they see.
  List<MetaChange> planDelete(Collection<ObjectId> wanted, Set<DeleteOption> options) {
    if (!reachesShared(wanted)) return List.of();
    return catalog.select(wanted, options).stream().flatMap(id -> unpublish(id).stream()).toList();
  }

  /// What takes everything from others that they see.
  List<MetaChange> planClear() {
    return catalog.all().stream().flatMap(object -> unpublish(object.id()).stream()).toList();
  }

  private List<MetaChange> unpublish(ObjectId id) {
    StoredObject object = catalog.find(id);
    if (object == null || object.isTransient()) return List.of();
    List<MetaChange> changes = new ArrayList<>(ObjectPaths.delete(id));
    if (catalog.isKnownBySignature(object)) changes.add(ObjectPaths.deleteCopy(object));
    return changes;
  }

  /// Whether a deletion could take an object that others see.
  private boolean reachesShared(Collection<ObjectId> wanted) {
    Set<ObjectId> reached = new LinkedHashSet<>(wanted);
    Deque<ObjectId> next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      ObjectId id = next.pop();
      StoredObject object = catalog.find(id);
      if (object != null && !object.isTransient()) return true;
      for (ObjectId near : catalog.neighbors(id)) if (reached.add(near)) next.push(near);
    }
    return false;
  }

  // What others share.

  /// An object's shared form; empty if there is no such object.
  ObjectNode written(ObjectId id) {
    StoredObject object = catalog.find(id);
    return object == null ? Json.object() : shared.write(object);
  }

  /// Takes an object over that another instance shares, or newer values of one.
  ///
  /// @return whether `written` was a whole object
  boolean share(ObjectId id, ObjectNode written) {
    SharedObjects.Parts parts = shared.read(id, written).orElse(null);
    if (parts == null) return false;
    StoredObject known = catalog.find(id);
    if (known != null && known.members().equals(parts.members())) {
      known.values().removeAll().setAll(parts.values());
    } else if (known == null
        ? Json.bits(parts.values().path("instance_id")) != instanceId
        : !isOwn(known)) {
      take(id, parts);
    }
    return true;
  }

  private void take(ObjectId id, SharedObjects.Parts parts) {
    try {
      catalog.replace(id, parts);
    } catch (StoreException.BadMeta absurd) {
      // no instance that obeys the rules shares such a thing
    }
  }

  /// Takes a single value off an object.
  void forget(ObjectId id, String key) {
    StoredObject object = catalog.find(id);
    if (object != null && key.startsWith("__")) object.values().remove(key);
  }

  /// Whether there is such an object of this instance that others see.
  boolean isOwn(ObjectId id) {
    StoredObject object = catalog.find(id);
    return object != null && isOwn(object) && !object.isTransient();
  }

  private boolean isOwn(StoredObject object) {
    return object.instanceId() == instanceId;
  }
}
