package io.pergola.builder.output;

import io.pergola.graph.Column;
import io.pergola.graph.Layouts;
import io.pergola.graph.Oid;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/// Writes rows as Parquet.
final class ParquetSink implements RowSink {
  private final ParquetTable table;
  private final DuckDBAppender rows;
  private final List<Property> schema;

  /// @param columns ids first
  ParquetSink(Path file, List<Property> columns) throws IOException {
    this.table = new ParquetTable(file, columns);
    this.rows = table.rows();
    this.schema = List.copyOf(columns);
  }

  @Override
  public void row(List<Oid> ids, List<Column> columns, long row) throws IOException {
    try {
      rows.beginRow();
      for (int i = 0; i < ids.size(); i++) append(ids.get(i), schema.get(i).type());
      for (Column column : columns) {
        if (column.isNull(row)) rows.appendNull();
        else append(column, row);
      }
      rows.endRow();
    } catch (SQLException failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  private void append(Oid id, PropertyType type) throws SQLException {
    switch (id) {
      case Oid.Text text -> rows.append(text.value());
      case Oid.Numeric number -> {
        if (type == PropertyType.INT32) rows.append((int) number.value());
        else rows.append(number.value());
      }
    }
  }

  private void append(Column column, long row) throws SQLException {
    var values = column.values();
    switch (column.property().type()) {
      case BOOL -> rows.append((Boolean) column.value(row).orElseThrow());
      case STRING -> rows.append(column.text(row));
      case INT8, UINT8 -> rows.append(values.get(Layouts.BYTE, row));
      case INT16, UINT16 -> rows.append(values.getAtIndex(Layouts.SHORT, row));
      case INT32, UINT32 -> rows.append(values.getAtIndex(Layouts.INT, row));
      case INT64, UINT64 -> rows.append(values.getAtIndex(Layouts.LONG, row));
      case FLOAT -> rows.append(Float.intBitsToFloat(values.getAtIndex(Layouts.INT, row)));
      case DOUBLE -> rows.append(Double.longBitsToDouble(values.getAtIndex(Layouts.LONG, row)));
      case DATE -> rows.appendEpochDays(values.getAtIndex(Layouts.INT, row));
      case TIMESTAMP_S ->
          rows.appendEpochMillis(Math.multiplyExact(values.getAtIndex(Layouts.LONG, row), 1000L));
      case TIMESTAMP_MS -> rows.appendEpochMillis(values.getAtIndex(Layouts.LONG, row));
      case TIMESTAMP_US -> rows.appendEpochMicros(values.getAtIndex(Layouts.LONG, row));
      case TIMESTAMP_NS -> rows.appendEpochNanos(values.getAtIndex(Layouts.LONG, row));
    }
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
