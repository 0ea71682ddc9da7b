package io.pergola.graph;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One direction of a triple as **compressed sparse rows**: the neighbors of inner vertex v are
/// `neighbors[begin(v) .. end(v))`, local ids of the other end's label, ascending; parallel edges
/// keep their input order. A view: it owns nothing and is valid as long as its fragment.
///
/// There is a *list* for each vertex (form DENSE) or only for those that have neighbors (SPARSE,
/// with `ids` saying which); an EMPTY one has no list at all. Kernels that go over everything go
/// over lists: list k belongs to vertex `vertexAt(k)` and spans `offsets[k] .. offsets[k + 1]`.
public final class Csr {
  /// Whose lists are stored.
  public enum Form {
    /// Every inner vertex has a list.
    DENSE,
    /// Only vertices with neighbors have one.
    SPARSE,
    /// There is no edge.
    EMPTY
  }

  private final Form form;
  private final int vertexCount;
  private final @Nullable MemorySegment ids;
  private final MemorySegment offsets;
  private final MemorySegment neighbors;
  private final int listCount;
  private final long entryCount;

  private Csr(
      Form form,
      int vertexCount,
      @Nullable MemorySegment ids,
      MemorySegment offsets,
      MemorySegment neighbors) {
    this.form = form;
    this.vertexCount = vertexCount;
    this.ids = ids;
    this.offsets = offsets;
    this.neighbors = neighbors;
    this.listCount = (int) (offsets.byteSize() / 8 - 1);
    this.entryCount = neighbors.byteSize() / 4;
  }

  /// A list for each of the vertices.
  ///
  /// @param offsets int64, one more than vertices, ascending from 0
  /// @param neighbors int32, as many as the last offset says
  public static Csr dense(MemorySegment offsets, MemorySegment neighbors) {
    return new Csr(Form.DENSE, (int) (offsets.byteSize() / 8 - 1), null, offsets, neighbors);
  }

  /// A list for each of the vertices in `ids`.
  ///
  /// @param vertexCount inner vertices of the label
  /// @param ids int32, ascending
  /// @param offsets int64, one more than ids
  public static Csr sparse(
      int vertexCount, MemorySegment ids, MemorySegment offsets, MemorySegment neighbors) {
    return new Csr(Form.SPARSE, vertexCount, ids, offsets, neighbors);
  }

  /// No edge at all.
  public static Csr empty(int vertexCount) {
    return empty(vertexCount, MemorySegment.ofArray(new long[1]).asReadOnly());
  }

  /// No edge at all, with a given segment for the offsets: kernels are fastest if all segments that
  /// they see are of one kind.
  ///
  /// @param zero one int64 that is 0
  public static Csr empty(int vertexCount, MemorySegment zero) {
    return new Csr(Form.EMPTY, vertexCount, null, zero, zero.asSlice(0, 0));
  }

  /// Whose lists are stored.
  public Form form() {
    return form;
  }

  /// Inner vertices of the label, with or without a list.
  public int vertexCount() {
    return vertexCount;
  }

  /// Lists: vertexCount if DENSE, fewer if SPARSE, 0 if EMPTY.
  public int listCount() {
    return listCount;
  }

  /// Neighbors of all vertices together.
  public long entryCount() {
    return entryCount;
  }

  /// The vertex of list `list`.
  public int vertexAt(int list) {
    return ids == null ? list : ids.getAtIndex(Layouts.INT, list);
  }

  /// Where the neighbors of inner vertex `lid` begin.
  public long begin(int lid) {
    int list = listOf(lid);
    return list < 0 ? 0 : offsets.getAtIndex(Layouts.LONG, list);
  }

  /// Where they end.
  public long end(int lid) {
    int list = listOf(lid);
    return list < 0 ? 0 : offsets.getAtIndex(Layouts.LONG, list + 1L);
  }

  /// How many there are.
  public long degree(int lid) {
    return end(lid) - begin(lid);
  }

  /// The neighbor at `position`, from 0 to entryCount − 1.
  public int neighbor(long position) {
    return neighbors.getAtIndex(Layouts.INT, position);
  }

  /// The first position in the list of `lid` whose neighbor is not below `neighbor`; `end(lid)` if
  /// there is none.
  public long seek(int lid, int neighbor) {
    long low = begin(lid);
    long high = end(lid);
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (neighbor(middle) < neighbor) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /// The inner vertex whose list holds `position`.
  public int vertexOf(long position) {
    Objects.checkIndex(position, entryCount);
    int low = 0;
    int high = listCount - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (offsets.getAtIndex(Layouts.LONG, middle) <= position) low = middle;
      else high = middle - 1;
    }
    return vertexAt(low);
  }

  /// The neighbors of one vertex, copied.
  public int[] neighbors(int lid) {
    int[] list = new int[Math.toIntExact(degree(lid))];
    MemorySegment.copy(neighbors, Layouts.INT, begin(lid) * 4, list, 0, list.length);
    return list;
  }

  /// The int64 offsets, for kernels: `listCount + 1` of them.
  public MemorySegment offsets() {
    return offsets;
  }

  /// The int32 neighbors, for kernels.
  public MemorySegment neighbors() {
    return neighbors;
  }

  int listOf(int lid) {
    if (lid < 0 || lid >= vertexCount) {
      throw new IndexOutOfBoundsException(
          "vertex %d is not an inner vertex: there are %d".formatted(lid, vertexCount));
    }
    if (form == Form.DENSE) return lid;
    return ids == null ? -1 : search(ids, lid);
  }

  private static int search(MemorySegment ids, int lid) {
    int low = 0;
    int high = (int) (ids.byteSize() / 4) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = ids.getAtIndex(Layouts.INT, middle);
      if (found == lid) return middle;
      if (found < lid) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
