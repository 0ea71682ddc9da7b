package io.pergola.graph.arrow;

import io.pergola.graph.Checksum;
import io.pergola.graph.Layouts;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Spelling;
import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.lang.foreign.MemorySegment;

/// Makes array objects of filled blobs, as Vineyard's C++ libraries spell them.
record ArrayWriter(ObjectStore store) {
  static final Blob NO_BYTES =
      new Blob(ObjectId.EMPTY_BLOB, MemorySegment.ofArray(new byte[0]).asReadOnly());

  /// A `vineyard::NumericArray<spelling>`.
  ObjectMeta numbers(String spelling, long length, Blob values) {
    return array("vineyard::NumericArray<" + spelling + ">", length, values);
  }

  /// A column of numbers.
  ObjectMeta numbers(PropertyType type, long length, Blob values) {
    return array(Spelling.CPP.arrayTypeName(type), length, values);
  }

  /// A `vineyard::FixedSizeBinaryArray` of neighbour units.
  ObjectMeta units(VidWidth vid, long length, Blob units) {
    ObjectMeta.Draft draft =
        draft("vineyard::FixedSizeBinaryArray", length).put("byte_width_", vid.unitBytes());
    Checksum.link(draft, "buffer_", units, store.instanceId());
    return store.create(draft.byteSize(units.byteSize()));
  }

  /// A column of strings.
  ObjectMeta strings(long length, Blob offsets, Blob values) {
    ObjectMeta.Draft draft = draft(Spelling.CPP.arrayTypeName(PropertyType.STRING), length);
    Checksum.link(draft, "buffer_offsets_", offsets, store.instanceId());
    Checksum.link(draft, "buffer_data_", values, store.instanceId());
    return store.create(draft.byteSize(offsets.byteSize() + values.byteSize()));
  }

  /// A `vineyard::Array` of vids.
  ObjectMeta counts(VidWidth vid, long... values) {
    BlobWriter blob = store.createBlob((long) values.length * vid.byteWidth());
    for (int i = 0; i < values.length; i++) {
      Units.setVid(blob.segment(), (long) i * vid.byteWidth(), vid, values[i]);
    }
    Blob sealed = blob.seal();
    ObjectMeta.Draft draft =
        ObjectMeta.draft("vineyard::Array<" + vid.spelling() + ">").put("size_", values.length);
    Checksum.link(draft, "buffer_", sealed, store.instanceId());
    return store.create(draft.byteSize(sealed.byteSize()));
  }

  /// A `vineyard::NumericArray<int64>` of some offsets.
  ObjectMeta offsets(MemorySegment values) {
    BlobWriter blob = store.createBlob(values.byteSize());
    blob.segment().copyFrom(values);
    return numbers("int64", values.byteSize() / Layouts.LONG.byteSize(), blob.seal());
  }

  private ObjectMeta array(String typeName, long length, Blob values) {
    ObjectMeta.Draft draft = draft(typeName, length);
    Checksum.link(draft, "buffer_", values, store.instanceId());
    return store.create(draft.byteSize(values.byteSize()));
  }

  private ObjectMeta.Draft draft(String typeName, long length) {
    return ObjectMeta.draft(typeName)
        .put("length_", length)
        .put("offset_", 0L)
        .put("null_count_", 0L)
        .blob("null_bitmap_", NO_BYTES, store.instanceId());
  }
}
