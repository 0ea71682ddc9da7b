package io.pergola.graph.csr;

import io.pergola.graph.Direction;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.graph.meta.GroupParts;
import io.pergola.graph.meta.PartitionerJson;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Joins the fragments of a graph into a group.
public final class CsrGroupWriter {
  private CsrGroupWriter() {}

  /// Creates and persists the global `pergola::FragmentGroup`, and persists the fragments first.
  ///
  /// @param fragments sealed, by fid
  /// @throws StoreException.Invalid if the fragments do not fit together
  public static FragmentGroup seal(
      ObjectStore store,
      Schema schema,
      boolean directed,
      Partitioner partitioner,
      List<ObjectMeta> fragments) {
    requireParts(directed, SchemaJson.write(schema), partitioner, fragments);
    for (ObjectMeta fragment : fragments) store.persist(fragment.id());
    ObjectMeta.Draft draft =
        ObjectMeta.draft(Keys.GROUP)
            .global()
            .put(Keys.VERSION, Keys.LAYOUT_VERSION)
            .put(Keys.DIRECTED, directed)
            .put(Keys.SCHEMA, SchemaJson.write(schema))
            .put(PartitionerJson.KEY, PartitionerJson.write(partitioner))
            .put(GroupParts.TOTAL, fragments.size())
            .put(GroupParts.VERTEX_LABELS, schema.vertexLabels().size())
            .put(GroupParts.EDGE_LABELS, schema.edgeLabels().size());
    for (int fid = 0; fid < fragments.size(); fid++) {
      put(draft, schema, fid, fragments.get(fid));
    }
    ObjectMeta group = store.create(draft);
    store.persist(group.id());
    return GroupReader.read(group);
  }

  private static void put(ObjectMeta.Draft draft, Schema schema, int fid, ObjectMeta fragment) {
    ArrayNode inner = JsonNodeFactory.instance.arrayNode();
    for (int label = 0; label < schema.vertexLabels().size(); label++) {
      inner.add(fragment.integer(Keys.inner(label)));
    }
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    for (Triple triple : schema.triples()) {
      entries.add(fragment.integer(Keys.entries(triple, Direction.OUT)));
    }
    draft
        .put(GroupParts.fid(fid), fid)
        .put(GroupParts.instance(fid), fragment.instanceId())
        .put(GroupParts.innerCounts(fid), inner.toString())
        .put(GroupParts.entryCounts(fid), entries.toString())
        .member(GroupParts.object(fid), fragment);
  }

  private static void requireParts(
      boolean directed, String schema, Partitioner partitioner, List<ObjectMeta> fragments) {
    if (fragments.size() != partitioner.fnum()) {
      throw new StoreException.Invalid(
          "%d fragments, but the partitioner is for %d"
              .formatted(fragments.size(), partitioner.fnum()));
    }
    for (int fid = 0; fid < fragments.size(); fid++) {
      ObjectMeta meta = fragments.get(fid);
      String which = "fragment %d (%s)".formatted(fid, meta.id());
      require(meta.typeName().equals(Keys.FRAGMENT), "its type is " + Keys.FRAGMENT, which);
      require(meta.integer(Keys.FID) == fid, "its fid is " + fid, which);
      require(meta.integer(Keys.FNUM) == fragments.size(), "its fnum is their number", which);
      require(meta.flag(Keys.DIRECTED) == directed, "its edges are alike directed", which);
      require(meta.text(Keys.SCHEMA).equals(schema), "its schema is the group's", which);
    }
  }

  private static void require(boolean holds, String rule, String which) {
    if (!holds) {
      throw new StoreException.Invalid(
          "%s does not fit into the group, whose rule is that %s".formatted(which, rule));
    }
  }
}
