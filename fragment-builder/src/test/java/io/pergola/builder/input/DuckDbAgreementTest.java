package io.pergola.builder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.PropertyType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// DuckDB, which has nothing in common with our parser, reads the same files and must find the same
/// cells.
class DuckDbAgreementTest {
  private static final String[] TEXTS = {
    "plain",
    "with,comma",
    "a \"quote\"",
    "two\nlines",
    "Zürich",
    "你好",
    "🚲",
    " blanks ",
    "",
    "#no",
    "'x'"
  };

  @TempDir Path directory;

  @Test
  void bothFindTheSameCellsOfEveryType() throws SQLException {
    for (long seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      List<PropertyType> types = new ArrayList<>(Arrays.asList(PropertyType.values()));
      java.util.Collections.shuffle(types, random);
      compare(types, random, 1_500);
    }
  }

  @Test
  void bothFindTheSameNumbersInPlainFiles() throws SQLException {
    for (long seed = 10; seed < 13; seed++) {
      Random random = new Random(seed);
      List<PropertyType> types =
          List.of(PropertyType.INT64, PropertyType.INT32, PropertyType.DOUBLE, PropertyType.UINT8);
      compare(types, random, 20_000);
    }
  }

  private void compare(List<PropertyType> types, Random random, int rows) throws SQLException {
    String delimiter = ",;|\t".substring(random.nextInt(4)).substring(0, 1);
    Path file = write(types, random, rows, delimiter);
    String option = delimiter.equals("\t") ? "tab" : delimiter;
    TableFile table =
        TableFile.ofVertices(file, InputOptions.parse("header=true&delimiter=" + option));
    Tables.Content ours = Tables.read(Tables.bind(table, types), 1 + random.nextInt(5_000));
    assertEquals(List.of(), ours.problems());
    List<List<Optional<String>>> theirs = readWithDuckDb(file, types, delimiter);
    assertEquals(theirs.size(), ours.rows().size());
    for (int row = 0; row < rows; row++) assertEquals(theirs.get(row), ours.rows().get(row));
  }

  private Path write(List<PropertyType> types, Random random, int rows, String delimiter) {
    String newline = random.nextBoolean() ? "\n" : "\r\n";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < types.size(); i++)
      text.append(i == 0 ? "" : delimiter).append("c").append(i);
    text.append(newline);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < types.size(); i++) {
        if (i > 0) text.append(delimiter);
        boolean empty = random.nextInt(10) == 0 && i > 0;
        if (!empty) text.append(quote(cell(types.get(i), random), random, delimiter, newline));
      }
      text.append(newline);
    }
    return Tables.write(directory, "duck.csv", text.toString());
  }

  private static String quote(String cell, Random random, String delimiter, String newline) {
    boolean plain =
        !cell.isEmpty()
            && !cell.contains("\"")
            && !cell.contains("\n")
            && !cell.contains(delimiter);
    if (plain && random.nextInt(6) > 0) return cell;
    return '"' + cell.replace("\"", "\"\"").replace("\n", newline) + '"';
  }

  private static String cell(PropertyType type, Random random) {
    long bits = random.nextLong() >> random.nextInt(64);
    return switch (type) {
      case BOOL -> Boolean.toString(random.nextBoolean());
      case INT8 -> "" + (byte) bits;
      case UINT8 -> "" + (bits & 0xff);
      case INT16 -> "" + (short) bits;
      case UINT16 -> "" + (bits & 0xffff);
      case INT32 -> "" + (int) bits;
      case UINT32 -> "" + (bits & 0xffff_ffffL);
      case INT64 -> "" + bits;
      case UINT64 -> Long.toUnsignedString(bits);
      case FLOAT -> "" + random.nextFloat(-1e9f, 1e9f);
      case DOUBLE -> random.nextBoolean() ? "" + random.nextGaussian() : "" + bits / 100.0;
      case STRING -> TEXTS[random.nextInt(TEXTS.length)];
      case DATE -> "" + LocalDate.ofEpochDay(random.nextInt(-200_000, 200_000));
      default -> time(type, random);
    };
  }

  private static String time(PropertyType type, Random random) {
    long unit = 1_000_000_000L / TimeReader.perSecond(type);
    int nanos = random.nextInt(1_000_000_000);
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(random.nextInt(), (int) (nanos - nanos % unit), ZoneOffset.UTC);
    String text = time.toString();
    if (text.length() == 16) text += ":00";
    return random.nextBoolean() ? text : text.replace('T', ' ');
  }

  private static List<List<Optional<String>>> readWithDuckDb(
      Path file, List<PropertyType> types, String delimiter) throws SQLException {
    String columns =
        java.util.stream.IntStream.range(0, types.size())
            .mapToObj(i -> "'c%d': '%s'".formatted(i, sqlType(types.get(i))))
            .collect(Collectors.joining(", "));
    String values =
        java.util.stream.IntStream.range(0, types.size())
            .mapToObj(i -> value("c" + i, types.get(i)))
            .collect(Collectors.joining(", "));
    String query =
        """
        SELECT %s FROM read_csv('%s', auto_detect = false, header = true, delim = '%s', quote = '"',
          escape = '"', nullstr = '', allow_quoted_nulls = false, columns = {%s})
        """
            .formatted(values, file, delimiter, columns);
    List<List<Optional<String>>> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        List<Optional<String>> row = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) row.add(cell(found, i + 1, types.get(i)));
        rows.add(row);
      }
    }
    return rows;
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
      case TIMESTAMP_US -> "TIMESTAMP";
      default -> type.name();
    };
  }

  /// An expression that gives a cell as our parser keeps it.
  private static String value(String column, PropertyType type) {
    return switch (type) {
      case BOOL -> column + "::INTEGER::VARCHAR";
      case DATE -> "date_diff('day', DATE '1970-01-01', %s)::VARCHAR".formatted(column);
      case TIMESTAMP_S -> "(epoch_ns(%s) // 1000000000)::VARCHAR".formatted(column);
      case TIMESTAMP_MS -> "epoch_ms(%s)::VARCHAR".formatted(column);
      case TIMESTAMP_US -> "epoch_us(%s)::VARCHAR".formatted(column);
      case TIMESTAMP_NS -> "epoch_ns(%s)::VARCHAR".formatted(column);
      case FLOAT, DOUBLE, STRING -> column;
      default -> column + "::VARCHAR";
    };
  }

  private static Optional<String> cell(ResultSet found, int column, PropertyType type)
      throws SQLException {
    if (found.getObject(column) == null) return Optional.empty();
    return Optional.of(
        switch (type) {
          case FLOAT -> "" + Float.floatToRawIntBits(found.getFloat(column));
          case DOUBLE -> "" + Double.doubleToRawLongBits(found.getDouble(column));
          case UINT64 -> "" + Long.parseUnsignedLong(found.getString(column));
          default -> found.getString(column);
        });
  }
}
