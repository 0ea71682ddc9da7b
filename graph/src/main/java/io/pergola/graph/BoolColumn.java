package io.pergola.graph;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// A column of truth values, one bit a row, least significant bit first.
public final class BoolColumn extends Column {
  private final MemorySegment values;

  BoolColumn(Property property, long length, Validity validity, MemorySegment values) {
    super(property, length, validity);
    this.values = values.asSlice(0, (length + 7) >>> 3);
  }

  /// A row.
  public boolean at(long row) {
    return (values.get(Layouts.BYTE, row >>> 3) >>> (row & 7) & 1) != 0;
  }

  @Override
  public Optional<Object> value(long row) {
    return isNull(row) ? Optional.empty() : Optional.of(at(row));
  }

  @Override
  public String text(long row) {
    return isNull(row) ? "" : Boolean.toString(at(row));
  }

  @Override
  public MemorySegment values() {
    return values;
  }
}
