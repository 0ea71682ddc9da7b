package io.pergola.graph;

import io.pergola.store.Scratch;
import java.lang.foreign.MemorySegment;

/// Rows of a table in an order of their own: makes columns whose row r is row `rows[r]` of others.
///
/// Where the rows follow each other without a gap the new column is a view; else it is a copy in
/// scratch memory.
public final class RowSelection {
  private final Rows rows;
  private final long count;
  private final Scratch scratch;
  private final long first;

  /// @param count how many rows are selected
  /// @param scratch where copies are kept; it must outlive the columns
  public RowSelection(Rows rows, long count, Scratch scratch) {
    this.rows = rows;
    this.count = count;
    this.scratch = scratch;
    this.first = firstOfRun(rows, count);
  }

  /// The first row if each is one more than that before it, else −1.
  private static long firstOfRun(Rows rows, long count) {
    if (count == 0) return 0;
    long first = rows.at(0);
    for (long i = 1; i < count; i++) if (rows.at(i) != first + i) return -1;
    return first;
  }

  /// The selected rows of a column.
  public Column of(Column source) {
    boolean aligned = first % 8 == 0;
    return switch (source) {
      case NumberColumn numbers -> numbers(numbers);
      case BoolColumn bits when first >= 0 && aligned ->
          new BoolColumn(bits.property(), count, validity(bits), bits.values().asSlice(first / 8));
      case BoolColumn bits -> new BoolColumn(bits.property(), count, validity(bits), gather(bits));
      case TextColumn text when first >= 0 ->
          new TextColumn(
              text.property(),
              count,
              validity(text),
              text.offsets().asSlice(first * 8, (count + 1) * 8),
              text.values());
      case TextColumn text -> gather(text);
    };
  }

  private Column numbers(NumberColumn source) {
    int width = source.property().type().byteWidth();
    MemorySegment values =
        first >= 0 ? source.values().asSlice(first * width, count * width) : gather(source, width);
    return new NumberColumn(source.property(), count, validity(source), values);
  }

  private MemorySegment gather(NumberColumn source, int width) {
    MemorySegment from = source.values();
    MemorySegment to = scratch.allocate(count * width);
    Chunks.ofRows(
        count,
        switch (width) {
          case 8 ->
              (begin, end) -> {
                for (long i = begin; i < end; i++) {
                  to.set(Layouts.LONG, i << 3, from.get(Layouts.LONG, rows.at(i) << 3));
                }
              };
          case 4 ->
              (begin, end) -> {
                for (long i = begin; i < end; i++) {
                  to.set(Layouts.INT, i << 2, from.get(Layouts.INT, rows.at(i) << 2));
                }
              };
          default ->
              (begin, end) -> {
                for (long i = begin; i < end; i++) {
                  MemorySegment.copy(from, rows.at(i) * width, to, i * width, width);
                }
              };
        });
    return to;
  }

  private MemorySegment gather(BoolColumn source) {
    MemorySegment to = scratch.allocate((count + 7) >>> 3);
    Chunks.ofRows(
        count,
        (begin, end) -> {
          for (long i = begin; i < end; i++) if (source.at(rows.at(i))) setBit(to, i);
        });
    return to;
  }

  private TextColumn gather(TextColumn source) {
    MemorySegment offsets = scratch.allocate((count + 1) * 8);
    long size = 0;
    for (long i = 0; i < count; i++) {
      long row = rows.at(i);
      size += source.beginAt(row + 1) - source.beginAt(row);
      offsets.setAtIndex(Layouts.LONG, i + 1, size);
    }
    MemorySegment values = scratch.allocate(size);
    Chunks.ofRows(
        count,
        (from, to) -> {
          for (long i = from; i < to; i++) {
            long begin = offsets.getAtIndex(Layouts.LONG, i);
            long length = offsets.getAtIndex(Layouts.LONG, i + 1) - begin;
            MemorySegment.copy(source.values(), source.beginAt(rows.at(i)), values, begin, length);
          }
        });
    return new TextColumn(source.property(), count, validity(source), offsets, values);
  }

  private Validity validity(Column source) {
    if (source.nullCount() == 0) return new Validity(null, 0);
    MemorySegment bits = scratch.allocate((count + 7) >>> 3);
    long nulls = 0;
    for (long i = 0; i < count; i++) {
      if (source.isNull(rows.at(i))) nulls++;
      else setBit(bits, i);
    }
    return new Validity(bits, nulls);
  }

  private static void setBit(MemorySegment bits, long at) {
    byte old = bits.get(Layouts.BYTE, at >>> 3);
    bits.set(Layouts.BYTE, at >>> 3, (byte) (old | 1 << (at & 7)));
  }
}
