package io.pergola.builder.output;

import io.pergola.graph.Column;
import io.pergola.graph.Layouts;
import io.pergola.graph.Oid;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Writes rows as Parquet, through a table of DuckDB that goes to disk where it grows beyond its
/// memory.
final class ParquetSink implements RowSink {
  private final DuckDBConnection database;
  private final DuckDBAppender rows;
  private final Path file;
  private final List<Property> schema;

  /// @param columns ids first
  ParquetSink(Path file, List<Property> columns) throws IOException {
    this.file = file;
    this.schema = List.copyOf(columns);
    try {
      Properties settings = new Properties();
      settings.setProperty("memory_limit", "256MB");
      settings.setProperty("threads", "2");
      settings.setProperty("autoinstall_known_extensions", "false");
      settings.setProperty("autoload_known_extensions", "false");
      settings.setProperty("temp_directory", file + ".tmp");
      this.database =
          DriverManager.getConnection("jdbc:duckdb:", settings).unwrap(DuckDBConnection.class);
      execute("CREATE TABLE rows (" + columns(columns) + ")");
      this.rows = database.createAppender("main", "rows");
    } catch (SQLException failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  private static String columns(List<Property> columns) {
    StringBuilder sql = new StringBuilder();
    for (Property column : columns) {
      if (!sql.isEmpty()) sql.append(", ");
      sql.append('"').append(column.name().replace("\"", "\"\"")).append("\" ");
      sql.append(sqlType(column.type()));
    }
    return sql.toString();
  }

  private static String sqlType(PropertyType type) {
    return switch (type) {
      case BOOL -> "BOOLEAN";
      case INT8 -> "TINYINT";
      case UINT8 -> "UTINYINT";
      case INT16 -> "SMALLINT";
      case UINT16 -> "USMALLINT";
      case INT32 -> "INTEGER";
      case UINT32 -> "UINTEGER";
      case INT64 -> "BIGINT";
      case UINT64 -> "UBIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case STRING -> "VARCHAR";
      case DATE -> "DATE";
      // Parquet has no timestamps of seconds
      case TIMESTAMP_S, TIMESTAMP_MS -> "TIMESTAMP_MS";
      case TIMESTAMP_US -> "TIMESTAMP";
      case TIMESTAMP_NS -> "TIMESTAMP_NS";
    };
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
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
    try {
      try {
        rows.close();
        String name = file.toString().replace("'", "''");
        execute("COPY rows TO '" + name + "' (FORMAT parquet)");
      } finally {
        database.close();
      }
    } catch (SQLException failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }
}
