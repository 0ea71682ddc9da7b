package io.pergola.graph;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// One column of a table, read straight from shared memory. A view: it owns nothing and is valid as
/// long as the fragment that gave it.
///
/// Rows are counted from 0. Reading a null row through a typed accessor gives unspecified bytes;
/// ask [#isNull] first. Rows out of range throw [IndexOutOfBoundsException].
public sealed interface Column permits NumberColumn, BoolColumn, TextColumn {
  /// Its name and type.
  Property property();

  /// The number of rows.
  long length();

  /// The number of null rows.
  long nullCount();

  /// Whether a row has no value.
  boolean isNull(long row);

  /// Arrow's validity bitmap, least significant bit first, 1 = valid. Without it no row is null.
  Optional<MemorySegment> validity();

  /// A row's value: Long (integers; unsigned ones above 2^63 as their signed twin), Double
  /// (floats), Boolean, String, [java.time.LocalDate] or [java.time.LocalDateTime] (Long where the
  /// year would be beyond a billion); nothing for null.
  Optional<Object> value(long row);

  /// A row as text, empty for null: what a CSV file would hold.
  String text(long row);

  /// The raw rows, for kernels: as [PropertyType] says. STRING: the UTF-8 bytes.
  MemorySegment values();
}
