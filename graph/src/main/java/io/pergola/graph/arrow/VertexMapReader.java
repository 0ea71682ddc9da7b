package io.pergola.graph.arrow;

import io.pergola.graph.ArrayReader;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.meta.MetaRules;
import io.pergola.store.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Opens a vertex map in O(metadata).
final class VertexMapReader {
  static final String OIDS = "oid_arrays";
  static final String TO_GID = "o2g";
  static final String TO_GID_PERFECT = "o2g_p";
  static final String TO_OFFSET = "o2i";
  static final String TO_OID = "i2o";
  static final String TO_ROW = "i2o_index";
  static final String COUNT = "vertices_num";
  static final String PERFECT = "use_perfect_hash_";

  private final ArrayReader arrays;
  private final FragmentType type;
  private final ObjectMeta map;
  private final int fid;
  private final int fnum;
  private final int labels;

  VertexMapReader(ArrayReader arrays, ObjectMeta fragment, ArrowHead head) {
    ArrayReader.requireType(fragment, ArrowKeys.VERTEX_MAP, head.type().mapTypeName());
    this.arrays = arrays;
    this.type = head.type();
    this.map = fragment.member(ArrowKeys.VERTEX_MAP);
    this.fid = head.fid();
    this.fnum = head.fnum();
    this.labels = head.vertexLabels();
    ArrayReader.requireCount(map, "fnum", fnum);
    ArrayReader.requireCount(map, "label_num", labels);
  }

  VertexMap read(VidBits ids) {
    return type.map() == MapKind.GLOBAL ? global(ids) : local();
  }

  private VertexMap global(VidBits ids) {
    boolean perfect = map.has(PERFECT) && map.flag(PERFECT);
    List<List<OidArray>> oids = table(this::oids);
    if (perfect) requirePerfectMaps();
    HashEntries layout = new HashEntries(type.oid(), type.vid().type());
    return new VertexMap.Global(
        fid, oids, perfect ? List.of() : table((f, l) -> map(TO_GID, f, l, layout)), ids);
  }

  /// They are not read, but must be what they say.
  private void requirePerfectMaps() {
    String typeName = "vineyard::PerfectHashmap<%s,%s>".formatted(type.keyName(), type.vidName());
    for (int f = 0; f < fnum; f++) {
      for (int label = 0; label < labels; label++) {
        String key = ArrowKeys.ofMap(TO_GID_PERFECT, f, label);
        ArrayReader.requireType(map, key, typeName);
        long count = map.member(ArrowKeys.ofMap(OIDS, f, label)).integer("length_");
        ArrayReader.requireCount(map.member(key), "num_elements_", count);
      }
    }
  }

  private VertexMap local() {
    ArrayReader.requireCount(map, "fid", fid);
    PropertyType vid = type.vid().type();
    boolean strings = type.oid() == PropertyType.STRING;
    HashEntries toOffset = new HashEntries(type.oid(), vid);
    HashEntries back = new HashEntries(vid, strings ? vid : type.oid());
    String backKey = strings ? TO_ROW : TO_OID;
    String emptyKey = strings ? TO_OID : TO_ROW;
    HashEntries empty = new HashEntries(vid, strings ? type.oid() : vid);
    table((f, l) -> f == fid || requireEmpty(emptyKey, f, l, empty));
    return new VertexMap.Local(
        fid,
        table((f, l) -> MetaRules.count(map, ArrowKeys.ofMap(COUNT, f, l), 0, Long.MAX_VALUE)),
        table(this::oids),
        table((f, l) -> map(TO_OFFSET, f, l, toOffset)),
        // There is none for the own fragment; its own map stands in, and is never asked.
        table((f, l) -> f == fid ? map(TO_OFFSET, f, l, toOffset) : map(backKey, f, l, back)));
  }

  private <T> List<List<T>> table(BiFunction<Integer, Integer, T> reader) {
    List<List<T>> rows = new ArrayList<>();
    for (int f = 0; f < fnum; f++) {
      List<T> row = new ArrayList<>();
      for (int label = 0; label < labels; label++) row.add(reader.apply(f, label));
      rows.add(List.copyOf(row));
    }
    return List.copyOf(rows);
  }

  private OidArray oids(int f, int label) {
    String key = ArrowKeys.ofMap(OIDS, f, label);
    long length = MetaRules.count(map.member(key), "length_", 0, Integer.MAX_VALUE);
    return new OidArray(arrays.column(map, key, new Property(VertexLabel.OID, type.oid()), length));
  }

  private boolean requireEmpty(String what, int f, int label, HashEntries layout) {
    map(what, f, label, layout);
    ArrayReader.requireCount(map.member(ArrowKeys.ofMap(what, f, label)), "num_elements_", 0);
    return true;
  }

  private HashMapView map(String what, int f, int label, HashEntries layout) {
    return HashMapView.open(arrays, map, ArrowKeys.ofMap(what, f, label), layout);
  }
}
