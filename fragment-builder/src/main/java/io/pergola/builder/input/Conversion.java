package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// How values of a file's column become values of the type that is wanted. Used by one thread.
abstract sealed class Conversion {
  private String reason = "";

  static Conversion of(PropertyType from, PropertyType to) {
    if (from == to) return from == PropertyType.STRING ? new Checked() : new Identity();
    boolean integers = from.isInteger() && to.isInteger();
    boolean plain = from != PropertyType.UINT64 && to != PropertyType.UINT64;
    return integers && plain ? new Ranged(to) : new Spelled(from, to);
  }

  /// Whether values can be read straight into the buffer of the type that is wanted.
  boolean sharesBuffer() {
    return true;
  }

  /// Whether there is nothing to do.
  boolean isIdentity() {
    return false;
  }

  /// Converts a row that is not null; false if that can't be.
  abstract boolean convert(ColumnBuffer from, ColumnBuffer to, int row);

  /// Why not.
  String reason() {
    return reason;
  }

  /// A row that is not null, as people would write it.
  static String text(ColumnBuffer column, int row, PropertyType type) {
    if (column instanceof TextBuffer text) {
      int begin = text.begin(row);
      return new String(text.bytes(), begin, text.ends()[row] - begin, StandardCharsets.UTF_8);
    }
    long bits = ((WordBuffer) column).values()[row];
    return switch (type) {
      case BOOL -> bits == 0 ? "false" : "true";
      case FLOAT -> Float.toString(Float.intBitsToFloat((int) bits));
      case DOUBLE -> Double.toString(Double.longBitsToDouble(bits));
      case UINT64 -> Long.toUnsignedString(bits);
      case DATE -> LocalDate.ofEpochDay(bits).toString();
      case TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_US, TIMESTAMP_NS -> timestamp(bits, type);
      default -> Long.toString(bits);
    };
  }

  private static String timestamp(long count, PropertyType type) {
    long perSecond = TimeReader.perSecond(type);
    int nanos = (int) (Math.floorMod(count, perSecond) * (1_000_000_000L / perSecond));
    return LocalDateTime.ofEpochSecond(Math.floorDiv(count, perSecond), nanos, ZoneOffset.UTC)
        .toString();
  }

  /// The same type.
  private static final class Identity extends Conversion {
    @Override
    boolean isIdentity() {
      return true;
    }

    @Override
    boolean convert(ColumnBuffer from, ColumnBuffer to, int row) {
      return true;
    }
  }

  /// Text that must be UTF-8.
  private static final class Checked extends Conversion {
    @Override
    boolean convert(ColumnBuffer from, ColumnBuffer to, int row) {
      TextBuffer text = (TextBuffer) from;
      super.reason = "is not UTF-8";
      return Utf8.valid(text.bytes(), text.begin(row), text.ends()[row]);
    }
  }

  /// Integers of another width.
  private static final class Ranged extends Conversion {
    private final PropertyType to;

    Ranged(PropertyType to) {
      this.to = to;
    }

    @Override
    boolean convert(ColumnBuffer from, ColumnBuffer into, int row) {
      long value = ((WordBuffer) from).values()[row];
      if (value >= CellReader.least(to) && value <= CellReader.greatest(to)) return true;
      super.reason =
          "is out of the range of %s (%d to %d)"
              .formatted(to.label(), CellReader.least(to), CellReader.greatest(to));
      return false;
    }
  }

  /// By what people would write.
  private static final class Spelled extends Conversion {
    private final PropertyType from;
    private final PropertyType to;
    private final CellReader reader = new CellReader();

    Spelled(PropertyType from, PropertyType to) {
      this.from = from;
      this.to = to;
    }

    @Override
    boolean sharesBuffer() {
      return false;
    }

    @Override
    boolean convert(ColumnBuffer source, ColumnBuffer target, int row) {
      byte[] text = text(source, row, from).getBytes(StandardCharsets.UTF_8);
      if (target instanceof TextBuffer texts) {
        texts.set(row, text, 0, text.length);
        return true;
      }
      boolean good = reader.read(to, text, 0, text.length);
      if (good) ((WordBuffer) target).values()[row] = reader.bits;
      super.reason = reader.reason;
      return good;
    }
  }
}
