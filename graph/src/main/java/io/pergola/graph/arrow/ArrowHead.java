package io.pergola.graph.arrow;

import io.pergola.graph.ArrayReader;
import io.pergola.graph.meta.MetaRules;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.StoreException;

/// What the metadata of a fragment says about it as a whole.
record ArrowHead(
    ObjectId id, FragmentType type, int fid, int fnum, boolean directed, ArrowSchema schema) {
  static ArrowHead read(ObjectMeta meta) {
    FragmentType type =
        FragmentType.parse(meta.typeName())
            .orElseThrow(() ->
                new StoreException.Corrupt(
                    "object %s is a %s, expected vineyard::ArrowFragment<OID,VID,VM,COMPACT> with ids int64, int or std::string, vids uint64 or uint"
                        .formatted(meta.id(), meta.typeName())));
    requireFlag(meta, ArrowKeys.LOCAL_MAP, type.map() == MapKind.LOCAL);
    requireFlag(meta, ArrowKeys.COMPACT, type.edges() == EdgeKind.COMPACT);
    requireText(meta, ArrowKeys.OID_TYPE, type.oidName());
    requireText(meta, ArrowKeys.VID_TYPE, type.vidName());
    int fnum = MetaRules.count(meta, ArrowKeys.FNUM, 1, Integer.MAX_VALUE);
    ArrowSchema schema = ArrowSchemaJson.read(meta.text(ArrowKeys.SCHEMA), type.oid());
    ArrayReader.requireCount(meta, ArrowKeys.VERTEX_LABELS, schema.schema().vertexLabels().size());
    ArrayReader.requireCount(meta, ArrowKeys.EDGE_LABELS, schema.schema().edgeLabels().size());
    return new ArrowHead(
        meta.id(),
        type,
        MetaRules.count(meta, ArrowKeys.FID, 0, fnum - 1),
        fnum,
        meta.flag(ArrowKeys.DIRECTED),
        schema);
  }

  int vertexLabels() {
    return schema.schema().vertexLabels().size();
  }

  int edgeLabels() {
    return schema.schema().edgeLabels().size();
  }

  VidBits ids() {
    return VidBits.of(type.vid(), fnum);
  }

  private static void requireFlag(ObjectMeta meta, String key, boolean expected) {
    if (meta.flag(key) != expected) {
      throw ArrayReader.corrupt(meta, key, "is " + !expected, expected + ", as the type name says");
    }
  }

  private static void requireText(ObjectMeta meta, String key, String expected) {
    if (!meta.text(key).equals(expected)) {
      throw ArrayReader.corrupt(
          meta, key, "is '" + meta.text(key) + "'", "'" + expected + "', as the type name says");
    }
  }
}
