package io.pergola.graphscope;

import io.pergola.graph.Column;
import io.pergola.graph.Fragment;
import io.pergola.graph.Layouts;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.Oid;
import io.pergola.graph.PropertyType;
import io.pergola.graph.TextColumn;
import io.pergola.graph.VertexLabel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The ids of the inner vertices of a span, copied from the fragment so that a [Result] outlives
/// it.
@SuppressWarnings("ArrayRecordComponent") // large, and nobody compares them
sealed interface Ids {
  /// The id of a vertex.
  Oid at(int lid);

  /// Appends it as text.
  void append(StringBuilder line, int lid);

  /// Compares a vertex's id with that of another vertex of the same label, in the order of
  /// [Oid#ORDER].
  int compare(int lid, Ids others, int otherLid);

  /// Copies the ids of a fragment's inner vertices.
  static Ids of(Fragment fragment, VertexLabel label) {
    int count = fragment.innerCount(label.id());
    if (count == 0) return new Numbers(new long[0]);
    Column column = fragment.table(label.id()).column(VertexLabel.OID);
    return switch (column) {
      case NumberColumn numbers -> Numbers.of(numbers, count);
      case TextColumn texts -> Texts.of(texts, count);
      default -> throw new IllegalStateException("ids can't be " + column.property().type());
    };
  }

  /// int64 and int32 ids.
  record Numbers(long[] values) implements Ids {
    static Numbers of(NumberColumn column, int count) {
      long[] values = new long[count];
      if (column.property().type() == PropertyType.INT64) {
        MemorySegment.copy(column.values(), Layouts.LONG, 0, values, 0, count);
      } else {
        for (int i = 0; i < count; i++) values[i] = column.longAt(i);
      }
      return new Numbers(values);
    }

    @Override
    public Oid at(int lid) {
      return Oid.of(values[lid]);
    }

    @Override
    public void append(StringBuilder line, int lid) {
      line.append(values[lid]);
    }

    @Override
    public int compare(int lid, Ids others, int otherLid) {
      return Long.compare(values[lid], ((Numbers) others).values[otherLid]);
    }
  }

  /// String ids, as UTF-8 in blocks of rows: a Java array could not hold all of their bytes.
  record Texts(byte[][] blocks, int[][] ends) implements Ids {
    private static final int SHIFT = 14;
    private static final int MASK = (1 << SHIFT) - 1;

    static Texts of(TextColumn column, int count) {
      int blockCount = (count + MASK) >>> SHIFT;
      byte[][] blocks = new byte[blockCount][];
      int[][] ends = new int[blockCount][];
      for (int block = 0; block < blockCount; block++) {
        int from = block << SHIFT;
        int to = Math.min(count, from + MASK + 1);
        long begin = column.beginAt(from);
        MemorySegment bytes = column.values().asSlice(begin, column.beginAt(to) - begin);
        blocks[block] = bytes.toArray(ValueLayout.JAVA_BYTE);
        ends[block] = new int[to - from];
        Arrays.setAll(ends[block], i -> (int) (column.beginAt(from + i + 1L) - begin));
      }
      return new Texts(blocks, ends);
    }

    @Override
    public Oid at(int lid) {
      return Oid.of(text(lid));
    }

    @Override
    public void append(StringBuilder line, int lid) {
      line.append(text(lid));
    }

    @Override
    public int compare(int lid, Ids others, int otherLid) {
      Texts texts = (Texts) others;
      return Arrays.compareUnsigned(
          blocks[lid >>> SHIFT],
          begin(lid),
          end(lid),
          texts.blocks[otherLid >>> SHIFT],
          texts.begin(otherLid),
          texts.end(otherLid));
    }

    private String text(int lid) {
      int begin = begin(lid);
      return new String(blocks[lid >>> SHIFT], begin, end(lid) - begin, StandardCharsets.UTF_8);
    }

    private int begin(int lid) {
      int i = lid & MASK;
      return i == 0 ? 0 : ends[lid >>> SHIFT][i - 1];
    }

    private int end(int lid) {
      return ends[lid >>> SHIFT][lid & MASK];
    }
  }
}
