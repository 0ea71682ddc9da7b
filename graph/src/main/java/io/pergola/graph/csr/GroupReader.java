package io.pergola.graph.csr;

import io.pergola.graph.ArrayReader;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Schema;
import io.pergola.store.ObjectMeta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads the metadata of a group.
final class GroupReader {
  private GroupReader() {}

  static FragmentGroup read(ObjectMeta meta) {
    MetaRules.requireVersion(meta);
    Schema schema = SchemaJson.read(meta.text(Keys.SCHEMA));
    int fnum = MetaRules.count(meta, Keys.TOTAL_FRAGMENTS, 1, Integer.MAX_VALUE);
    List<FragmentGroup.Part> parts = new ArrayList<>();
    for (int i = 0; i < fnum; i++) parts.add(part(meta, schema, i, fnum));
    parts.sort(Comparator.comparingInt(FragmentGroup.Part::fid));
    for (int fid = 0; fid < fnum; fid++) {
      if (parts.get(fid).fid() != fid) {
        throw ArrayReader.corrupt(meta, "fid_…", "does not name fragment " + fid, "each once");
      }
    }
    return new FragmentGroup(
        meta.id(),
        Keys.FORMAT,
        meta.flag(Keys.DIRECTED),
        schema,
        PartitionerJson.read(meta.text(Keys.PARTITIONER), schema, fnum),
        parts);
  }

  private static FragmentGroup.Part part(ObjectMeta meta, Schema schema, int i, int fnum) {
    // A copy on the reader's instance stands in for the fragment that was linked.
    ObjectMeta fragment = meta.member(Keys.partObject(i));
    return new FragmentGroup.Part(
        MetaRules.count(meta, Keys.partFid(i), 0, fnum - 1),
        fragment.instanceId(),
        fragment.id(),
        counts(meta, Keys.partInner(i), schema.vertexLabels().size()),
        counts(meta, Keys.partEntries(i), schema.triples().size()));
  }

  private static List<Long> counts(ObjectMeta meta, String key, int size) {
    String text = meta.text(key);
    List<Long> counts = new ArrayList<>();
    for (JsonNode count : MetaRules.list(text)) {
      if (count.isIntegralNumber() && count.canConvertToLong()) counts.add(count.longValue());
    }
    if (counts.size() == size && counts.stream().allMatch(count -> count >= 0)) return counts;
    throw ArrayReader.corrupt(meta, key, "is '" + text + "'", size + " counts, such as [3,4]");
  }
}
