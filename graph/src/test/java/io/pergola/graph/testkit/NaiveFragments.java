package io.pergola.graph.testkit;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Layouts;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Property;
import io.pergola.graph.TableWriter;
import io.pergola.graph.TensorWriter;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.csr.CsrFragmentWriter;
import io.pergola.graph.csr.CsrGroupWriter;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes a model as fragments in the csr layout by the simplest code, so that readers and engines
/// can be tested without a builder.
public final class NaiveFragments {
  private final ObjectStore store;
  private boolean inRows = true;
  private boolean outerOids = false;

  private NaiveFragments(ObjectStore store) {
    this.store = store;
  }

  /// A writer into `store`.
  public static NaiveFragments into(ObjectStore store) {
    return new NaiveFragments(store);
  }

  /// Writes `model` in `fnum` fragments, placed by hash, and gives the group.
  public static FragmentGroup write(ObjectStore store, GraphModel model, int fnum) {
    return into(store).write(model, new Partitioner.Hash(fnum));
  }

  /// Writes `model` placed by `partitioner`, and gives the group.
  public static FragmentGroup write(ObjectStore store, GraphModel model, Partitioner partitioner) {
    return into(store).write(model, partitioner);
  }

  /// Leaves out the rows and properties of in-entries.
  public NaiveFragments withoutInRows() {
    inRows = false;
    return this;
  }

  /// Adds the oids of outer vertices.
  public NaiveFragments withOuterOids() {
    outerOids = true;
    return this;
  }

  /// Writes `model` placed by `partitioner`, and gives the group. A partitioner that does not know
  /// places vertices anyhow.
  public FragmentGroup write(GraphModel model, Partitioner partitioner) {
    Placement placement = new Placement(model, partitioner);
    List<ObjectMeta> fragments = new ArrayList<>();
    for (int fid = 0; fid < partitioner.fnum(); fid++) {
      fragments.add(fragment(model, placement, fid));
    }
    return CsrGroupWriter.seal(store, model.schema(), model.directed(), partitioner, fragments);
  }

  private ObjectMeta fragment(GraphModel model, Placement placement, int fid) {
    CsrFragmentWriter writer =
        CsrFragmentWriter.of(store, model.schema(), model.directed(), fid, placement.fnum());
    for (VertexLabel label : model.schema().vertexLabels()) {
      writeVertices(writer, placement, fid, label);
    }
    for (Triple triple : model.schema().triples()) {
      new NaiveTriple(store, model, placement, fid, triple, inRows).write(writer);
    }
    return writer.seal();
  }

  private void writeVertices(
      CsrFragmentWriter writer, Placement placement, int fid, VertexLabel label) {
    List<GraphModel.Vertex> inner = placement.inner(fid, label.id());
    TableWriter table = TableWriter.of(store, inner.size());
    ColumnValues.add(table, oidColumn(label), inner.stream().map(v -> value(v.oid())).toList());
    ColumnValues.addAll(table, label.properties(), inner, GraphModel.Vertex::values);
    writer.vertices(label.id(), inner.size(), table.seal());
    if (placement.fnum() > 1) writeOuter(writer, placement, fid, label.id());
    if (outerOids) writer.outerOids(label.id(), outerOids(placement, fid, label));
  }

  private void writeOuter(CsrFragmentWriter writer, Placement placement, int fid, int label) {
    List<Integer> mirrors = new ArrayList<>();
    List<Long> offsets = new ArrayList<>(List.of(0L));
    for (int other = 0; other < placement.fnum(); other++) {
      mirrors.addAll(placement.mirrors(fid, label, other));
      offsets.add((long) mirrors.size());
    }
    writer.outer(
        label,
        longs(store, placement.outer(fid, label)),
        longs(store, offsets),
        ints(store, mirrors));
  }

  private ObjectMeta outerOids(Placement placement, int fid, VertexLabel label) {
    List<Optional<Object>> oids = new ArrayList<>();
    for (long gid : placement.outer(fid, label.id())) {
      int owner = placement.gids().fid(gid);
      int index = (int) placement.gids().index(gid);
      oids.add(value(placement.inner(owner, label.id()).get(index).oid()));
    }
    TableWriter table = TableWriter.of(store, oids.size());
    ColumnValues.add(table, oidColumn(label), oids);
    return table.seal();
  }

  private static Property oidColumn(VertexLabel label) {
    return new Property(VertexLabel.OID, label.oidType());
  }

  private static Optional<Object> value(Oid oid) {
    return Optional.of(
        switch (oid) {
          case Oid.Numeric number -> number.value();
          case Oid.Text text -> text.value();
        });
  }

  static ObjectMeta ints(ObjectStore store, List<Integer> values) {
    TensorWriter tensor = TensorWriter.ofInts(store, values.size());
    for (int i = 0; i < values.size(); i++) {
      tensor.segment().setAtIndex(Layouts.INT, i, values.get(i));
    }
    return tensor.seal();
  }

  static ObjectMeta longs(ObjectStore store, List<Long> values) {
    TensorWriter tensor = TensorWriter.ofLongs(store, values.size());
    for (int i = 0; i < values.size(); i++) {
      tensor.segment().setAtIndex(Layouts.LONG, i, values.get(i));
    }
    return tensor.seal();
  }
}
