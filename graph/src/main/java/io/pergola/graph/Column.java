package io.pergola.graph;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// One column of a table, read straight from shared memory. A view: it owns nothing and is valid as
/// long as the fragment that gave it.
///
/// Rows are counted from 0. Reading a null row through a typed accessor gives unspecified bytes;
/// ask [#isNull] first. Rows out of range throw [IndexOutOfBoundsException].
public abstract sealed class Column permits NumberColumn, BoolColumn, TextColumn {
  private final Property property;
  private final long length;
  private final Validity validity;

  Column(Property property, long length, Validity validity) {
    this.property = property;
    this.length = length;
    this.validity = validity;
  }

  /// Its name and type.
  public final Property property() {
    return property;
  }

  /// The number of rows.
  public final long length() {
    return length;
  }

  /// The number of null rows.
  public final long nullCount() {
    return validity.nullCount();
  }

  /// Whether a row has no value.
  public final boolean isNull(long row) {
    return validity.isNull(row);
  }

  /// Arrow's validity bitmap, least significant bit first, 1 = valid. Without it no row is null.
  public final Optional<MemorySegment> validity() {
    return Optional.ofNullable(validity.bits());
  }

  /// A row's value: Long (integers; unsigned ones above 2^63 as their signed twin), Double
  /// (floats), Boolean, String, [java.time.LocalDate] or [java.time.LocalDateTime] (Long where the
  /// year would be beyond a billion); nothing for null.
  public abstract Optional<Object> value(long row);

  /// A row as text, empty for null: what a CSV file would hold.
  public abstract String text(long row);

  /// The raw rows, for kernels: as [PropertyType] says. STRING: the UTF-8 bytes.
  public abstract MemorySegment values();
}
