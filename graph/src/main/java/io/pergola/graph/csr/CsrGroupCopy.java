package io.pergola.graph.csr;

import io.pergola.graph.Chunks;
import io.pergola.graph.Column;
import io.pergola.graph.Csr;
import io.pergola.graph.Direction;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Layouts;
import io.pergola.graph.Property;
import io.pergola.graph.Rows;
import io.pergola.graph.Schema;
import io.pergola.graph.Table;
import io.pergola.graph.TableWriter;
import io.pergola.graph.TensorWriter;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes a graph that stands in the store in any layout once more in the `csr` layout. All
/// fragments must be on the store's instance. What was written by a copy that fails stays in the
/// store: copy between [ObjectStore#begin] and [ObjectStore#commit].
public final class CsrGroupCopy {
  private final ObjectStore store;
  private final Schema schema;
  private final ObjectId source;
  private final long memoryBytes;
  private final CsrFragmentWriter writer;

  private CsrGroupCopy(
      ObjectStore store, FragmentGroup group, FragmentGroup.Part part, long memoryBytes) {
    this.store = store;
    this.schema = group.schema();
    this.source = part.id();
    this.memoryBytes = memoryBytes;
    this.writer = CsrFragmentWriter.of(store, schema, group.directed(), part.fid(), group.fnum());
  }

  /// Writes, persists and gives the new group.
  ///
  /// @param memoryBytes how much work memory outside the heap may be used: from `arrow` up to 24
  ///   bytes for each edge of the largest triple of a fragment, and its properties once
  /// @throws io.pergola.store.StoreException.Unsupported if a fragment is elsewhere, or something
  ///   would be lost
  /// @throws io.pergola.store.StoreException.Full if the store or the work memory is too small
  public static FragmentGroup write(ObjectStore store, FragmentGroup group, long memoryBytes) {
    Fragments.requireWhole(store, group);
    List<ObjectMeta> sealed = new ArrayList<>();
    for (FragmentGroup.Part part : group.fragments()) {
      sealed.add(new CsrGroupCopy(store, group, part, memoryBytes).write());
    }
    return CsrGroupWriter.seal(
        store, group.schema(), group.directed(), group.partitioner(), sealed);
  }

  private ObjectMeta write() {
    withSource(this::writeVertices);
    for (Triple triple : schema.triples()) withSource(fragment -> writeEdges(fragment, triple));
    return writer.seal();
  }

  /// What a fragment derives stays until it is closed, so each step opens it anew.
  private void withSource(Consumer<Fragment> step) {
    try (Fragment fragment = Fragments.getFragment(store, source, memoryBytes)) {
      step.accept(fragment);
    }
  }

  private void writeVertices(Fragment fragment) {
    for (VertexLabel label : schema.vertexLabels()) {
      Table table = fragment.table(label.id());
      writer.vertices(label.id(), fragment.innerCount(label.id()), copy(table));
      if (fragment.fnum() > 1) writeOuter(fragment, label.id());
    }
  }

  private void writeEdges(Fragment fragment, Triple triple) {
    writer.topology(triple, Direction.OUT, copy(fragment.out(triple)));
    Table edges = fragment.edges(triple);
    Optional<Rows> inRows = fragment.inRows(triple);
    if (!fragment.symmetric(triple)) {
      writer.topology(triple, Direction.IN, copy(fragment.in(triple)));
      inRows.ifPresent(rows -> writer.inRows(triple, copy(rows, edges.rowCount())));
    }
    if (!edges.properties().isEmpty() || inRows.isPresent()) writer.edges(triple, copy(edges));
  }

  private ObjectMeta copy(Table table) {
    TableWriter copy = TableWriter.of(store, table.rowCount());
    List<Property> properties = table.properties();
    for (int i = 0; i < properties.size(); i++) {
      Column column = table.columns().get(i);
      copy.addAll(properties.get(i), List.of(column));
    }
    return copy.seal();
  }

  private void writeOuter(Fragment fragment, int label) {
    int inner = fragment.innerCount(label);
    TensorWriter gids = TensorWriter.ofLongs(store, fragment.outerCount(label));
    for (int i = 0; i < fragment.outerCount(label); i++) {
      gids.segment().setAtIndex(Layouts.LONG, i, fragment.gid(label, inner + i));
    }
    TensorWriter offsets = TensorWriter.ofLongs(store, fragment.fnum() + 1L);
    long sum = 0;
    offsets.segment().setAtIndex(Layouts.LONG, 0, 0L);
    for (int other = 0; other < fragment.fnum(); other++) {
      sum += fragment.mirrors(label, other).byteSize() / 4;
      offsets.segment().setAtIndex(Layouts.LONG, other + 1L, sum);
    }
    TensorWriter mirrors = TensorWriter.ofInts(store, sum);
    long at = 0;
    for (int other = 0; other < fragment.fnum(); other++) {
      MemorySegment part = fragment.mirrors(label, other);
      MemorySegment.copy(part, 0, mirrors.segment(), at, part.byteSize());
      at += part.byteSize();
    }
    writer.outer(label, gids.seal(), offsets.seal(), mirrors.seal());
  }

  private CsrWriter copy(Csr lists) {
    int nonEmpty = 0;
    for (int list = 0; list < lists.listCount(); list++) {
      if (lists.degree(lists.vertexAt(list)) > 0) nonEmpty++;
    }
    CsrWriter copy = CsrWriter.of(store, lists.vertexCount(), nonEmpty, lists.entryCount());
    if (copy.form() == Csr.Form.EMPTY) return copy;
    Chunks.copy(lists.neighbors(), 0, copy.neighbors(), 0, 4 * lists.entryCount());
    long row = 0;
    long end = 0;
    copy.offsets().setAtIndex(Layouts.LONG, 0, 0L);
    for (int vertex = 0; vertex < lists.vertexCount(); vertex++) {
      boolean skipped = copy.form() == Csr.Form.SPARSE && lists.degree(vertex) == 0;
      if (skipped) continue;
      if (copy.form() == Csr.Form.SPARSE) copy.ids().setAtIndex(Layouts.INT, row, vertex);
      end += lists.degree(vertex);
      copy.offsets().setAtIndex(Layouts.LONG, ++row, end);
    }
    return copy;
  }

  private ObjectMeta copy(Rows rows, long edgeRows) {
    boolean wide = edgeRows > Integer.MAX_VALUE;
    long count = rows.values().byteSize() / rows.byteWidth();
    TensorWriter copy =
        wide ? TensorWriter.ofLongs(store, count) : TensorWriter.ofInts(store, count);
    if (wide == (rows.byteWidth() == 8)) {
      Chunks.copy(rows.values(), 0, copy.segment(), 0, copy.segment().byteSize());
      return copy.seal();
    }
    for (long i = 0; i < count; i++) {
      if (wide) copy.segment().setAtIndex(Layouts.LONG, i, rows.at(i));
      else copy.segment().setAtIndex(Layouts.INT, i, (int) rows.at(i));
    }
    return copy.seal();
  }
}
