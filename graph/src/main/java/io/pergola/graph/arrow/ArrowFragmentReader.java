package io.pergola.graph.arrow;

import io.pergola.graph.ArrayReader;
import io.pergola.graph.Column;
import io.pergola.graph.Direction;
import io.pergola.graph.Layouts;
import io.pergola.graph.Property;
import io.pergola.graph.Table;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.meta.MetaRules;
import io.pergola.store.ObjectMeta;
import io.pergola.store.Pin;
import io.pergola.store.Scratch;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Turns a fragment's metadata into views, looking at no data but counts: types and sizes must fit
/// together.
final class ArrowFragmentReader {
  private final ObjectMeta meta;
  private final ArrowHead head;
  private final ArrayReader arrays;
  private final Scratch scratch;
  private final VertexMap map;

  ArrowFragmentReader(ObjectMeta meta, ArrowHead head, Pin pin, Scratch scratch) {
    this.meta = meta;
    this.head = head;
    this.arrays = ArrayReader.of(pin);
    this.scratch = scratch;
    this.map = new VertexMapReader(arrays, meta, head).read(head.ids());
    for (String list :
        List.of(ArrowKeys.VERTEX_TABLES, ArrowKeys.OUTER_GIDS, ArrowKeys.OUTER_MAPS)) {
      ArrayReader.requireCount(meta, ArrowKeys.size(list), head.vertexLabels());
    }
    ArrayReader.requireCount(meta, ArrowKeys.size(ArrowKeys.EDGE_TABLES), head.edgeLabels());
  }

  VertexMap map() {
    return map;
  }

  List<ArrowVertices> vertices() {
    List<ArrowVertices> parts = new ArrayList<>();
    for (VertexLabel label : head.schema().schema().vertexLabels()) parts.add(vertices(label));
    return List.copyOf(parts);
  }

  private ArrowVertices vertices(VertexLabel label) {
    int id = label.id();
    long inner = count(ArrowKeys.INNER_COUNTS, id);
    long outer = count(ArrowKeys.OUTER_COUNTS, id);
    long total = count(ArrowKeys.TOTAL_COUNTS, id);
    boolean fits = inner >= 0 && outer >= 0 && inner + outer == total && total <= Integer.MAX_VALUE;
    if (!fits || inner != map.own(id).size() || inner != map.count(head.fid(), id)) {
      throw ArrayReader.corrupt(
          meta,
          ArrowKeys.INNER_COUNTS,
          "is %d for label %d, with %d outer, %d in all and %d in the vertex map"
              .formatted(inner, id, outer, total, map.own(id).size()),
          "counts that add up and at most %d".formatted(Integer.MAX_VALUE));
    }
    ArrowSchema.Columns columns = head.schema().vertices().get(id);
    MemorySegment gids = outerGids(id, outer);
    return new ArrowVertices(
        (int) inner,
        (int) outer,
        columns.visible(),
        map.own(id),
        table(ArrowKeys.VERTEX_TABLES, id, columns, label.properties(), inner),
        new Lazy<>(() -> OuterVertices.of(gids, head.type().vid(), head.ids(), scratch)),
        map.search(id));
  }

  private long count(String key, int label) {
    VidWidth vid = head.type().vid();
    ArrayReader.requireType(meta, key, "vineyard::Array<" + vid.spelling() + ">");
    ArrayReader.requireCount(meta.member(key), "size_", head.vertexLabels());
    MemorySegment counts =
        arrays.bytes(meta, key, "buffer_", (long) head.vertexLabels() * vid.byteWidth());
    return Units.vid(counts, (long) label * vid.byteWidth(), vid);
  }

  private Table table(
      String list, int label, ArrowSchema.Columns columns, List<Property> properties, long rows) {
    String key = ArrowKeys.item(list, label);
    ArrayReader.requireType(meta, key, "vineyard::Table");
    return arrays.table(meta.member(key), columns.positions(), properties, rows);
  }

  /// The gids of a label's outer vertices as they are stored.
  MemorySegment outerGids(int label, long outer) {
    return numbers(
        ArrowKeys.item(ArrowKeys.OUTER_GIDS, label),
        head.type().vidName(),
        outer,
        head.type().vid().byteWidth());
  }

  /// From outer gids to lids.
  HashMapView outerMap(int label) {
    io.pergola.graph.PropertyType vid = head.type().vid().type();
    return HashMapView.open(
        arrays, meta, ArrowKeys.item(ArrowKeys.OUTER_MAPS, label), new HashEntries(vid, vid));
  }

  /// The properties of an edge label; row e is the edge with eid e.
  Table edges(int label) {
    ArrowSchema.Columns columns = head.schema().edges().get(label);
    List<Property> properties = head.schema().schema().edgeLabels().get(label).properties();
    return table(ArrowKeys.EDGE_TABLES, label, columns, properties, edgeRows(label));
  }

  /// The edges of a label that the fragment holds.
  long edgeRows(int label) {
    ObjectMeta table = meta.member(ArrowKeys.item(ArrowKeys.EDGE_TABLES, label));
    return MetaRules.count(table, "num_rows_", 0, Long.MAX_VALUE / 64);
  }

  /// A single column of an edge label's table.
  Column edgeColumn(int label, int position, Property property) {
    return column(meta.member(ArrowKeys.item(ArrowKeys.EDGE_TABLES, label)), position, property);
  }

  /// One column of a table, whether the schema shows it or not.
  Column column(ObjectMeta table, int position, Property property) {
    long rows = table.integer("num_rows_");
    return arrays.table(table, List.of(position), List.of(property), rows).columns().getFirst();
  }

  /// All columns of a table.
  Table table(ObjectMeta table, List<Property> properties) {
    return arrays.table(table, properties, table.integer("num_rows_"));
  }

  /// The adjacency lists of the vertices of one label along one edge label.
  Units units(Direction direction, int vertexLabel, int edgeLabel) {
    ListSide side = ListSide.of(direction);
    VidWidth vid = head.type().vid();
    long vertices = count(ArrowKeys.TOTAL_COUNTS, vertexLabel);
    MemorySegment offsets = longs(side.offsets(), vertexLabel, edgeLabel, vertices + 1);
    if (head.type().edges() == EdgeKind.COMPACT) {
      return inflated(side, offsets, vertexLabel, edgeLabel);
    }
    requireDimensions(side.plain());
    String key = ArrowKeys.item(side.plain(), vertexLabel, edgeLabel);
    ArrayReader.requireType(meta, key, "vineyard::FixedSizeBinaryArray");
    ArrayReader.requireCount(meta.member(key), "byte_width_", vid.unitBytes());
    requireNoNulls(key);
    long length = MetaRules.count(meta.member(key), "length_", 0, Long.MAX_VALUE / 64);
    requireLast(key, offsets, length);
    MemorySegment units = arrays.bytes(meta, key, "buffer_", length * vid.unitBytes());
    return new Units(vid, offsets, units);
  }

  private Units inflated(ListSide side, MemorySegment offsets, int vertexLabel, int edgeLabel) {
    VidWidth vid = head.type().vid();
    long vertices = offsets.byteSize() / 8 - 1;
    requireDimensions(side.compact());
    MemorySegment byteOffsets = longs(side.byteOffsets(), vertexLabel, edgeLabel, vertices + 1);
    String key = ArrowKeys.item(side.compact(), vertexLabel, edgeLabel);
    long length = MetaRules.count(meta.member(key), "length_", 0, Long.MAX_VALUE / 64);
    requireLast(key, byteOffsets, length);
    MemorySegment bytes = numbers(key, "unsigned char", length, 1);
    // A unit takes at least one byte and a quarter for each of its 32-bit words.
    long count = offsets.getAtIndex(Layouts.LONG, vertices);
    if (count < 0 || count > length) {
      throw ArrayReader.corrupt(
          meta, key, "has %d bytes for %d units".formatted(length, count), "more");
    }
    MemorySegment units = scratch.allocate(count * vid.unitBytes());
    CompactUnits.inflate(vid, offsets, byteOffsets, bytes, units);
    return new Units(vid, offsets, units);
  }

  private void requireDimensions(String list) {
    ArrayReader.requireCount(meta, ArrowKeys.size(list), head.vertexLabels());
    for (int label = 0; label < head.vertexLabels(); label++) {
      ArrayReader.requireCount(meta, ArrowKeys.rowSize(list, label), head.edgeLabels());
    }
  }

  private void requireLast(String key, MemorySegment offsets, long length) {
    long last = offsets.getAtIndex(Layouts.LONG, offsets.byteSize() / 8 - 1);
    if (last != length) {
      throw ArrayReader.corrupt(meta, key, "has length " + length, last + ", the last offset");
    }
  }

  private MemorySegment longs(String list, int vertexLabel, int edgeLabel, long length) {
    requireDimensions(list);
    return numbers(ArrowKeys.item(list, vertexLabel, edgeLabel), "int64", length, 8);
  }

  private MemorySegment numbers(String key, String spelling, long length, int byteWidth) {
    ArrayReader.requireType(meta, key, "vineyard::NumericArray<" + spelling + ">");
    ArrayReader.requireCount(meta.member(key), "length_", length);
    requireNoNulls(key);
    return arrays.bytes(meta, key, "buffer_", length * byteWidth);
  }

  private void requireNoNulls(String key) {
    ObjectMeta array = meta.member(key);
    ArrayReader.requireCount(array, "offset_", 0);
    ArrayReader.requireCount(array, "null_count_", 0);
    ArrayReader.requireType(array, "null_bitmap_", "vineyard::Blob");
  }
}
