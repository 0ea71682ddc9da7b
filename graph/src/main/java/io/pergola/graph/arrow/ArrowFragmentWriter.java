package io.pergola.graph.arrow;

import io.pergola.graph.Csr;
import io.pergola.graph.Direction;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Fragment;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Property;
import io.pergola.graph.Schema;
import io.pergola.graph.Spelling;
import io.pergola.graph.TableWriter;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Scratch;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import tools.jackson.databind.json.JsonMapper;

/// Collects the parts of one `vineyard::ArrowFragment`, which say what another fragment says.
final class ArrowFragmentWriter {
  private final ObjectStore store;
  private final Fragment fragment;
  private final FragmentType type;
  private final ArrowOptions options;
  private final Schema schema;
  private final VidBits ids;
  private final ObjectMeta.Draft draft;
  private boolean parallelEdges;
  private long byteSize;

  ArrowFragmentWriter(
      ObjectStore store,
      Fragment fragment,
      Schema schema,
      FragmentType type,
      ArrowOptions options) {
    this.store = store;
    this.fragment = fragment;
    this.type = type;
    this.options = options;
    this.schema = schema;
    this.ids = VidBits.of(type.vid(), fragment.fnum());
    this.draft = ObjectMeta.draft(type.typeName());
  }

  void vertices(ObjectMeta vertexMap) {
    draft.member(ArrowKeys.VERTEX_MAP, vertexMap);
    byteSize += vertexMap.integer("nbytes");
    counts(ArrowKeys.INNER_COUNTS, label -> fragment.innerCount(label.id()));
    counts(ArrowKeys.OUTER_COUNTS, label -> fragment.outerCount(label.id()));
    counts(ArrowKeys.TOTAL_COUNTS, label -> fragment.vertexCount(label.id()));
    for (VertexLabel label : schema.vertexLabels()) {
      long total = fragment.vertexCount(label.id());
      if (total > ids.maxOffset() + 1) {
        throw new StoreException.Unsupported(
            "vertex label '%s': %d vertices in fragment %d, but vids of %d bits leave room for %d; use wider vids or more fragments"
                .formatted(label.name(), total, fragment.fid(), ids.width(), ids.maxOffset() + 1));
      }
      member(ArrowKeys.item(ArrowKeys.VERTEX_TABLES, label.id()), table(label));
      outer(label.id());
    }
    size(ArrowKeys.VERTEX_TABLES, schema.vertexLabels().size());
    size(ArrowKeys.OUTER_GIDS, schema.vertexLabels().size());
    size(ArrowKeys.OUTER_MAPS, schema.vertexLabels().size());
    size(ArrowKeys.EDGE_TABLES, schema.edgeLabels().size());
  }

  private void size(String list, int size) {
    draft.put(ArrowKeys.size(list), size);
  }

  private void counts(String key, ToLongFunction<VertexLabel> count) {
    long[] counts = schema.vertexLabels().stream().mapToLong(count).toArray();
    member(key, new ArrayWriter(store).counts(type.vid(), counts));
  }

  private void member(String key, ObjectMeta member) {
    draft.member(key, member);
    byteSize += member.integer("nbytes");
  }

  private ObjectMeta table(VertexLabel label) {
    boolean retained = options.extras().contains(ArrowOptions.Extra.RETAINED_IDS);
    int inner = fragment.innerCount(label.id());
    TableWriter table = TableWriter.of(store, inner, Spelling.CPP, metadata(label, retained));
    var columns = fragment.table(label.id()).columns();
    for (int i = 0; i < label.properties().size(); i++) {
      table.addAll(label.properties().get(i), List.of(columns.get(i + 1)));
    }
    if (retained) {
      Property id = new Property(ArrowSchema.retainedName(label), label.oidType());
      table.addAll(id, List.of(columns.getFirst()));
    }
    return table.seal();
  }

  /// What GraphScope wants to find in the Arrow schema of a vertex table.
  static Map<String, String> metadata(VertexLabel label, boolean retained) {
    return Map.of(
        "label",
        label.name(),
        "label_id",
        Integer.toString(label.id()),
        "type",
        "VERTEX",
        "retain_oid",
        retained ? "1" : "0");
  }

  private void outer(int label) {
    int inner = fragment.innerCount(label);
    int count = fragment.outerCount(label);
    BlobWriter gids = store.createBlob((long) count * type.vid().byteWidth());
    for (int i = 0; i < count; i++) {
      Units.setVid(
          gids.segment(), (long) i * type.vid().byteWidth(), type.vid(), gid(label, inner + i));
    }
    member(
        ArrowKeys.item(ArrowKeys.OUTER_GIDS, label),
        new ArrayWriter(store).numbers(type.vid().type(), count, gids.seal()));
    HashEntries layout = new HashEntries(type.vid().type(), type.vid().type());
    NumberPairs pairs =
        new NumberPairs(
            layout, count, i -> gid(label, inner + i), i -> ids.lid(label, (long) inner + i));
    member(
        ArrowKeys.item(ArrowKeys.OUTER_MAPS, label),
        HashMapWriter.write(store, layout, pairs, ArrayWriter.NO_BYTES));
  }

  private long gid(int label, int lid) {
    GidLayout wide = GidLayout.of(fragment.fnum());
    long gid = fragment.gid(label, lid);
    return ids.gid(wide.fid(gid), label, wide.index(gid));
  }

  /// Adds the table and the lists of an edge label.
  ///
  /// @param rows of each of the label's triples, by id
  void edges(EdgeLabel label, List<EdgeRows> rows, ObjectMeta table, Scratch scratch) {
    member(ArrowKeys.item(ArrowKeys.EDGE_TABLES, label.id()), table);
    List<Triple> triples = triples(label);
    for (VertexLabel owner : schema.vertexLabels()) {
      for (Direction direction : directions()) {
        List<UnitListWriter.Part> parts = parts(direction, owner.id(), triples, rows);
        lists(direction, owner.id(), label.id(), parts, scratch);
      }
    }
  }

  private List<Triple> triples(EdgeLabel label) {
    return schema.triples().stream().filter(t -> t.edgeLabel() == label.id()).toList();
  }

  private Direction[] directions() {
    return fragment.directed() ? Direction.values() : new Direction[] {Direction.OUT};
  }

  private List<UnitListWriter.Part> parts(
      Direction direction, int owner, List<Triple> triples, List<EdgeRows> rows) {
    List<UnitListWriter.Part> parts = new ArrayList<>();
    for (int i = 0; i < triples.size(); i++) {
      Triple triple = triples.get(i);
      EdgeRows eids = rows.get(i);
      Csr out = fragment.out(triple);
      Csr in = fragment.in(triple);
      boolean undirected = !fragment.directed();
      if (triple.source() == owner && direction == Direction.OUT) {
        parts.add(new UnitListWriter.Part(out, eids::out, in, eids::in, triple.destination()));
      }
      boolean back = undirected && !fragment.symmetric(triple);
      if (triple.destination() == owner && (back || direction == Direction.IN)) {
        parts.add(new UnitListWriter.Part(in, eids::in, out, eids::out, triple.source()));
      }
    }
    parts.sort(Comparator.comparingInt(UnitListWriter.Part::neighborLabel));
    return parts;
  }

  private void lists(
      Direction direction, int owner, int label, List<UnitListWriter.Part> parts, Scratch scratch) {
    ListSide side = ListSide.of(direction);
    UnitListWriter writer =
        new UnitListWriter(
            parts, type.vid(), ids, fragment.innerCount(owner), fragment.outerCount(owner));
    UnitListWriter.Written written = writer.write(store, options.edges(), scratch);
    parallelEdges |= writer.hasParallelEdges();
    boolean plain = options.edges() == EdgeKind.PLAIN;
    member(ArrowKeys.item(plain ? side.plain() : side.compact(), owner, label), written.units());
    member(ArrowKeys.item(side.offsets(), owner, label), written.offsets());
    written
        .byteOffsets()
        .ifPresent(begins -> member(ArrowKeys.item(side.byteOffsets(), owner, label), begins));
  }

  /// Creates the fragment object.
  ObjectMeta seal() {
    boolean plain = options.edges() == EdgeKind.PLAIN;
    for (Direction direction : Direction.values()) {
      boolean stored = fragment.directed() || direction == Direction.OUT;
      ListSide side = ListSide.of(direction);
      sizes(side.offsets(), stored);
      sizes(side.plain(), stored && plain);
      sizes(side.compact(), stored && !plain);
      sizes(side.byteOffsets(), stored && !plain);
    }
    return store.create(
        draft
            .put(ArrowKeys.FID, fragment.fid())
            .put(ArrowKeys.FNUM, fragment.fnum())
            .put(ArrowKeys.DIRECTED, fragment.directed())
            .put(ArrowKeys.MULTIGRAPH, parallelEdges)
            .put(ArrowKeys.LOCAL_MAP, type.map() == MapKind.LOCAL)
            .put(ArrowKeys.COMPACT, !plain)
            .put(ArrowKeys.VERTEX_LABELS, schema.vertexLabels().size())
            .put(ArrowKeys.EDGE_LABELS, schema.edgeLabels().size())
            .put(ArrowKeys.OID_TYPE, type.oidName())
            .put(ArrowKeys.VID_TYPE, type.vidName())
            .put(ArrowKeys.SCHEMA, schemaJson())
            .put(ArrowKeys.ENTRY_COUNTS, counts())
            .byteSize(byteSize));
  }

  private void sizes(String list, boolean stored) {
    size(list, stored ? schema.vertexLabels().size() : 0);
    for (int label = 0; stored && label < schema.vertexLabels().size(); label++) {
      draft.put(ArrowKeys.rowSize(list, label), schema.edgeLabels().size());
    }
  }

  private String counts() {
    return JsonMapper.shared()
        .writeValueAsString(
            schema.triples().stream().map(triple -> fragment.out(triple).entryCount()).toList());
  }

  private String schemaJson() {
    List<List<Property>> vertices = new ArrayList<>();
    for (VertexLabel label : schema.vertexLabels()) {
      List<Property> columns = new ArrayList<>(label.properties());
      if (options.extras().contains(ArrowOptions.Extra.RETAINED_IDS)) {
        columns.add(new Property(ArrowSchema.retainedName(label), label.oidType()));
      }
      vertices.add(columns);
    }
    List<List<Property>> edges = new ArrayList<>();
    for (EdgeLabel label : schema.edgeLabels()) {
      List<Property> columns = new ArrayList<>();
      if (options.extras().contains(ArrowOptions.Extra.EDGE_IDS)) columns.add(EdgeTables.edgeId());
      columns.addAll(label.properties());
      edges.add(columns);
    }
    return ArrowSchemaJson.write(schema, fragment.fnum(), vertices, edges);
  }
}
