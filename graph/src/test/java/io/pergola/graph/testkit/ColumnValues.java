package io.pergola.graph.testkit;

import io.pergola.graph.ColumnWriter;
import io.pergola.graph.Layouts;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.TableWriter;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Writes columns of plain values.
public final class ColumnValues {
  private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);

  private ColumnValues() {}

  /// Adds a column with these rows to a table.
  public static void add(TableWriter table, Property property, List<Optional<Object>> rows) {
    if (property.type() == PropertyType.STRING) addText(table, property, rows);
    else addNumbers(table, property, rows);
  }

  /// Adds a column for each property of some items, such as vertices.
  public static <T> void addAll(
      TableWriter table,
      List<Property> properties,
      List<T> items,
      Function<T, List<Optional<Object>>> valuesOf) {
    for (int i = 0; i < properties.size(); i++) {
      int column = i;
      List<Optional<Object>> rows =
          items.stream().map(item -> valuesOf.apply(item).get(column)).toList();
      add(table, properties.get(i), rows);
    }
  }

  private static void addText(TableWriter table, Property property, List<Optional<Object>> rows) {
    List<byte[]> texts =
        rows.stream()
            .map(row -> row.map(Object::toString).orElse("").getBytes(StandardCharsets.UTF_8))
            .toList();
    long size = texts.stream().mapToLong(text -> text.length).sum();
    ColumnWriter column = table.addText(property, size);
    long at = 0;
    for (int row = 0; row < rows.size(); row++) {
      byte[] text = texts.get(row);
      MemorySegment.copy(text, 0, column.values(), Layouts.BYTE, at, text.length);
      at += text.length;
      column.offsets().setAtIndex(Layouts.LONG, row + 1L, at);
      if (rows.get(row).isEmpty()) column.setNull(row);
    }
  }

  private static void addNumbers(
      TableWriter table, Property property, List<Optional<Object>> rows) {
    ColumnWriter column = table.add(property);
    for (int row = 0; row < rows.size(); row++) {
      put(column, row, rows.get(row).orElse(zero(property.type())));
      if (rows.get(row).isEmpty()) column.setNull(row);
    }
  }

  private static Object zero(PropertyType type) {
    return switch (type) {
      case BOOL -> false;
      case FLOAT, DOUBLE -> 0.0;
      case DATE -> LocalDate.EPOCH;
      case TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_US, TIMESTAMP_NS -> EPOCH;
      default -> 0L;
    };
  }

  private static void put(ColumnWriter column, int row, Object value) {
    MemorySegment values = column.values();
    switch (value) {
      case Boolean truth -> {
        if (truth) {
          int octet = values.get(Layouts.BYTE, row >>> 3) | 1 << (row & 7);
          values.set(Layouts.BYTE, row >>> 3, (byte) octet);
        }
      }
      case Double number when column.property().type() == PropertyType.FLOAT ->
          values.setAtIndex(Layouts.FLOAT, row, number.floatValue());
      case Double number -> values.setAtIndex(Layouts.DOUBLE, row, number);
      case LocalDate date -> putInteger(values, 4, row, date.toEpochDay());
      case LocalDateTime time -> putInteger(values, 8, row, count(column.property().type(), time));
      case Long number -> putInteger(values, column.property().type().byteWidth(), row, number);
      default -> throw new IllegalArgumentException(value + " for " + column.property());
    }
  }

  private static void putInteger(MemorySegment values, int width, int row, long number) {
    switch (width) {
      case 1 -> values.set(Layouts.BYTE, row, (byte) number);
      case 2 -> values.setAtIndex(Layouts.SHORT, row, (short) number);
      case 4 -> values.setAtIndex(Layouts.INT, row, (int) number);
      default -> values.setAtIndex(Layouts.LONG, row, number);
    }
  }

  private static long count(PropertyType type, LocalDateTime time) {
    ChronoUnit unit =
        switch (type) {
          case TIMESTAMP_S -> ChronoUnit.SECONDS;
          case TIMESTAMP_MS -> ChronoUnit.MILLIS;
          case TIMESTAMP_US -> ChronoUnit.MICROS;
          default -> ChronoUnit.NANOS;
        };
    return unit.between(EPOCH, time);
  }
}
