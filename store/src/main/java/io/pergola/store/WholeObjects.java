package io.pergola.store;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Objects together with their blobs, as one connection gets and publishes them: what takes several
/// of its other operations, each time in one turn of the store's lock.
public final class WholeObjects {
  private final StoreState state;
  private final Ledger ledger;

  WholeObjects(StoreState state, Ledger ledger) {
    this.state = state;
    this.ledger = ledger;
  }

  /// The trees of objects and their blobs, each referenced.
  public ObjectsWithBlobs get(Collection<ObjectId> ids) {
    return get(ids, blobs -> state.blobs.extents(blobs, false, ledger));
  }

  /// As [#get], but the references are pins.
  ObjectsWithBlobs pin(Collection<ObjectId> ids) {
    return get(ids, blobs -> state.blobs.pin(blobs, ledger));
  }

  private ObjectsWithBlobs get(
      Collection<ObjectId> ids, Function<Set<ObjectId>, List<BlobExtent>> reference) {
    return state.call(
        ledger,
        () -> {
          ObjectNode trees = state.catalog.trees(ids);
          Set<ObjectId> blobs = blobs(trees);
          boolean complete = blobs.stream().allMatch(id -> state.blobs.readable(id) != null);
          return new ObjectsWithBlobs(trees, complete ? reference.apply(blobs) : List.of());
        });
  }

  private Set<ObjectId> blobs(ObjectNode trees) {
    Set<ObjectId> found = new LinkedHashSet<>();
    for (var tree : trees.values()) {
      found.addAll(ObjectMeta.of(tree.asObject()).blobs(state.options.instanceId()));
    }
    return found;
  }

  /// Seals blobs, references them, and creates the objects that link them: all or none. If it is
  /// refused, those blobs are gone that were not sealed.
  ///
  /// @return the new objects' trees by printed id, in the order of `contents`
  public ObjectNode publish(Collection<ObjectId> blobs, List<ObjectNode> contents) {
    return publish(blobs, contents, id -> state.blobs.seal(id, ledger));
  }

  /// As [#publish(Collection, List)], but the references are pins.
  ObjectNode publishAndPin(Collection<ObjectId> blobs, List<ObjectNode> contents) {
    return publish(blobs, contents, id -> state.blobs.sealAndPin(id, ledger));
  }

  private ObjectNode publish(
      Collection<ObjectId> blobs, List<ObjectNode> contents, Consumer<ObjectId> seal) {
    return state.change(
        ledger,
        () -> {
          try {
            blobs.forEach(this::requireBlob);
            List<StoredObject> made = create(contents, blobs.size());
            blobs.forEach(seal);
            return state.catalog.trees(made.stream().map(StoredObject::id).toList());
          } catch (StoreException refused) {
            blobs.forEach(this::removeUnsealed);
            throw refused;
          }
        });
  }

  /// Creates objects if there is also heap for so many references.
  private List<StoredObject> create(List<ObjectNode> contents, int references) {
    long kept = HeapBudget.REFERENCE * references;
    state.pool.heap.take(kept);
    try {
      return state.catalog.create(contents, ledger);
    } finally {
      state.pool.heap.give(kept);
    }
  }

  private void requireBlob(ObjectId id) {
    if (state.blobs.exists(id)) return;
    throw new StoreException.NotFound("blob %s doesn't exist in the store".formatted(id));
  }

  private void removeUnsealed(ObjectId id) {
    if (state.blobs.readable(id) == null) state.blobs.remove(id, ledger);
  }

  /// Gives references to blobs back; what this connection does not reference is ignored.
  public void release(Collection<ObjectId> ids) {
    state.run(ledger, () -> state.blobs.references().releaseAll(ids, ledger));
  }
}
