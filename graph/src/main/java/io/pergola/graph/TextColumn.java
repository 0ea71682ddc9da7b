package io.pergola.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A column of strings: row r is the UTF-8 bytes `values[offsets[r] .. offsets[r+1])`.
public final class TextColumn extends Column {
  private final MemorySegment offsets;
  private final MemorySegment values;

  TextColumn(
      Property property,
      long length,
      Validity validity,
      MemorySegment offsets,
      MemorySegment values) {
    super(property, length, validity);
    this.offsets = offsets;
    this.values = values;
  }

  /// Where a row's bytes begin in [#values]; `beginAt(length())` is where the last one ends.
  public long beginAt(long row) {
    return offsets.getAtIndex(Layouts.LONG, row);
  }

  /// A row's bytes.
  public MemorySegment bytes(long row) {
    long begin = beginAt(row);
    return values.asSlice(begin, beginAt(row + 1) - begin);
  }

  /// A row, decoded; empty for null.
  public String at(long row) {
    return new String(bytes(row).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  @Override
  public Optional<Object> value(long row) {
    return isNull(row) ? Optional.empty() : Optional.of(at(row));
  }

  @Override
  public String text(long row) {
    return isNull(row) ? "" : at(row);
  }

  /// The int64 offsets, one more than rows.
  public MemorySegment offsets() {
    return offsets;
  }

  @Override
  public MemorySegment values() {
    return values;
  }
}
