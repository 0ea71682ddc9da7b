package io.pergola.graph;

import io.pergola.store.Blob;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Views arrays and tables that stand in a store, without a copy. The counterpart of [TensorWriter]
/// and [TableWriter].
///
/// Each view costs O(1): type names, lengths and blob sizes must be what the caller expects, else
/// [StoreException.Corrupt] names the key, what was found and what was expected. What the bytes say
/// is a verifier's business.
public final class ArrayReader {
  private final Map<ObjectId, Blob> blobs;
  private final MemorySegment none;

  private ArrayReader(Map<ObjectId, Blob> blobs) {
    this.blobs = blobs;
    // Empty arrays are slices of the same mapping too: kernels then see one kind of segment.
    this.none =
        blobs.values().stream()
            .map(blob -> blob.segment().asSlice(0, 0))
            .findFirst()
            .orElseGet(() -> MemorySegment.ofArray(new byte[0]).asReadOnly());
  }

  /// A reader over the blobs that `pin` holds. Its views are valid as long as the pin is open.
  public static ArrayReader of(Pin pin) {
    return new ArrayReader(pin.blobs());
  }

  /// No bytes, of the same kind of segment as all others.
  public MemorySegment none() {
    return none;
  }

  /// The number of elements of a one-dimensional tensor.
  public static long lengthOf(ObjectMeta tensor) {
    String shape = tensor.text("shape_").strip();
    if (shape.matches("\\[\\s*\\d{1,18}\\s*]")) {
      return Long.parseLong(shape.substring(1, shape.length() - 1).strip());
    }
    throw corrupt(tensor, "shape_", "is '" + shape + "'", "one length, such as [3]");
  }

  /// The values of the `vineyard::Tensor<int>` under `key`.
  public MemorySegment ints(ObjectMeta owner, String key, long length) {
    return tensor(owner, key, PropertyType.INT32, length);
  }

  /// The values of the `vineyard::Tensor<int64>` under `key`.
  public MemorySegment longs(ObjectMeta owner, String key, long length) {
    return tensor(owner, key, PropertyType.INT64, length);
  }

  private MemorySegment tensor(ObjectMeta owner, String key, PropertyType type, long length) {
    requireType(owner, key, "vineyard::Tensor<" + type.spelling() + ">");
    long found = lengthOf(owner.member(key));
    if (found != length) {
      throw corrupt(owner, key, "has %d elements".formatted(found), Long.toString(length));
    }
    return bytes(owner, key, "buffer_", length * type.byteWidth());
  }

  /// The `vineyard::Table` under `key`, of one record batch with these columns and rows.
  public Table table(ObjectMeta owner, String key, List<Property> properties, long rows) {
    requireType(owner, key, "vineyard::Table");
    return table(owner.member(key), properties, rows);
  }

  /// A `vineyard::Table` of one record batch with these columns and rows.
  public Table table(ObjectMeta table, List<Property> properties, long rows) {
    requireCount(table, "num_columns_", properties.size());
    List<Integer> all = IntStream.range(0, properties.size()).boxed().toList();
    return table(table, all, properties, rows);
  }

  /// Some columns of a `vineyard::Table` of one record batch.
  ///
  /// @param positions where each of `properties` stands among the table's columns
  public Table table(
      ObjectMeta table, List<Integer> positions, List<Property> properties, long rows) {
    requireCount(table, "num_rows_", rows);
    requireCount(table, "batch_num_", 1);
    requireCount(table, "partitions_-size", 1);
    requireType(table, "partitions_-0", "vineyard::RecordBatch");
    ObjectMeta batch = table.member("partitions_-0");
    requireCount(batch, "row_num_", rows);
    requireCount(batch, "column_num_", table.integer("num_columns_"));
    requireCount(batch, "__columns_-size", table.integer("num_columns_"));
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < properties.size(); i++) {
      columns.add(column(batch, "__columns_-" + positions.get(i), properties.get(i), rows));
    }
    return new Table(rows, columns);
  }

  /// The columns that the Arrow schema message of a `vineyard::Table` or `RecordBatch` names.
  ///
  /// @throws StoreException.Corrupt if there is no such message, or it has other types than
  ///   [PropertyType]
  public static List<Property> arrowSchema(ObjectMeta table) {
    String json = table.member("schema_").text("schema_binary_");
    try {
      return ArrowSchemas.read(json);
    } catch (RuntimeException garbage) {
      throw corrupt(
          table,
          "schema_",
          "can't be read (" + garbage.getMessage() + ")",
          "an Arrow schema message");
    }
  }

  /// The array under `key` as a column, in either [Spelling].
  public Column column(ObjectMeta batch, String key, Property property, long rows) {
    ObjectMeta array = batch.member(key);
    if (!array.typeName().equals(Spelling.CPP.arrayTypeName(property.type()))) {
      requireType(batch, key, Spelling.NUMPY.arrayTypeName(property.type()));
    }
    requireCount(array, "length_", rows);
    requireCount(array, "offset_", 0);
    Validity validity = validity(batch, key, rows);
    return switch (property.type()) {
      case BOOL ->
          new BoolColumn(property, rows, validity, bytes(batch, key, "buffer_", (rows + 7) >>> 3));
      case STRING -> text(batch, key, property, validity);
      default -> {
        long size = rows * property.type().byteWidth();
        yield new NumberColumn(property, rows, validity, bytes(batch, key, "buffer_", size));
      }
    };
  }

  private Column text(ObjectMeta batch, String key, Property property, Validity validity) {
    long rows = batch.member(key).integer("length_");
    MemorySegment offsets = bytes(batch, key, "buffer_offsets_", (rows + 1) * 8);
    MemorySegment values = blob(batch, key, "buffer_data_");
    return new TextColumn(property, rows, validity, offsets, values);
  }

  private Validity validity(ObjectMeta batch, String key, long rows) {
    long nulls = batch.member(key).integer("null_count_");
    if (nulls < 0 || nulls > rows) {
      throw corrupt(batch, key, "null_count_ is " + nulls, "0 to " + rows);
    }
    boolean absent = batch.member(key).member("null_bitmap_").id().equals(ObjectId.EMPTY_BLOB);
    if (nulls == 0 && absent) return new Validity(null, 0);
    return new Validity(bytes(batch, key, "null_bitmap_", (rows + 7) >>> 3), nulls);
  }

  /// The first bytes of the blob under `member` of the object under `key`.
  ///
  /// @param byteSize how many there must be at least
  public MemorySegment bytes(ObjectMeta owner, String key, String member, long byteSize) {
    MemorySegment all = blob(owner, key, member);
    if (all.byteSize() < byteSize) {
      throw corrupt(
          owner,
          key,
          "%s has %d bytes".formatted(member, all.byteSize()),
          "at least %d".formatted(byteSize));
    }
    return all.asSlice(0, byteSize);
  }

  /// All bytes of the blob under `member` of the object under `key`.
  public MemorySegment blob(ObjectMeta owner, String key, String member) {
    ObjectId id = owner.member(key).member(member).id();
    if (id.equals(ObjectId.EMPTY_BLOB)) return none;
    Blob blob = blobs.get(id);
    if (blob == null) {
      throw corrupt(owner, key, "%s is %s".formatted(member, id), "a blob of this instance");
    }
    return blob.segment();
  }

  /// Makes sure that the object under `key` has a type.
  public static void requireType(ObjectMeta owner, String key, String expected) {
    String found = owner.member(key).typeName();
    if (!found.equals(expected)) throw corrupt(owner, key, "is a " + found, "a " + expected);
  }

  /// Makes sure that the value of `key` is a number.
  public static void requireCount(ObjectMeta owner, String key, long expected) {
    long found = owner.integer(key);
    if (found != expected) throw corrupt(owner, key, "is " + found, Long.toString(expected));
  }

  /// The failure of a reader that found something else than its format says.
  public static StoreException.Corrupt corrupt(
      ObjectMeta owner, String key, String found, String expected) {
    return new StoreException.Corrupt(
        "object %s of type %s: %s %s, expected %s. Rebuild it, or mend the program that wrote it"
            .formatted(owner.id(), owner.typeName(), key, found, expected));
  }
}
