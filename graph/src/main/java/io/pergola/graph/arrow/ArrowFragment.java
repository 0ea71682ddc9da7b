package io.pergola.graph.arrow;

import io.pergola.graph.Column;
import io.pergola.graph.Csr;
import io.pergola.graph.Direction;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Fragment;
import io.pergola.graph.GidLayout;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.Oid;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.RowSelection;
import io.pergola.graph.Rows;
import io.pergola.graph.Schema;
import io.pergola.graph.Table;
import io.pergola.graph.Triple;
import io.pergola.graph.meta.MappedFragment;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Scratch;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A mapped `vineyard::ArrowFragment`. Vertices, ids and properties are views; lists are derived
/// when they are first asked for, see [DerivedLists].
final class ArrowFragment implements Fragment, ArrowMirrors.Lists {
  private final ArrowHead head;
  private final MappedFragment mapped;
  private final Scratch scratch;
  private final ArrowFragmentReader reader;
  private final GidLayout gids;
  private final List<ArrowVertices> vertices;
  private final Schema schema;
  private final List<Table> edges;
  private final List<Lazy<EdgeOrder>> orders;

  /// Whether rows stand in the order of parallel edges: so if this project wrote them.
  private final boolean ordered;

  private final Map<Triple, ArrowTriple> triples = new ConcurrentHashMap<>();
  private final MemorySegment zero;
  private final Lazy<ArrowMirrors> mirrors;

  private ArrowFragment(
      ArrowHead head,
      Schema schema,
      boolean ordered,
      MappedFragment mapped,
      Scratch scratch,
      ArrowFragmentReader reader) {
    this.head = head;
    this.ordered = ordered;
    this.mapped = mapped;
    this.scratch = scratch;
    this.reader = reader;
    this.gids = GidLayout.of(head.fnum());
    this.vertices = reader.vertices();
    this.zero = scratch.allocate(8);
    this.mirrors = new Lazy<>(() -> ArrowMirrors.of(head, vertices, this, scratch));
    this.edges = IntStream.range(0, head.edgeLabels()).mapToObj(reader::edges).toList();
    this.orders =
        IntStream.range(0, head.edgeLabels())
            .mapToObj(label -> new Lazy<>(() -> order(label, edges.get(label))))
            .toList();
    this.schema = schema;
  }

  /// Maps all blobs in one request and checks that their sizes fit. What is derived from them may
  /// take any memory.
  static ArrowFragment open(ObjectStore store, ObjectMeta meta) {
    return open(store, meta, Long.MAX_VALUE);
  }

  /// The same, but what is derived may take `workBytes`.
  ///
  /// @throws StoreException.Corrupt if metadata or sizes are not what the layout says
  static ArrowFragment open(ObjectStore store, ObjectMeta meta, long workBytes) {
    ArrowHead head = ArrowHead.read(meta);
    MappedFragment mapped = MappedFragment.of(store, meta);
    Scratch scratch = Scratch.ofLimit(workBytes);
    try {
      ArrowFragmentReader reader = new ArrowFragmentReader(meta, head, mapped.pin(), scratch);
      return new ArrowFragment(
          head,
          RelationScan.complete(meta, head, reader),
          meta.has(ArrowKeys.ENTRY_COUNTS),
          mapped,
          scratch,
          reader);
    } catch (IndexOutOfBoundsException wrong) {
      scratch.close();
      mapped.close();
      throw new StoreException.Corrupt(
          "fragment %s can't be read: %s".formatted(meta.id(), wrong.getMessage()));
    } catch (RuntimeException failure) {
      scratch.close();
      mapped.close();
      throw failure;
    }
  }

  /// The parts of a triple, whichever id it has here: fragments of a graph that was extended may
  /// count their triples differently.
  private ArrowTriple part(Triple triple) {
    mapped.requireOpen();
    Triple key = new Triple(0, triple.edgeLabel(), triple.source(), triple.destination());
    return triples.computeIfAbsent(key, this::triple);
  }

  private ArrowTriple triple(Triple triple) {
    Direction back = head.directed() ? Direction.IN : Direction.OUT;
    return new ArrowTriple(
        edges.get(triple.edgeLabel()),
        vertices.get(triple.source()).inner(),
        derivation(Direction.OUT, triple, triple.source(), triple.destination()),
        derivation(back, triple, triple.destination(), triple.source()),
        symmetric(triple) ? ArrowTriple.Sides.ONE : ArrowTriple.Sides.TWO,
        scratch);
  }

  private EdgeOrder order(int label, Table table) {
    Optional<NumberColumn> ids =
        head.schema()
            .edges()
            .get(label)
            .special()
            .map(special -> {
              Property property = new Property(special.name(), PropertyType.INT64);
              return (NumberColumn) reader.edgeColumn(label, special.position(), property);
            });
    return new EdgeOrder(ids, ordered ? List.of() : table.columns());
  }

  private Supplier<DerivedLists> derivation(Direction direction, Triple triple, int from, int to) {
    return () -> {
      mapped.requireOpen();
      int inner = vertices.get(from).inner();
      if (isTwin(triple)) return DerivedLists.empty(inner, zero);
      try {
        return DerivedLists.of(
            reader.units(direction, from, triple.edgeLabel()),
            inner,
            DerivedLists.Neighbors.of(head.ids(), to, vertices.get(to)),
            orders.get(triple.edgeLabel()).get(),
            reader.edgeRows(triple.edgeLabel()),
            scratch);
      } catch (IndexOutOfBoundsException | StoreException.Corrupt wrong) {
        throw new StoreException.Corrupt(
            "fragment %s: the %s lists of %s can't be read: %s. 'pergola check' tells more"
                .formatted(id(), direction.label(), triple, wrong.getMessage()));
      }
    };
  }

  /// Undirected edges between two labels are stored in one way only, whichever relation they were
  /// loaded by: the first of the two has them all.
  private boolean isTwin(Triple triple) {
    if (head.directed() || triple.joinsOneLabel()) return false;
    EdgeLabel.Relation own = new EdgeLabel.Relation(triple.source(), triple.destination());
    for (EdgeLabel.Relation relation : schema.edgeLabels().get(triple.edgeLabel()).relations()) {
      if (relation.equals(own)) return false;
      if (relation.isReverseOf(own)) return true;
    }
    return false;
  }

  /// Out-entries of a triple, in O(1) where its lists hold no others.
  long entryCount(Triple triple) {
    long sharers =
        triples(triple.edgeLabel()).stream()
            .filter(other ->
                other.source() == triple.source()
                    || (!head.directed() && other.destination() == triple.source()))
            .count();
    int inner = innerCount(triple.source());
    if (sharers > 1 || inner == 0) return out(triple).entryCount();
    return units(Direction.OUT, triple.source(), triple.edgeLabel()).begin(inner);
  }

  ArrowHead head() {
    return head;
  }

  ArrowFragmentReader reader() {
    return reader;
  }

  List<ArrowVertices> vertices() {
    return vertices;
  }

  private ArrowVertices vertex(int label) {
    mapped.requireOpen();
    return vertices.get(label);
  }

  @Override
  public Units units(Direction direction, int vertexLabel, int edgeLabel) {
    return reader.units(direction, vertexLabel, edgeLabel);
  }

  @Override
  public int owner(int vertexLabel, int position) {
    MemorySegment stored = reader.outerGids(vertexLabel, vertices.get(vertexLabel).outer());
    VidWidth vid = head.type().vid();
    int owner = head.ids().fid(Units.vid(stored, (long) position * vid.byteWidth(), vid));
    if (owner < fnum()) return owner;
    throw new StoreException.Corrupt(
        "fragment %s: outer vertex %d of label %d belongs to fragment %d of %d"
            .formatted(id(), position, vertexLabel, owner, fnum()));
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
    return schema;
  }

  @Override
  public int innerCount(int vertexLabel) {
    return vertex(vertexLabel).shownInner();
  }

  @Override
  public int outerCount(int vertexLabel) {
    return vertex(vertexLabel).shownOuter();
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
    ArrowTriple part = part(triple);
    return symmetric(triple) ? Optional.empty() : Optional.of(part.inRows());
  }

  @Override
  public Table table(int vertexLabel) {
    ArrowVertices part = vertex(vertexLabel);
    return part.visible() ? part.table() : hidden(part);
  }

  private Table hidden(ArrowVertices part) {
    Rows none = new Rows(zero.asSlice(0, 0), 4);
    Column oids = new RowSelection(none, 0, scratch).of(part.oids().column());
    return new Table(0, List.of(oids));
  }

  @Override
  public Table edges(Triple triple) {
    return part(triple).edges();
  }

  @Override
  public Oid oid(int vertexLabel, int lid) {
    long gid = gid(vertexLabel, lid);
    int owner = gids.fid(gid);
    try {
      return reader.map().oid(owner, vertexLabel, gids.index(gid));
    } catch (IndexOutOfBoundsException unknown) {
      throw new StoreException.Corrupt(
          "fragment %s: its vertex map has no vertex %d of label %d in fragment %d"
              .formatted(id(), gids.index(gid), vertexLabel, owner));
    }
  }

  @Override
  public int lid(int vertexLabel, Oid oid) {
    ArrowVertices part = vertex(vertexLabel);
    long found = part.search().find(oid);
    if (found == -1) return -1;
    long offset = head.ids().offset(found); // of a gid, or an offset already
    return offset < part.shownInner() ? (int) offset : -1;
  }

  @Override
  public long gid(int vertexLabel, int lid) {
    ArrowVertices part = vertex(vertexLabel);
    MappedFragment.requireVertex(this, vertexLabel, lid);
    return lid < part.inner()
        ? gids.gid(fid(), vertexLabel, lid)
        : part.outers().get().gids().at(lid - part.inner());
  }

  @Override
  public int lid(long gid) {
    mapped.requireOpen();
    int label = gids.label(gid);
    if (label >= vertices.size()) return -1;
    ArrowVertices part = vertices.get(label);
    if (gids.fid(gid) == fid()) {
      long index = gids.index(gid);
      return index < part.shownInner() ? (int) index : -1;
    }
    if (part.shownOuter() == 0) return -1;
    int position = part.outers().get().gids().find(gid);
    return position < 0 ? -1 : part.inner() + position;
  }

  @Override
  public int outerBegin(int vertexLabel, int owner) {
    ArrowVertices part = vertex(vertexLabel);
    if (owner >= fnum() || part.shownOuter() == 0) return part.shownInner() + part.shownOuter();
    return part.inner() + part.outers().get().gids().from(gids.gid(owner, vertexLabel, 0));
  }

  @Override
  public MemorySegment mirrors(int vertexLabel, int other) {
    if (!vertex(vertexLabel).visible()) return zero.asSlice(0, 0);
    return mirrors.get().lids().get(other).get(vertexLabel);
  }

  @Override
  public void close() {
    mapped.close();
    scratch.close();
  }

  @Override
  public String toString() {
    return "fragment %d of %d (%s)".formatted(fid(), fnum(), id());
  }
}
