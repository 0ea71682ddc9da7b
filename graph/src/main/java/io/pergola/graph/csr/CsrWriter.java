package io.pergola.graph.csr;

import io.pergola.graph.Csr;
import io.pergola.graph.Direction;
import io.pergola.graph.TensorWriter;
import io.pergola.graph.Triple;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Holds the arrays of one direction of one triple while they are filled in place. Used once;
/// sealed by [CsrFragmentWriter#topology].
///
/// Several threads may fill disjoint parts. Fill everything: nothing is zeroed before.
public final class CsrWriter {
  private final Csr.Form form;
  private final int vertexCount;
  private final int lists;
  private final long entries;
  private final @Nullable TensorWriter ids;
  private final @Nullable TensorWriter offsets;
  private final @Nullable TensorWriter neighbors;

  private CsrWriter(ObjectStore store, int vertexCount, int nonEmpty, long entries) {
    this.form = form(vertexCount, nonEmpty, entries);
    this.vertexCount = vertexCount;
    this.entries = entries;
    this.lists =
        switch (form) {
          case DENSE -> vertexCount;
          case SPARSE -> nonEmpty;
          case EMPTY -> 0;
        };
    boolean empty = form == Csr.Form.EMPTY;
    this.ids = form == Csr.Form.SPARSE ? TensorWriter.ofInts(store, nonEmpty) : null;
    this.offsets = empty ? null : TensorWriter.ofLongs(store, lists + 1L);
    this.neighbors = empty ? null : TensorWriter.ofInts(store, entries);
  }

  /// Allocates the arrays. The form is EMPTY without entries, SPARSE if less than a quarter of the
  /// vertices have neighbors, else DENSE.
  ///
  /// @param vertexCount inner vertices of the label that owns the lists
  /// @param nonEmpty how many of them have neighbors
  /// @param entries neighbors of all together
  /// @throws StoreException.Invalid if the numbers contradict each other
  /// @throws StoreException.Full if there is no room
  public static CsrWriter of(ObjectStore store, int vertexCount, int nonEmpty, long entries) {
    boolean fits = nonEmpty >= 0 && nonEmpty <= vertexCount && nonEmpty <= entries;
    if (!fits || (entries > 0 && nonEmpty == 0)) {
      throw new StoreException.Invalid(
          "%d entries in the lists of %d of %d vertices: that can't be"
              .formatted(entries, nonEmpty, vertexCount));
    }
    return new CsrWriter(store, vertexCount, nonEmpty, entries);
  }

  private static Csr.Form form(int vertexCount, int nonEmpty, long entries) {
    if (entries == 0) return Csr.Form.EMPTY;
    return nonEmpty * 4L < vertexCount ? Csr.Form.SPARSE : Csr.Form.DENSE;
  }

  /// Whose lists are stored.
  public Csr.Form form() {
    return form;
  }

  /// Lists: the vertices if DENSE, the non-empty ones if SPARSE, 0 if EMPTY.
  public int listCount() {
    return lists;
  }

  /// SPARSE: the vertices that have lists, int32, ascending, [#listCount] of them.
  ///
  /// @throws IllegalStateException for other forms
  public MemorySegment ids() {
    return segment(ids, "ids");
  }

  /// Where lists begin and end: int64, [#listCount] + 1 of them, from 0 to the entries.
  ///
  /// @throws IllegalStateException if EMPTY
  public MemorySegment offsets() {
    return segment(offsets, "offsets");
  }

  /// The neighbors, int32: local ids of the other end's label, ascending within a list.
  ///
  /// @throws IllegalStateException if EMPTY
  public MemorySegment neighbors() {
    return segment(neighbors, "neighbors");
  }

  private MemorySegment segment(@Nullable TensorWriter tensor, String name) {
    if (tensor == null) {
      throw new IllegalStateException("a CSR of form %s has no %s".formatted(form, name));
    }
    return tensor.segment();
  }

  int vertexCount() {
    return vertexCount;
  }

  long entryCount() {
    return entries;
  }

  /// Seals the arrays and links them into the fragment's metadata.
  List<ObjectMeta> seal(ObjectMeta.Draft draft, Triple triple, Direction direction) {
    draft
        .put(Keys.form(triple, direction), FormNames.of(form))
        .put(Keys.lists(triple, direction), lists)
        .put(Keys.entries(triple, direction), entries);
    List<ObjectMeta> sealed = new ArrayList<>();
    if (form == Csr.Form.EMPTY) return sealed;
    if (ids != null) sealed.add(link(draft, Keys.ids(triple, direction), ids));
    sealed.add(link(draft, Keys.offsets(triple, direction), Objects.requireNonNull(offsets)));
    sealed.add(link(draft, Keys.neighbors(triple, direction), Objects.requireNonNull(neighbors)));
    return sealed;
  }

  private static ObjectMeta link(ObjectMeta.Draft draft, String key, TensorWriter tensor) {
    ObjectMeta sealed = tensor.seal();
    draft.member(key, sealed);
    return sealed;
  }
}
