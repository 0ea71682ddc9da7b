package io.pergola.builder.stage;

import io.pergola.graph.ColumnWriter;
import io.pergola.graph.Layouts;
import io.pergola.graph.PropertyType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Fills one column of a table from several threads, each with runs of rows of its own. Runs may
/// begin anywhere: bytes of bitmaps that two runs share are changed under a lock.
public final class ColumnSink {
  private final ColumnWriter column;
  private final PropertyType type;
  private final MemorySegment values;
  private final @Nullable MemorySegment offsets;
  private final @Nullable MemorySegment validity;

  /// @param nullable whether any row may be null
  public ColumnSink(ColumnWriter column, boolean nullable) {
    this.column = column;
    this.type = column.property().type();
    this.values = column.values();
    this.offsets = type == PropertyType.STRING ? column.offsets() : null;
    this.validity = nullable ? column.validity() : null;
  }

  /// The column's type.
  public PropertyType type() {
    return type;
  }

  /// Writes rows `at …` of a column that is no text.
  public void words(long at, long[] rows, int count) {
    if (type == PropertyType.BOOL) bits(values, at, rows, count, false);
    else Words.store(rows, 0, count, values, at, type.byteWidth());
  }

  /// Writes where the text of row `row` ends.
  public void end(long row, long position) {
    java.util.Objects.requireNonNull(offsets).setAtIndex(Layouts.LONG, row + 1, position);
  }

  /// Writes where the texts of rows `at …` end.
  public void ends(long at, long[] positions, int count) {
    MemorySegment target = java.util.Objects.requireNonNull(offsets);
    MemorySegment.copy(positions, 0, target, Layouts.LONG, (at + 1) * 8, count);
  }

  /// The bytes of all texts, to fill.
  public MemorySegment bytes() {
    return values;
  }

  /// Makes those rows of `at …` null whose flag is not 0.
  public void nulls(long at, long[] flags, int count) {
    if (validity != null) bits(validity, at, flags, count, true);
  }

  /// Sets the bits of rows whose flag is not 0, or clears them.
  private void bits(MemorySegment bitmap, long at, long[] flags, int count, boolean clear) {
    for (int i = 0; i < count; ) {
      long octet = (at + i) >>> 3;
      int first = (int) ((at + i) & 7);
      int length = Math.min(8 - first, count - i);
      int mask = 0;
      for (int k = 0; k < length; k++) if (flags[i + k] != 0) mask |= 1 << (first + k);
      if (mask != 0) change(bitmap, octet, mask, clear, length == 8);
      i += length;
    }
  }

  private void change(MemorySegment bitmap, long octet, int mask, boolean clear, boolean alone) {
    if (alone) {
      bitmap.set(Layouts.BYTE, octet, (byte) (clear ? ~mask : mask));
      return;
    }
    synchronized (column) {
      int old = bitmap.get(Layouts.BYTE, octet);
      bitmap.set(Layouts.BYTE, octet, (byte) (clear ? old & ~mask : old | mask));
    }
  }
}
