package io.pergola.store;

import java.util.Collection;
import java.util.Map;

/// Objects as they were at one moment, with those of their blobs pinned that are in this store.
///
/// @param objects the whole trees, in the order asked for
/// @param pin on all their blobs; on none if one of these is gone or not sealed
public record PinnedObjects(Map<ObjectId, ObjectMeta> objects, Pin pin) implements AutoCloseable {
  /// For implementations of [ObjectStore].
  ///
  /// @param wanted must all be in `objects`; otherwise `pin` is closed
  /// @throws StoreException.NotFound if one is not
  public static PinnedObjects complete(
      Collection<ObjectId> wanted, Map<ObjectId, ObjectMeta> objects, Pin pin) {
    PinnedObjects found = new PinnedObjects(objects, pin);
    try {
      wanted.forEach(found::meta);
      return found;
    } catch (StoreException.NotFound missing) {
      pin.close();
      throw missing;
    }
  }

  /// The tree of one of the objects.
  ///
  /// @throws StoreException.NotFound if `id` is not among them
  public ObjectMeta meta(ObjectId id) {
    ObjectMeta meta = objects.get(id);
    if (meta != null) return meta;
    throw new StoreException.NotFound("object %s doesn't exist in the store".formatted(id));
  }

  /// Closes the pin.
  @Override
  public void close() {
    pin.close();
  }
}
