package io.pergola.graph;

import java.lang.foreign.MemorySegment;
import java.util.function.LongPredicate;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/// Makes sets of vertices of one label and fragment, as bitmaps of their lids.
public final class VertexSets {
  private VertexSets() {}

  /// The set of all inner vertices.
  public static RoaringBitmap inner(Fragment fragment, int vertexLabel) {
    return RoaringBitmap.bitmapOfRange(0, fragment.innerCount(vertexLabel));
  }

  /// The set of lids that stand in `lids`, int32 and ascending, such as [Fragment#mirrors].
  public static RoaringBitmap of(MemorySegment lids) {
    RoaringBitmapWriter<RoaringBitmap> writer = RoaringBitmapWriter.writer().get();
    long count = lids.byteSize() / 4;
    for (long i = 0; i < count; i++) writer.add(lids.getAtIndex(Layouts.INT, i));
    return writer.get();
  }

  /// The inner vertices whose row of `column` is not null and passes the test.
  ///
  /// @param column a column of [Fragment#table]
  /// @param test given the row, which is the lid
  public static RoaringBitmap where(Column column, LongPredicate test) {
    RoaringBitmapWriter<RoaringBitmap> writer = RoaringBitmapWriter.writer().get();
    for (long row = 0; row < column.length(); row++) {
      if (!column.isNull(row) && test.test(row)) writer.add((int) row);
    }
    return writer.get();
  }
}
