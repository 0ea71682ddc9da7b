package io.pergola.graphscope;

import io.pergola.graph.Rows;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The entries of some lists that belong to a run.
///
/// @param bits of rows of the edge table
/// @param rows the row of each entry; without, it is its position
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record EdgeSet(long[] bits, @Nullable Rows rows) {
  static EdgeSet of(RoaringBitmap set, @Nullable Rows rows) {
    int words = set.isEmpty() ? 0 : (int) (Integer.toUnsignedLong(set.last()) >>> 6) + 1;
    long[] bits = new long[words];
    set.forEach((int row) -> bits[row >>> 6] |= 1L << row);
    return new EdgeSet(bits, rows);
  }

  /// Whether the entry at a position belongs to it.
  boolean has(long position) {
    long row = rows == null ? position : rows.at(position);
    return row >>> 6 < bits.length && (bits[(int) (row >>> 6)] >>> row & 1) != 0;
  }
}
