package io.pergola.store;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Keeps sealed blobs mapped and their bytes in place until it is closed, even if another
/// connection deletes them meanwhile. A deletion by the connection that pinned them ends its pins.
///
/// Reading a blob's segment after the pin is closed is safe for the process, but the bytes may
/// belong to something else by then.
public final class Pin implements AutoCloseable {
  private final Map<ObjectId, Blob> blobs;
  private final Consumer<Set<ObjectId>> release;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// For implementations of [ObjectStore].
  ///
  /// @param blobs what is pinned, by id
  /// @param release called once, with the ids, when the pin is closed
  public Pin(Map<ObjectId, Blob> blobs, Consumer<Set<ObjectId>> release) {
    this.blobs = Map.copyOf(blobs);
    this.release = release;
  }

  /// The pinned blobs by id.
  ///
  /// @throws IllegalStateException after [#close]
  public Map<ObjectId, Blob> blobs() {
    if (closed.get()) throw new IllegalStateException("this pin is closed; pin the blobs again");
    return blobs;
  }

  /// One of the pinned blobs.
  ///
  /// @throws StoreException.NotFound if `id` is not among them
  public Blob blob(ObjectId id) {
    Blob blob = blobs().get(id);
    if (blob == null) throw new StoreException.NotFound("blob " + id + " is not part of this pin");
    return blob;
  }

  /// Lets go of the blobs. Closing twice is allowed.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) release.accept(blobs.keySet());
  }
}
