package io.pergola.graph.csr;

import io.pergola.graph.ArrayReader;
import io.pergola.graph.Csr;
import io.pergola.graph.Direction;
import io.pergola.graph.Property;
import io.pergola.graph.Rows;
import io.pergola.graph.Table;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.meta.MetaRules;
import io.pergola.graph.meta.OuterGids;
import io.pergola.store.ObjectMeta;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns a fragment's metadata into views, looking at no data: counts, types and sizes must fit
/// together.
final class FragmentReader {
  private static final long MAX = Long.MAX_VALUE / 16;

  private final ObjectMeta meta;
  private final FragmentHead head;
  private final ArrayReader arrays;
  private MemorySegment zero = MemorySegment.ofArray(new long[1]).asReadOnly();

  FragmentReader(ObjectMeta meta, FragmentHead head, Pin pin) {
    this.meta = meta;
    this.head = head;
    this.arrays = ArrayReader.of(pin);
  }

  List<VertexPart> vertices() {
    return head.schema().vertexLabels().stream().map(this::vertex).toList();
  }

  private VertexPart vertex(VertexLabel label) {
    int id = label.id();
    int inner = MetaRules.count(meta, Keys.inner(id), 0, Integer.MAX_VALUE);
    int outer = MetaRules.count(meta, Keys.outer(id), 0, Integer.MAX_VALUE - inner);
    Table table =
        arrays.table(meta, Keys.vertexTable(id), CsrFragmentWriter.columnsOf(label), inner);
    OidColumn oids = OidColumn.of(table.columns().getFirst());
    return new VertexPart(
        inner,
        table,
        oids,
        index(id, oids, inner),
        new OuterGids(outerGids(id, outer)),
        outerOids(label, outer),
        mirrorOffsets(id),
        mirrorIndices(id));
  }

  private MemorySegment outerGids(int label, int outer) {
    String key = Keys.outerGids(label);
    return outer == 0 && !meta.has(key) ? arrays.none() : arrays.longs(meta, key, outer);
  }

  private OidIndex index(int label, OidColumn oids, int inner) {
    String kind = meta.text(Keys.index(label));
    if (kind.equals(OidIndex.DENSE) && oids instanceof OidColumn.Numbers) {
      long most = inner == 1 ? 1 : Long.MAX_VALUE;
      long stride = MetaRules.count(meta, Keys.indexStride(label), 1, most);
      return new OidIndex.Dense(meta.integer(Keys.indexBase(label)), stride, inner);
    }
    if (kind.equals(OidIndex.SORTED)) return new OidIndex.Sorted(oids, inner);
    if (kind.equals(OidIndex.HASH)) {
      long capacity = OidIndex.capacity(inner);
      return new OidIndex.Hash(oids, arrays.ints(meta, Keys.indexSlots(label), capacity));
    }
    throw ArrayReader.corrupt(
        meta, Keys.index(label), "is '" + kind + "'", "dense (for numbers only), sorted or hash");
  }

  private Optional<OidColumn> outerOids(VertexLabel label, int outer) {
    String key = Keys.outerOids(label.id());
    if (!meta.has(key)) return Optional.empty();
    List<Property> columns = List.of(new Property(VertexLabel.OID, label.oidType()));
    return Optional.of(OidColumn.of(arrays.table(meta, key, columns, outer).columns().getFirst()));
  }

  private MemorySegment mirrorOffsets(int label) {
    String key = Keys.mirrorOffsets(label);
    return meta.has(key) ? arrays.longs(meta, key, head.fnum() + 1L) : arrays.none();
  }

  private MemorySegment mirrorIndices(int label) {
    String key = Keys.mirrorIndices(label);
    if (!meta.has(Keys.mirrorOffsets(label))) return arrays.none();
    return arrays.ints(meta, key, ArrayReader.lengthOf(meta.member(key)));
  }

  List<TriplePart> triples() {
    findZero();
    List<TriplePart> parts = new ArrayList<>();
    for (Triple triple : head.schema().triples()) parts.add(part(triple));
    return List.copyOf(parts);
  }

  private TriplePart part(Triple triple) {
    Csr out = csr(triple, Direction.OUT, triple.source());
    boolean symmetric = !head.directed() && triple.joinsOneLabel();
    Csr in = symmetric ? out : csr(triple, Direction.IN, triple.destination());
    long rows = MetaRules.count(meta, Keys.rows(triple), out.entryCount(), MAX);
    boolean hasRows = !symmetric && meta.has(Keys.inRows(triple));
    Optional<Rows> inRows =
        hasRows ? Optional.of(inRows(triple, in.entryCount(), rows)) : Optional.empty();
    return new TriplePart(out, in, inRows, edges(triple, rows));
  }

  private Csr csr(Triple triple, Direction direction, int owner) {
    int vertices = MetaRules.count(meta, Keys.inner(owner), 0, Integer.MAX_VALUE);
    String name = meta.text(Keys.form(triple, direction));
    Csr.Form form =
        FormNames.parse(name)
            .orElseThrow(() ->
                ArrayReader.corrupt(
                    meta,
                    Keys.form(triple, direction),
                    "is '" + name + "'",
                    "dense, sparse or empty"));
    int lists = lists(triple, direction, form, vertices);
    boolean empty = form == Csr.Form.EMPTY;
    long entries =
        MetaRules.count(meta, Keys.entries(triple, direction), empty ? 0 : 1, empty ? 0 : MAX);
    if (empty) return Csr.empty(vertices, zero);
    MemorySegment offsets = arrays.longs(meta, Keys.offsets(triple, direction), lists + 1L);
    MemorySegment neighbors = arrays.ints(meta, Keys.neighbors(triple, direction), entries);
    if (form == Csr.Form.DENSE) return Csr.dense(offsets, neighbors);
    MemorySegment ids = arrays.ints(meta, Keys.ids(triple, direction), lists);
    return Csr.sparse(vertices, ids, offsets, neighbors);
  }

  private int lists(Triple triple, Direction direction, Csr.Form form, int vertices) {
    String key = Keys.lists(triple, direction);
    return switch (form) {
      case DENSE -> MetaRules.count(meta, key, vertices, vertices);
      case SPARSE -> MetaRules.count(meta, key, 0, vertices);
      case EMPTY -> MetaRules.count(meta, key, 0, 0);
    };
  }

  private Rows inRows(Triple triple, long entries, long rows) {
    String key = Keys.inRows(triple);
    return rows > Integer.MAX_VALUE
        ? new Rows(arrays.longs(meta, key, entries), 8)
        : new Rows(arrays.ints(meta, key, entries), 4);
  }

  private Table edges(Triple triple, long rows) {
    List<Property> columns = head.schema().edgeLabels().get(triple.edgeLabel()).properties();
    boolean absent = columns.isEmpty() && !meta.has(Keys.edgeTable(triple));
    return absent
        ? new Table(rows, List.of())
        : arrays.table(meta, Keys.edgeTable(triple), columns, rows);
  }

  /// The offsets of an empty CSR are one 0: that of any other, so that kernels see segments of one
  /// kind only.
  private void findZero() {
    for (Triple triple : head.schema().triples()) {
      String key = Keys.offsets(triple, Direction.OUT);
      if (!meta.has(key)) continue;
      try {
        zero = arrays.longs(meta, key, ArrayReader.lengthOf(meta.member(key))).asSlice(0, 8);
        return;
      } catch (StoreException.Corrupt | IndexOutOfBoundsException wrong) {
        // found again, and reported, when this triple is read
      }
    }
  }
}
