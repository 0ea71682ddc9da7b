package io.pergola.graph;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// A column of truth values, one bit a row, least significant bit first.
public final class BoolColumn implements Column {
  private final Property property;
  private final long length;
  private final Validity validity;
  private final MemorySegment values;

  BoolColumn(Property property, long length, Validity validity, MemorySegment values) {
    this.property = property;
    this.length = length;
    this.validity = validity;
    this.values = values.asSlice(0, (length + 7) >>> 3);
  }

  @Override
  public Property property() {
    return property;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long nullCount() {
    return validity.nullCount();
  }

  @Override
  public boolean isNull(long row) {
    return validity.isNull(row);
  }

  @Override
  public Optional<MemorySegment> validity() {
    return Optional.ofNullable(validity.bits());
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
