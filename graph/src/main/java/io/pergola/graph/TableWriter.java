package io.pergola.graph;

import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/// Writes a `vineyard::Table` of one record batch, column by column, in place. Used once.
public final class TableWriter {
  private final ObjectStore store;
  private final long rows;
  private final List<ColumnWriter> columns = new ArrayList<>();

  private TableWriter(ObjectStore store, long rows) {
    this.store = store;
    this.rows = rows;
  }

  /// A table of `rows` rows without columns yet.
  public static TableWriter of(ObjectStore store, long rows) {
    return new TableWriter(store, rows);
  }

  /// Adds a column of any type but STRING.
  public ColumnWriter add(Property property) {
    if (property.type() == PropertyType.STRING) {
      throw new IllegalArgumentException("a string column needs its size in bytes: use addText");
    }
    return append(new ColumnWriter(store, property, rows, 0));
  }

  /// Adds a STRING column whose rows have `textBytes` bytes of UTF-8 together.
  public ColumnWriter addText(Property property, long textBytes) {
    return append(new ColumnWriter(store, property, rows, textBytes));
  }

  private ColumnWriter append(ColumnWriter column) {
    columns.add(column);
    return column;
  }

  /// Makes the table immutable and gives it metadata.
  public ObjectMeta seal() {
    List<ObjectMeta> arrays = store.createAll(columns.stream().map(ColumnWriter::seal).toList());
    String schema = ArrowTypes.schemaJson(columns.stream().map(ColumnWriter::property).toList());
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
