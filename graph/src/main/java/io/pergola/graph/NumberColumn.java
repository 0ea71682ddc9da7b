package io.pergola.graph;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// A column of fixed-width rows: integers, floats, dates, timestamps.
public final class NumberColumn extends Column {
  private static final long FIRST_SECOND = LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC);
  private static final long LAST_SECOND = LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC);

  private final MemorySegment values;

  NumberColumn(Property property, long length, Validity validity, MemorySegment values) {
    super(property, length, validity);
    this.values = values.asSlice(0, length * property.type().byteWidth());
  }

  /// A row as a whole number: days or units for dates and timestamps, floats cut towards zero.
  public long longAt(long row) {
    return switch (property().type()) {
      case INT8 -> values.get(Layouts.BYTE, row);
      case UINT8 -> values.get(Layouts.BYTE, row) & 0xffL;
      case INT16 -> values.getAtIndex(Layouts.SHORT, row);
      case UINT16 -> values.getAtIndex(Layouts.SHORT, row) & 0xffffL;
      case INT32, DATE -> values.getAtIndex(Layouts.INT, row);
      case UINT32 -> Integer.toUnsignedLong(values.getAtIndex(Layouts.INT, row));
      case FLOAT -> (long) values.getAtIndex(Layouts.FLOAT, row);
      case DOUBLE -> (long) values.getAtIndex(Layouts.DOUBLE, row);
      default -> values.getAtIndex(Layouts.LONG, row);
    };
  }

  /// A row as a floating-point number; unsigned rows are read as such.
  public double doubleAt(long row) {
    return switch (property().type()) {
      case FLOAT -> values.getAtIndex(Layouts.FLOAT, row);
      case DOUBLE -> values.getAtIndex(Layouts.DOUBLE, row);
      case UINT64 -> unsigned(values.getAtIndex(Layouts.LONG, row));
      default -> longAt(row);
    };
  }

  @Override
  public Optional<Object> value(long row) {
    if (isNull(row)) return Optional.empty();
    return Optional.of(
        switch (property().type()) {
          case FLOAT, DOUBLE -> doubleAt(row);
          case DATE -> LocalDate.ofEpochDay(longAt(row));
          case TIMESTAMP_S -> time(longAt(row), 1L);
          case TIMESTAMP_MS -> time(longAt(row), 1_000L);
          case TIMESTAMP_US -> time(longAt(row), 1_000_000L);
          case TIMESTAMP_NS -> time(longAt(row), 1_000_000_000L);
          default -> longAt(row);
        });
  }

  @Override
  public String text(long row) {
    if (isNull(row)) return "";
    return switch (property().type()) {
      case UINT64 -> Long.toUnsignedString(longAt(row));
      case FLOAT -> Float.toString(values.getAtIndex(Layouts.FLOAT, row));
      default -> value(row).map(Object::toString).orElse("");
    };
  }

  @Override
  public MemorySegment values() {
    return values;
  }

  /// The calendar ends before some counts do; those stay numbers.
  private static Object time(long count, long perSecond) {
    long seconds = Math.floorDiv(count, perSecond);
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND) return count;
    long nanos = Math.floorMod(count, perSecond) * (1_000_000_000L / perSecond);
    return LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC);
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : new BigDecimal(Long.toUnsignedString(bits)).doubleValue();
  }
}
