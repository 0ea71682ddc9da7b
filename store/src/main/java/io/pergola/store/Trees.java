package io.pergola.store;

import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What one connection does with metadata, in the terms of the wire protocol: ids and JSON.
public final class Trees {
  private final StoreState state;
  private final Ledger ledger;

  Trees(StoreState state, Ledger ledger) {
    this.state = state;
    this.ledger = ledger;
  }

  /// Creates an object from its tree.
  ///
  /// @throws StoreException.BadMeta if the tree breaks a rule of metadata
  /// @throws StoreException.NotFound if a member is not there
  public CreatedObject create(ObjectNode content) {
    return createAll(List.of(content)).getFirst();
  }

  /// As [#create] for each tree, in order: all or none.
  public List<CreatedObject> createAll(List<ObjectNode> contents) {
    return state.change(ledger, () -> state.catalog.create(contents, ledger)).stream()
        .map(made -> new CreatedObject(made.id(), made.signature(), made.instanceId()))
        .toList();
  }

  /// The whole trees of those objects and sealed blobs that exist, by printed id.
  public ObjectNode get(Collection<ObjectId> ids) {
    return state.call(ledger, () -> state.catalog.trees(ids));
  }

  /// The whole trees of objects whose type matches, by printed id, ascending; then of sealed blobs
  /// if there is room and the pattern, read as a wildcard, matches `vineyard::Blob`.
  public ObjectNode list(Pattern typeName, int limit) {
    return state.call(ledger, () -> state.catalog.list(typeName, limit));
  }

  /// Creates an object that shares all members of another one, and its signature.
  ///
  /// @param extra values to add or replace; no JSON arrays or objects
  public ObjectId shallowCopy(ObjectId id, ObjectNode extra) {
    StoredObject copy = state.call(ledger, () -> state.catalog.shallowCopy(id, extra));
    return state.share(
        ledger,
        () -> state.sharing.planCopy(copy),
        () -> {
          state.catalog.add(copy, ledger);
          return copy.id();
        });
  }
}
