package io.pergola.builder.output;

import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Collects rows for a Parquet file, in a table of DuckDB that goes to disk where it grows beyond
/// its memory. The file is written when it is closed.
public final class ParquetTable implements Closeable {
  private final DuckDBConnection database;
  private final DuckDBAppender rows;
  private final Path file;

  /// Opens a table without rows.
  ///
  /// @throws IOException if DuckDB can't have it, such as a column named twice
  public ParquetTable(Path file, List<Property> columns) throws IOException {
    this.file = file;
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

  /// Where rows go.
  DuckDBAppender rows() {
    return rows;
  }

  /// Adds a row.
  ///
  /// @param cells one for each column: a [Long], [Double] or [String] as its type asks for, or
  ///   nothing for null
  public void row(List<? extends Optional<?>> cells) throws IOException {
    try {
      rows.beginRow();
      for (Optional<?> cell : cells) {
        switch (cell.orElse(null)) {
          case null -> rows.appendNull();
          case Long number -> rows.append(number.longValue());
          case Double number -> rows.append(number.doubleValue());
          case String text -> rows.append(text);
          case Object other -> throw new IllegalArgumentException(other.getClass() + " in a cell");
        }
      }
      rows.endRow();
    } catch (SQLException failure) {
      throw new IOException(failure.getMessage(), failure);
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
