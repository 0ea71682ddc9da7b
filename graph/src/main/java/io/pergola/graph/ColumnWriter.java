package io.pergola.graph;

import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Fills one column in place. Used once, sealed by its [TableWriter].
///
/// Several threads may write disjoint rows; bits (BOOL, validity) share bytes, so give each thread
/// multiples of eight rows there.
public final class ColumnWriter {
  private final ObjectStore store;
  private final Property property;
  private final Spelling spelling;
  private final long rows;
  private final BlobWriter values;
  private final @Nullable BlobWriter offsets;
  private @Nullable BlobWriter validity;

  ColumnWriter(ObjectStore store, Spelling spelling, Property property, long rows, long textBytes) {
    this.store = store;
    this.property = property;
    this.spelling = spelling;
    this.rows = rows;
    PropertyType type = property.type();
    this.values =
        store.createBlob(
            switch (type) {
              case STRING -> textBytes;
              case BOOL -> (rows + 7) >>> 3;
              default -> rows * type.byteWidth();
            });
    this.offsets = type == PropertyType.STRING ? store.createBlob((rows + 1) * 8) : null;
    if (type == PropertyType.BOOL) values.segment().fill((byte) 0);
    if (offsets != null) offsets.segment().set(Layouts.LONG, 0, 0L);
  }

  /// Its name and type.
  public Property property() {
    return property;
  }

  /// The rows to fill, as [PropertyType] says. BOOL starts as all false; STRING is the UTF-8 bytes,
  /// exactly as many as were announced.
  public MemorySegment values() {
    return values.segment();
  }

  /// STRING: the int64 offsets to fill, rows + 1; the first is 0.
  ///
  /// @throws NullPointerException for other types
  public MemorySegment offsets() {
    return Objects.requireNonNull(offsets, "only string columns have offsets").segment();
  }

  /// The validity bitmap, all valid at first; clear a bit to make its row null. A column that never
  /// asks for it has no nulls. Call it from one thread before others write.
  public MemorySegment validity() {
    if (validity == null) {
      validity = store.createBlob((rows + 7) >>> 3);
      validity.segment().fill((byte) 0xff);
    }
    return validity.segment();
  }

  /// Makes one row null. For one thread at a time.
  public void setNull(long row) {
    MemorySegment bits = validity();
    byte old = bits.get(Layouts.BYTE, row >>> 3);
    bits.set(Layouts.BYTE, row >>> 3, (byte) (old & ~(1 << (row & 7))));
  }

  ObjectMeta.Draft seal() {
    long nulls = nullCount();
    if (nulls == 0 && validity != null) {
      validity.abort();
      validity = null;
    }
    ObjectMeta.Draft draft =
        ObjectMeta.draft(spelling.arrayTypeName(property.type()))
            .put("length_", rows)
            .put("offset_", 0L)
            .put("null_count_", nulls);
    spelling.dataType(property.type()).ifPresent(text -> draft.put("data_type_", text));
    long instance = store.instanceId();
    Blob bytes = values.seal();
    long size = bytes.byteSize();
    if (offsets == null) {
      Checksum.link(draft, "buffer_", bytes, instance);
    } else {
      Blob sealedOffsets = offsets.seal();
      size += sealedOffsets.byteSize();
      Checksum.link(draft, "buffer_data_", bytes, instance);
      Checksum.link(draft, "buffer_offsets_", sealedOffsets, instance);
    }
    Blob bits = validity == null ? new Blob(ObjectId.EMPTY_BLOB, NO_BYTES) : validity.seal();
    Checksum.link(draft, "null_bitmap_", bits, instance);
    return draft.byteSize(size + bits.byteSize());
  }

  private static final MemorySegment NO_BYTES = MemorySegment.ofArray(new byte[0]).asReadOnly();

  private long nullCount() {
    if (validity == null) return 0;
    MemorySegment bits = validity.segment();
    long valid = 0;
    for (long row = 0; row < rows; row += 8) {
      int octet = bits.get(Layouts.BYTE, row >>> 3) & 0xff;
      int used = (int) Math.min(8, rows - row);
      valid += Integer.bitCount(octet & ((1 << used) - 1));
    }
    return rows - valid;
  }
}
