package io.pergola.graph.csr;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.NewProperty;
import io.pergola.graph.Property;
import io.pergola.graph.Schema;
import io.pergola.graph.TableWriter;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Makes a graph out of another one and a new property. The new fragments have the old ones' arrays
/// and columns as members, so both graphs are there, and what they have in common is there once.
final class VertexPropertyWriter {
  /// What a fragment's metadata has besides what this layout puts there.
  private static final Set<String> OF_THE_STORE =
      Set.of("id", "typename", "instance_id", "signature", "transient", "nbytes", "timestamp");

  private final ObjectStore store;
  private final NewProperty added;
  private final Schema schema;
  private final Schema after;

  private VertexPropertyWriter(ObjectStore store, NewProperty added, Schema schema) {
    this.store = store;
    this.added = added;
    this.schema = schema;
    this.after = added.addTo(schema);
  }

  static FragmentGroup write(ObjectStore store, FragmentGroup group, NewProperty added) {
    VertexPropertyWriter writer = new VertexPropertyWriter(store, added, group.schema());
    List<ObjectMeta> fragments =
        group.fragments().stream().map(part -> writer.fragment(store.meta(part.id()))).toList();
    return CsrGroupWriter.seal(
        store, writer.after, group.directed(), group.partitioner(), fragments);
  }

  private ObjectMeta fragment(ObjectMeta old) {
    ObjectMeta.Draft draft = ObjectMeta.draft(Keys.FRAGMENT);
    long byteSize = old.integer("nbytes");
    int fid = (int) old.integer(Keys.FID);
    Map<String, ObjectMeta> members = old.members();
    for (Map.Entry<String, JsonNode> value : old.toJson().properties()) {
      String key = value.getKey();
      boolean kept = !OF_THE_STORE.contains(key) && !key.equals(Keys.SCHEMA);
      if (kept && !members.containsKey(key)) draft.put(key, value.getValue());
    }
    for (int label : added.vertexLabels()) {
      ObjectMeta before = old.member(Keys.vertexTable(label));
      ObjectMeta table = table(before, fid, label);
      byteSize += table.integer("nbytes") - before.integer("nbytes");
      members.put(Keys.vertexTable(label), table);
    }
    members.forEach(draft::member);
    return store.create(draft.put(Keys.SCHEMA, SchemaJson.write(after)).byteSize(byteSize));
  }

  private ObjectMeta table(ObjectMeta old, int fid, int label) {
    TableWriter table = TableWriter.of(store, old.integer("num_rows_"));
    List<Property> columns = CsrFragmentWriter.columnsOf(schema.vertexLabels().get(label));
    ObjectMeta batch = old.member("partitions_-0");
    for (int i = 0; i < columns.size(); i++) {
      table.share(columns.get(i), batch.member("__columns_-" + i));
    }
    added.filler().addTo(table, fid, label);
    return table.seal();
  }
}
