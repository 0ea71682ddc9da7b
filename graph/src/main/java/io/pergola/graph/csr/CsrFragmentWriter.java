package io.pergola.graph.csr;

import io.pergola.graph.ArrayReader;
import io.pergola.graph.Column;
import io.pergola.graph.Direction;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Property;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects the sealed parts of one fragment and creates its `pergola::Fragment` object, in the
/// layout that [io.pergola.graph.csr] describes. Used once, by one thread.
///
/// Give every vertex label its [#vertices] and every triple its [#topology] in both directions (a
/// symmetric one, undirected and of one label, only OUT); everything else where there is any. Then
/// [#seal]. What was collected by a writer that is never sealed stays in the store: build between
/// [ObjectStore#begin] and [ObjectStore#commit].
public final class CsrFragmentWriter {
  private final ObjectStore store;
  private final Schema schema;
  private final boolean directed;
  private final int fid;
  private final int fnum;
  private final ObjectMeta.Draft draft = ObjectMeta.draft(Keys.FRAGMENT);
  private final Map<Integer, Integer> innerCounts = new HashMap<>();
  private final Map<Integer, Integer> outerCounts = new HashMap<>();
  private final Map<Integer, Long> oidRows = new HashMap<>();
  private final Map<String, CsrWriter> topologies = new HashMap<>();
  private final Map<Triple, Long> tableRows = new HashMap<>();
  private long byteSize;

  private CsrFragmentWriter(ObjectStore store, Schema schema, boolean directed, int fid, int fnum) {
    this.store = store;
    this.schema = schema;
    this.directed = directed;
    this.fid = fid;
    this.fnum = fnum;
  }

  /// A writer for fragment `fid` of `fnum`.
  ///
  /// @throws StoreException.Invalid if there can't be such a fragment
  public static CsrFragmentWriter of(
      ObjectStore store, Schema schema, boolean directed, int fid, int fnum) {
    GidLayout.of(fnum);
    if (fid < 0 || fid >= fnum) {
      throw new StoreException.Invalid(
          "fragment %d of %d, expected 0 to %d".formatted(fid, fnum, fnum - 1));
    }
    return new CsrFragmentWriter(store, schema, directed, fid, fnum);
  }

  /// Gives a vertex label its inner vertices, and builds the index of their oids.
  ///
  /// @param table sealed by [io.pergola.graph.TableWriter], one row an inner vertex; the first
  ///   column is `Property("oid", oidType)`, then the label's properties
  /// @throws StoreException.Invalid if an oid stands twice or is null
  /// @throws StoreException.Corrupt if the table does not fit the schema
  public void vertices(int label, int innerCount, ObjectMeta table) {
    VertexLabel vertexLabel = schema.vertexLabels().get(label);
    once(innerCounts.put(label, innerCount) == null, "vertices of label '%s'", vertexLabel.name());
    add(Keys.vertexTable(label), table);
    draft.put(Keys.inner(label), innerCount);
    try (Pin pin = store.pin(table.blobs(store.instanceId()))) {
      Column oids = oidColumn(pin, table, vertexLabel, innerCount);
      new OidIndexWriter(store, OidColumn.of(oids), innerCount, vertexLabel.name())
          .write(draft, label)
          .ifPresent(slots -> byteSize += slots.integer("nbytes"));
    }
  }

  private static Column oidColumn(Pin pin, ObjectMeta table, VertexLabel label, int innerCount) {
    Column oids =
        ArrayReader.of(pin).table(table, columnsOf(label), innerCount).columns().getFirst();
    if (oids.nullCount() > 0) {
      throw new StoreException.Invalid(
          "vertex label '%s': %d of %d oids are null; every vertex needs one"
              .formatted(label.name(), oids.nullCount(), innerCount));
    }
    return oids;
  }

  /// The columns of a label's vertex table: the oid, then the properties.
  static List<Property> columnsOf(VertexLabel label) {
    List<Property> columns = new ArrayList<>();
    columns.add(new Property(VertexLabel.OID, label.oidType()));
    columns.addAll(label.properties());
    return columns;
  }

  /// Gives a vertex label its outer vertices and mirrors. A label for which this is not called has
  /// none of either.
  ///
  /// @param outerGids int64 tensor: the gids of the outer vertices, ascending as unsigned numbers
  /// @param mirrorOffsets int64 tensor of `fnum + 1`: where each fragment's mirrors begin
  /// @param mirrorIndices int32 tensor: for each other fragment the inner vertices that it holds as
  ///   outer, ascending
  public void outer(
      int label, ObjectMeta outerGids, ObjectMeta mirrorOffsets, ObjectMeta mirrorIndices) {
    int count = Math.toIntExact(ArrayReader.lengthOf(outerGids));
    once(outerCounts.put(label, count) == null, "outer vertices of label %s", label);
    add(Keys.outerGids(label), outerGids);
    add(Keys.mirrorOffsets(label), mirrorOffsets);
    add(Keys.mirrorIndices(label), mirrorIndices);
  }

  /// Gives a vertex label the oids of its outer vertices; optional.
  ///
  /// @param table sealed by [io.pergola.graph.TableWriter]: the one column `Property("oid",
  ///   oidType)`, a row for each outer vertex in the order of their gids
  public void outerOids(int label, ObjectMeta table) {
    once(
        oidRows.put(label, table.integer("num_rows_")) == null,
        "oids of outer vertices of label %s",
        label);
    add(Keys.outerOids(label), table);
  }

  /// Gives a triple its lists in one direction, and seals them.
  public void topology(Triple triple, Direction direction, CsrWriter filled) {
    if (direction == Direction.IN && symmetric(triple)) {
      throw new StoreException.Invalid(
          "%s is undirected and of one label: its OUT lists hold each edge at both ends"
              .formatted(triple));
    }
    String side = direction.label() + " lists of " + triple;
    once(topologies.put(side(triple, direction), filled) == null, "%s", side);
    for (ObjectMeta tensor : filled.seal(draft, triple, direction)) count(tensor);
  }

  /// Gives a triple the edge table's row of each in-entry; optional.
  ///
  /// @param rows int32 tensor, int64 if the table has 2^31 rows or more
  public void inRows(Triple triple, ObjectMeta rows) {
    add(Keys.inRows(triple), rows);
  }

  /// Gives a triple its properties: a row for each out-entry in order, then, where there are
  /// [#inRows], one for each in-entry with an outer source. A triple without properties needs none.
  public void edges(Triple triple, ObjectMeta table) {
    long rows = table.integer("num_rows_");
    once(tableRows.put(triple, rows) == null, "edges of %s", triple);
    add(Keys.edgeTable(triple), table);
  }

  private void add(String key, ObjectMeta member) {
    draft.member(key, member);
    count(member);
  }

  private void count(ObjectMeta member) {
    byteSize += member.integer("nbytes");
  }

  /// Creates the fragment object.
  ///
  /// @throws IllegalStateException if a part is missing
  /// @throws StoreException.Invalid if the parts do not fit together
  public ObjectMeta seal() {
    for (VertexLabel label : schema.vertexLabels()) sealVertices(label);
    for (Triple triple : schema.triples()) sealTriple(triple);
    return store.create(
        draft
            .put(Keys.VERSION, Keys.LAYOUT_VERSION)
            .put(Keys.FID, fid)
            .put(Keys.FNUM, fnum)
            .put(Keys.DIRECTED, directed)
            .put(Keys.SCHEMA, SchemaJson.write(schema))
            .byteSize(byteSize));
  }

  private void sealVertices(VertexLabel label) {
    Integer inner = innerCounts.get(label.id());
    if (inner == null) {
      throw new IllegalStateException(
          "vertex label '%s' has no vertices: call vertices(%d, …), with a table of 0 rows if there are none"
              .formatted(label.name(), label.id()));
    }
    int outer = outerCounts.getOrDefault(label.id(), 0);
    if (inner + (long) outer > Integer.MAX_VALUE) {
      throw new StoreException.Invalid(
          "vertex label '%s': %d inner and %d outer vertices in fragment %d, expected at most %d together; use more fragments"
              .formatted(label.name(), inner, outer, fid, Integer.MAX_VALUE));
    }
    long oids = oidRows.getOrDefault(label.id(), (long) outer);
    if (oids != outer) {
      throw new StoreException.Invalid(
          "vertex label '%s': %d oids for %d outer vertices".formatted(label.name(), oids, outer));
    }
    draft.put(Keys.outer(label.id()), outer);
  }

  private void sealTriple(Triple triple) {
    CsrWriter out = lists(triple, Direction.OUT, triple.source());
    if (!symmetric(triple)) lists(triple, Direction.IN, triple.destination());
    Long rows = tableRows.get(triple);
    if (rows == null && !schema.edgeLabels().get(triple.edgeLabel()).properties().isEmpty()) {
      throw new IllegalStateException(triple + " has properties but no table: call edges(…)");
    }
    draft.put(Keys.rows(triple), rows == null ? out.entryCount() : rows);
  }

  private CsrWriter lists(Triple triple, Direction direction, int owner) {
    CsrWriter lists = topologies.get(side(triple, direction));
    if (lists == null) {
      throw new IllegalStateException(
          "%s has no %s lists: call topology(…), with a CsrWriter of 0 entries if there are none"
              .formatted(triple, direction.label()));
    }
    int inner = innerCounts.getOrDefault(owner, 0);
    if (lists.vertexCount() != inner) {
      throw new StoreException.Invalid(
          "%s lists of %s are over %d vertices; label %d has %d inner vertices"
              .formatted(direction.label(), triple, lists.vertexCount(), owner, inner));
    }
    return lists;
  }

  private boolean symmetric(Triple triple) {
    return !directed && triple.joinsOneLabel();
  }

  private static String side(Triple triple, Direction direction) {
    return triple.id() + direction.label();
  }

  private static void once(boolean first, String what, Object detail) {
    if (!first) throw new IllegalStateException(what.formatted(detail) + " were given twice");
  }
}
