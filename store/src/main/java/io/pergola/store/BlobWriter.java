package io.pergola.store;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The only writable view of a blob that is not sealed yet.
///
/// Fill [#segment], then [#seal]. Until then nobody else sees the blob, and it goes away with the
/// connection that created it. The bytes are not zeroed before they are handed out.
public final class BlobWriter {
  /// What a store does for its writers.
  public interface Owner {
    /// Makes the blob immutable and visible, and returns its read-only view.
    Blob seal(ObjectId id);

    /// Cuts the blob to its first `byteSize` bytes.
    void shrink(ObjectId id, long byteSize);

    /// Gives an unsealed blob back.
    void abort(ObjectId id);
  }

  private final ObjectId id;
  private final Owner owner;
  private @Nullable MemorySegment segment;

  /// For implementations of [ObjectStore].
  ///
  /// @param segment the blob's bytes, writable
  public BlobWriter(ObjectId id, MemorySegment segment, Owner owner) {
    this.id = id;
    this.segment = segment;
    this.owner = owner;
  }

  /// The blob's name, which it keeps when sealed.
  public ObjectId id() {
    return id;
  }

  /// The bytes to fill.
  ///
  /// @throws IllegalStateException after [#seal] or [#abort]
  public MemorySegment segment() {
    if (segment == null) throw new IllegalStateException("blob " + id + " is sealed or given up");
    return segment;
  }

  /// Cuts the blob to its first `byteSize` bytes and returns the rest to the store.
  ///
  /// @throws StoreException.Invalid if `byteSize` is larger than the blob
  public void shrink(long byteSize) {
    MemorySegment bytes = segment();
    owner.shrink(id, byteSize);
    segment = bytes.asSlice(0, byteSize);
  }

  /// Makes the blob immutable and visible to others. The creating connection keeps a reference to
  /// it until it deletes the blob or closes.
  public Blob seal() {
    return owner.seal(retire());
  }

  /// Ends this writer and leaves the blob to the caller. For implementations of [ObjectStore].
  ///
  /// @return the blob's name
  public ObjectId retire() {
    segment();
    segment = null;
    return id;
  }

  /// Gives the blob back, unsealed.
  public void abort() {
    owner.abort(retire());
  }
}
