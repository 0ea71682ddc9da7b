package io.pergola.graph.csr;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Schema;
import io.pergola.graph.meta.GroupParts;
import io.pergola.graph.meta.MetaRules;
import io.pergola.graph.meta.PartitionerJson;
import io.pergola.store.ObjectMeta;
import java.util.List;

/// Reads the metadata of a group.
final class GroupReader {
  private GroupReader() {}

  static FragmentGroup read(ObjectMeta meta) {
    FragmentHead.requireVersion(meta);
    Schema schema = SchemaJson.read(meta.text(Keys.SCHEMA));
    List<FragmentGroup.Part> parts = GroupParts.read(meta, (i, fid) -> part(meta, schema, i, fid));
    return new FragmentGroup(
        meta.id(),
        Keys.FORMAT,
        meta.flag(Keys.DIRECTED),
        schema,
        PartitionerJson.read(meta.text(PartitionerJson.KEY), schema, parts.size()),
        parts);
  }

  private static FragmentGroup.Part part(ObjectMeta meta, Schema schema, int i, int fid) {
    // A copy on the reader's instance stands in for the fragment that was linked.
    ObjectMeta fragment = meta.member(GroupParts.object(i));
    return new FragmentGroup.Part(
        fid,
        fragment.instanceId(),
        fragment.id(),
        MetaRules.counts(meta, GroupParts.innerCounts(i), schema.vertexLabels().size()),
        MetaRules.counts(meta, GroupParts.entryCounts(i), schema.triples().size()));
  }
}
