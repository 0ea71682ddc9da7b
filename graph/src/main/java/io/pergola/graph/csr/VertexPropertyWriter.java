package io.pergola.graph.csr;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.NewProperty;
import io.pergola.graph.Property;
import io.pergola.graph.Schema;
import io.pergola.graph.TableWriter;
import io.pergola.graph.meta.FragmentCopy;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes a graph out of another one and a new property. The new fragments have the old ones' arrays
/// and columns as members, so both graphs are there, and what they have in common is there once.
final class VertexPropertyWriter {
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
    int fid = (int) old.integer(Keys.FID);
    Map<String, ObjectMeta> tables = new HashMap<>();
    for (int label : added.vertexLabels()) {
      String key = Keys.vertexTable(label);
      tables.put(key, table(old.member(key), fid, label));
    }
    return store.create(FragmentCopy.of(old, tables).put(Keys.SCHEMA, SchemaJson.write(after)));
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
