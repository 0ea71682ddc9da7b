package io.pergola.graph.meta;

import io.pergola.graph.Fragment;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;

/// The blobs of a fragment, mapped until it is closed: what fragments of all layouts have.
public final class MappedFragment implements AutoCloseable {
  private final ObjectId id;
  private final Pin pin;
  private volatile boolean closed;

  private MappedFragment(ObjectId id, Pin pin) {
    this.id = id;
    this.pin = pin;
  }

  /// Maps all blobs of a fragment in one request.
  ///
  /// @throws StoreException.Corrupt if one is not there
  public static MappedFragment of(ObjectStore store, ObjectMeta meta) {
    try {
      return new MappedFragment(meta.id(), store.pin(meta.blobs(store.instanceId())));
    } catch (StoreException.NotFound | StoreException.NotSealed missing) {
      throw new StoreException.Corrupt(
          "fragment %s: a blob of it is gone: %s".formatted(meta.id(), missing.getMessage()));
    }
  }

  /// The blobs.
  public Pin pin() {
    return pin;
  }

  /// Checks that the fragment was not closed.
  ///
  /// @throws IllegalStateException if it was
  public void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "fragment %s is closed; open it again with Fragments.getFragment".formatted(id));
    }
  }

  /// Checks that a fragment has a vertex.
  ///
  /// @throws IndexOutOfBoundsException if it has not
  public static void requireVertex(Fragment fragment, int label, int lid) {
    int inner = fragment.innerCount(label);
    int outer = fragment.outerCount(label);
    if (lid < 0 || lid >= inner + outer) {
      throw new IndexOutOfBoundsException(
          "vertex %d of label '%s': fragment %d has %d inner and %d outer ones"
              .formatted(
                  lid,
                  fragment.schema().vertexLabels().get(label).name(),
                  fragment.fid(),
                  inner,
                  outer));
    }
  }

  @Override
  public void close() {
    closed = true;
    pin.close();
  }
}
