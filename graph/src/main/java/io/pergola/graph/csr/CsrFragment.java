package io.pergola.graph.csr;

import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Oid;
import io.pergola.graph.Rows;
import io.pergola.graph.Schema;
import io.pergola.graph.Table;
import io.pergola.graph.Triple;
import io.pergola.graph.meta.MappedFragment;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// A mapped fragment in the csr layout: views over the blobs of one pin.
final class CsrFragment implements Fragment {
  private final FragmentHead head;
  private final MappedFragment mapped;
  private final GidLayout gids;
  private final List<VertexPart> vertices;
  private final List<TriplePart> triples;

  private CsrFragment(
      FragmentHead head,
      MappedFragment mapped,
      List<VertexPart> vertices,
      List<TriplePart> triples) {
    this.head = head;
    this.mapped = mapped;
    this.gids = GidLayout.of(head.fnum());
    this.vertices = vertices;
    this.triples = triples;
  }

  /// Maps all blobs in one request and checks that their sizes fit.
  ///
  /// @throws StoreException.Corrupt if metadata or sizes are not what the layout says
  static CsrFragment open(ObjectStore store, ObjectMeta meta) {
    FragmentHead head = FragmentHead.read(meta);
    MappedFragment mapped = MappedFragment.of(store, meta);
    try {
      FragmentReader reader = new FragmentReader(meta, head, mapped.pin());
      return new CsrFragment(head, mapped, reader.vertices(), reader.triples());
    } catch (RuntimeException failure) {
      mapped.close();
      throw failure;
    }
  }

  FragmentHead head() {
    return head;
  }

  List<VertexPart> vertices() {
    return vertices;
  }

  private VertexPart vertex(int label) {
    mapped.requireOpen();
    return vertices.get(label);
  }

  TriplePart part(Triple triple) {
    mapped.requireOpen();
    return triples.get(triple.id());
  }

  @Override
  public ObjectId id() {
    return head.id();
  }

  @Override
  public int fid() {
    return head.fid();
  }

  @Override
  public int fnum() {
    return head.fnum();
  }

  @Override
  public boolean directed() {
    return head.directed();
  }

  @Override
  public Schema schema() {
    return head.schema();
  }

  @Override
  public int innerCount(int vertexLabel) {
    return vertex(vertexLabel).inner();
  }

  @Override
  public int outerCount(int vertexLabel) {
    return vertex(vertexLabel).outer();
  }

  @Override
  public Csr out(Triple triple) {
    return part(triple).out();
  }

  @Override
  public Csr in(Triple triple) {
    return part(triple).in();
  }

  @Override
  public Optional<Rows> inRows(Triple triple) {
    return part(triple).inRows();
  }

  @Override
  public Table table(int vertexLabel) {
    return vertex(vertexLabel).table();
  }

  @Override
  public Table edges(Triple triple) {
    return part(triple).edges();
  }

  @Override
  public Oid oid(int vertexLabel, int lid) {
    VertexPart part = vertex(vertexLabel);
    MappedFragment.requireVertex(this, vertexLabel, lid);
    if (lid < part.inner()) return part.oids().at(lid);
    return part.outerOids()
        .orElseThrow(() ->
            new StoreException.NotFound(
                "fragment %d does not keep the oids of outer vertices; fragment %d owns this one"
                    .formatted(fid(), gids.fid(gid(vertexLabel, lid)))))
        .at(lid - part.inner());
  }

  @Override
  public int lid(int vertexLabel, Oid oid) {
    return vertex(vertexLabel).index().find(oid);
  }

  @Override
  public long gid(int vertexLabel, int lid) {
    VertexPart part = vertex(vertexLabel);
    MappedFragment.requireVertex(this, vertexLabel, lid);
    return lid < part.inner()
        ? gids.gid(fid(), vertexLabel, lid)
        : part.outerGids().at(lid - part.inner());
  }

  @Override
  public int lid(long gid) {
    mapped.requireOpen();
    int label = gids.label(gid);
    if (label >= vertices.size()) return -1;
    VertexPart part = vertices.get(label);
    if (gids.fid(gid) == fid()) {
      long index = gids.index(gid);
      return index < part.inner() ? (int) index : -1;
    }
    int position = part.outerGids().find(gid);
    return position < 0 ? -1 : part.inner() + position;
  }

  @Override
  public int outerBegin(int vertexLabel, int owner) {
    VertexPart part = vertex(vertexLabel);
    if (owner >= fnum()) return part.inner() + part.outer();
    return part.inner() + part.outerGids().from(gids.gid(owner, vertexLabel, 0));
  }

  @Override
  public MemorySegment mirrors(int vertexLabel, int other) {
    return vertex(vertexLabel).mirrors(other);
  }

  @Override
  public void close() {
    mapped.close();
  }

  @Override
  public String toString() {
    return "fragment %d of %d (%s)".formatted(fid(), fnum(), id());
  }
}
