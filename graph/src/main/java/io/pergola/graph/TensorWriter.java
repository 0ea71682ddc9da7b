package io.pergola.graph;

import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.lang.foreign.MemorySegment;

/// Writes a one-dimensional `vineyard::Tensor<int>` or `<int64>`: an array that every Vineyard
/// client knows, with length and checksum beside it. Used once.
public final class TensorWriter {
  private final ObjectStore store;
  private final PropertyType type;
  private final long length;
  private final BlobWriter blob;

  private TensorWriter(ObjectStore store, PropertyType type, long length) {
    this.store = store;
    this.type = type;
    this.length = length;
    this.blob = store.createBlob(length * type.byteWidth());
  }

  /// `length` int32 values, unspecified until written.
  public static TensorWriter ofInts(ObjectStore store, long length) {
    return new TensorWriter(store, PropertyType.INT32, length);
  }

  /// `length` int64 values, unspecified until written.
  public static TensorWriter ofLongs(ObjectStore store, long length) {
    return new TensorWriter(store, PropertyType.INT64, length);
  }

  /// The values to fill, little-endian.
  public MemorySegment segment() {
    return blob.segment();
  }

  /// Makes the array immutable and gives it metadata.
  public ObjectMeta seal() {
    Blob sealed = blob.seal();
    boolean narrow = type == PropertyType.INT32;
    ObjectMeta.Draft draft =
        ObjectMeta.draft("vineyard::Tensor<" + type.spelling() + ">")
            .put("value_type_", narrow ? "int32" : "int64")
            .put("value_type_meta_", narrow ? "<i4" : "<i8")
            .put("shape_", "[" + length + "]")
            .put("partition_index_", "[]")
            .put("order_", "\"C\"")
            .byteSize(sealed.byteSize());
    Checksum.link(draft, "buffer_", sealed, store.instanceId());
    return store.create(draft);
  }
}
