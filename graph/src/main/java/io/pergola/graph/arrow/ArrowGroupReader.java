package io.pergola.graph.arrow;

import io.pergola.graph.Direction;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.graph.meta.GroupParts;
import io.pergola.graph.meta.MetaRules;
import io.pergola.graph.meta.PartitionerJson;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads a `vineyard::ArrowFragmentGroup`. Those of this project carry counts and the partitioner
/// as extra keys; for others the fragments are opened.
final class ArrowGroupReader {
  private final ObjectStore store;
  private final ObjectMeta meta;

  private ArrowGroupReader(ObjectStore store, ObjectMeta meta) {
    this.store = store;
    this.meta = meta;
  }

  static FragmentGroup read(ObjectStore store, ObjectMeta meta) {
    return new ArrowGroupReader(store, meta).read();
  }

  private FragmentGroup read() {
    ArrowHead head = ArrowHead.read(meta.member(GroupParts.object(0)));
    Schema schema = schema(head);
    List<FragmentGroup.Part> parts = GroupParts.read(meta, (i, fid) -> part(schema, i, fid));
    return new FragmentGroup(
        meta.id(),
        ArrowKeys.FORMAT,
        head.directed(),
        schema,
        partitioner(schema, parts.size()),
        parts);
  }

  /// That of the first fragment, with the relations that others know besides.
  private Schema schema(ArrowHead head) {
    Schema schema = head.schema().schema();
    if (meta.has(PartitionerJson.KEY)) return schema;
    int fnum = MetaRules.count(meta, GroupParts.TOTAL, 1, Integer.MAX_VALUE);
    for (int i = 0; i < fnum; i++) {
      ObjectMeta fragment = meta.member(GroupParts.object(i));
      if (fragment.instanceId() != store.instanceId()) continue;
      try (ArrowFragment opened = ArrowFragment.open(store, fragment)) {
        schema = joined(schema, opened.schema());
      } catch (StoreException.Corrupt wrong) {
        // whoever opens the fragment itself is told
      }
    }
    return schema;
  }

  private static Schema joined(Schema one, Schema other) {
    if (one.edgeLabels().size() != other.edgeLabels().size()) return one;
    List<EdgeLabel> labels = new ArrayList<>();
    for (EdgeLabel label : one.edgeLabels()) {
      Set<EdgeLabel.Relation> relations = new LinkedHashSet<>(label.relations());
      relations.addAll(other.edgeLabels().get(label.id()).relations());
      labels.add(
          new EdgeLabel(label.id(), label.name(), label.properties(), List.copyOf(relations)));
    }
    return new Schema(one.vertexLabels(), labels);
  }

  private Partitioner partitioner(Schema schema, int fnum) {
    return meta.has(PartitionerJson.KEY)
        ? PartitionerJson.read(meta.text(PartitionerJson.KEY), schema, fnum)
        : new Partitioner.Probe(fnum);
  }

  private FragmentGroup.Part part(Schema schema, int i, int fid) {
    ObjectMeta fragment = meta.member(GroupParts.object(i));
    boolean counted = meta.has(PartitionerJson.KEY);
    return new FragmentGroup.Part(
        fid,
        fragment.instanceId(),
        fragment.id(),
        counted
            ? MetaRules.counts(meta, GroupParts.innerCounts(i), schema.vertexLabels().size())
            : innerCounts(fragment),
        counted
            ? MetaRules.counts(meta, GroupParts.entryCounts(i), schema.triples().size())
            : entryCounts(fragment, schema));
  }

  /// Vertex tables have a row for each inner vertex.
  private static List<Long> innerCounts(ObjectMeta fragment) {
    ArrowHead head = ArrowHead.read(fragment);
    List<Long> counts = new ArrayList<>();
    for (int label = 0; label < head.vertexLabels(); label++) {
      ObjectMeta table = fragment.member(ArrowKeys.item(ArrowKeys.VERTEX_TABLES, label));
      boolean visible = head.schema().vertices().get(label).visible();
      counts.add(visible ? table.integer("num_rows_") : 0L);
    }
    return counts;
  }

  private List<Long> entryCounts(ObjectMeta fragment, Schema schema) {
    if (fragment.instanceId() != store.instanceId()) return estimated(fragment, schema);
    try (ArrowFragment opened = ArrowFragment.open(store, fragment)) {
      return schema.triples().stream().map(opened::entryCount).toList();
    } catch (StoreException.Corrupt wrong) {
      return estimated(fragment, schema);
    }
  }

  /// What metadata alone tells: units of the source's label, outer vertices' included.
  private static List<Long> estimated(ObjectMeta fragment, Schema schema) {
    ListSide side = ListSide.of(Direction.OUT);
    List<Long> counts = new ArrayList<>();
    for (Triple triple : schema.triples()) {
      String key = ArrowKeys.item(side.plain(), triple.source(), triple.edgeLabel());
      boolean plain = fragment.has(key) && fragment.member(key).has("length_");
      counts.add(plain ? fragment.member(key).integer("length_") : 0L);
    }
    return counts;
  }
}
