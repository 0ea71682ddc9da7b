package io.pergola.graph;

import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes a `vineyard::Table` of one record batch, column by column, in place. Used once.
public final class TableWriter {
  private final ObjectStore store;
  private final long rows;
  private final Spelling spelling;
  private final Map<String, String> metadata;
  private final List<Property> shared = new ArrayList<>();
  private final List<ObjectMeta> sharedArrays = new ArrayList<>();
  private final List<ColumnWriter> columns = new ArrayList<>();

  private TableWriter(
      ObjectStore store, long rows, Spelling spelling, Map<String, String> metadata) {
    this.store = store;
    this.rows = rows;
    this.spelling = spelling;
    this.metadata = Map.copyOf(metadata);
  }

  /// A table of `rows` rows without columns yet.
  public static TableWriter of(ObjectStore store, long rows) {
    return of(store, rows, Spelling.NUMPY, Map.of());
  }

  /// A table whose arrays are spelled for some readers.
  ///
  /// @param metadata what the Arrow schema says beside the columns
  public static TableWriter of(
      ObjectStore store, long rows, Spelling spelling, Map<String, String> metadata) {
    return new TableWriter(store, rows, spelling, metadata);
  }

  /// Adds a column that stands in the store already: the array becomes a member of this table too.
  /// Shared columns come before new ones.
  ///
  /// @param array sealed by another table writer, with as many rows
  public void share(Property property, ObjectMeta array) {
    shared.add(property);
    sharedArrays.add(array);
  }

  /// Adds a column of any type but STRING.
  public ColumnWriter add(Property property) {
    if (property.type() == PropertyType.STRING) {
      throw new IllegalArgumentException("a string column needs its size in bytes: use addText");
    }
    return append(new ColumnWriter(store, spelling, property, rows, 0));
  }

  /// Adds a STRING column whose rows have `textBytes` bytes of UTF-8 together.
  public ColumnWriter addText(Property property, long textBytes) {
    return append(new ColumnWriter(store, spelling, property, rows, textBytes));
  }

  /// Adds a column that holds the rows of others, one after the other.
  ///
  /// @param parts columns of the property's type, as many rows together as the table has
  public void addAll(Property property, List<Column> parts) {
    if (property.type() == PropertyType.STRING) addTexts(property, parts);
    else if (property.type() == PropertyType.BOOL) addBits(property, parts);
    else addNumbers(property, parts);
  }

  private void addNumbers(Property property, List<Column> parts) {
    ColumnWriter column = add(property);
    long at = 0;
    for (Column part : parts) {
      long size = part.length() * property.type().byteWidth();
      Chunks.copy(part.values(), 0, column.values(), at, size);
      at += size;
    }
    copyNulls(parts, column);
  }

  private void addBits(Property property, List<Column> parts) {
    ColumnWriter column = add(property);
    long row = 0;
    for (Column part : parts) {
      for (long i = 0; i < part.length(); i++, row++) {
        if (((BoolColumn) part).at(i)) {
          byte old = column.values().get(Layouts.BYTE, row >>> 3);
          column.values().set(Layouts.BYTE, row >>> 3, (byte) (old | 1 << (row & 7)));
        }
      }
    }
    copyNulls(parts, column);
  }

  private void addTexts(Property property, List<Column> parts) {
    long size = 0;
    for (Column part : parts) size += textBytes((TextColumn) part);
    ColumnWriter column = addText(property, size);
    long at = 0;
    long row = 0;
    for (Column part : parts) {
      TextColumn text = (TextColumn) part;
      long first = text.beginAt(0);
      Chunks.copy(text.values(), first, column.values(), at, textBytes(text));
      for (long i = 1; i <= text.length(); i++) {
        column.offsets().setAtIndex(Layouts.LONG, ++row, text.beginAt(i) - first + at);
      }
      at += textBytes(text);
    }
    copyNulls(parts, column);
  }

  private static long textBytes(TextColumn text) {
    return text.beginAt(text.length()) - text.beginAt(0);
  }

  private static void copyNulls(List<Column> parts, ColumnWriter column) {
    long row = 0;
    for (Column part : parts) {
      for (long i = 0; part.nullCount() > 0 && i < part.length(); i++) {
        if (part.isNull(i)) column.setNull(row + i);
      }
      row += part.length();
    }
  }

  private ColumnWriter append(ColumnWriter column) {
    columns.add(column);
    return column;
  }

  /// Makes the table immutable and gives it metadata.
  public ObjectMeta seal() {
    List<ObjectMeta> arrays = new ArrayList<>(sharedArrays);
    arrays.addAll(store.createAll(columns.stream().map(ColumnWriter::seal).toList()));
    List<Property> properties = new ArrayList<>(shared);
    columns.forEach(column -> properties.add(column.property()));
    String schema = ArrowTypes.schemaJson(properties, metadata);
    ObjectMeta proxy =
        store.create(
            ObjectMeta.draft("vineyard::SchemaProxy")
                .put("schema_binary_", schema)
                .byteSize(schema.length()));
    ObjectMeta.Draft batch =
        ObjectMeta.draft("vineyard::RecordBatch")
            .put("column_num_", arrays.size())
            .put("row_num_", rows)
            .put("__columns_-size", arrays.size())
            .member("schema_", proxy);
    for (int i = 0; i < arrays.size(); i++) batch.member("__columns_-" + i, arrays.get(i));
    return store.create(
        ObjectMeta.draft("vineyard::Table")
            .put("batch_num_", 1)
            .put("num_rows_", rows)
            .put("num_columns_", arrays.size())
            .put("partitions_-size", 1)
            .byteSize(arrays.stream().mapToLong(array -> array.integer("nbytes")).sum())
            .member("partitions_-0", store.create(batch))
            .member("schema_", proxy));
  }
}
