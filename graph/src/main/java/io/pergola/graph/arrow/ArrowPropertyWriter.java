package io.pergola.graph.arrow;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.NewProperty;
import io.pergola.graph.Property;
import io.pergola.graph.Spelling;
import io.pergola.graph.TableWriter;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.meta.FragmentCopy;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes a graph out of another one and a new property, which becomes the last column of vertex
/// tables. The new fragments share all else with the old ones.
final class ArrowPropertyWriter {
  private final ObjectStore store;
  private final NewProperty added;

  private ArrowPropertyWriter(ObjectStore store, NewProperty added) {
    this.store = store;
    this.added = added;
  }

  static FragmentGroup write(ObjectStore store, FragmentGroup group, NewProperty added) {
    added.addTo(group.schema()); // refuses names that are taken
    ArrowPropertyWriter writer = new ArrowPropertyWriter(store, added);
    List<ObjectMeta> fragments =
        group.fragments().stream().map(part -> writer.fragment(store.meta(part.id()))).toList();
    return ArrowGroupWriter.seal(store, group, fragments);
  }

  private ObjectMeta fragment(ObjectMeta old) {
    ArrowHead head = ArrowHead.read(old);
    Set<Integer> labels = new HashSet<>(added.vertexLabels());
    labels.removeIf(label -> !head.schema().vertices().get(label).visible());
    Map<String, ObjectMeta> tables = new HashMap<>();
    for (int label : labels) {
      String key = ArrowKeys.item(ArrowKeys.VERTEX_TABLES, label);
      tables.put(key, table(old.member(key), head, label));
    }
    String schema = ArrowSchemaJson.with(old.text(ArrowKeys.SCHEMA), labels, added.property());
    return store.create(FragmentCopy.of(old, tables).put(ArrowKeys.SCHEMA, schema));
  }

  private ObjectMeta table(ObjectMeta old, ArrowHead head, int label) {
    VertexLabel of = head.schema().schema().vertexLabels().get(label);
    ArrowSchema.Columns columns = head.schema().vertices().get(label);
    Map<String, String> metadata = ArrowFragmentWriter.metadata(of, columns.special().isPresent());
    TableWriter table = TableWriter.of(store, old.integer("num_rows_"), Spelling.CPP, metadata);
    ObjectMeta batch = old.member("partitions_-0");
    for (int i = 0; i < columns.stored().size(); i++) {
      table.share(known(columns.stored().get(i), of), batch.member("__columns_-" + i));
    }
    added.filler().addTo(table, head.fid(), label);
    return table.seal();
  }

  private Property known(Optional<Property> stored, VertexLabel label) {
    return stored.orElseThrow(() ->
        new StoreException.Unsupported(
            "vertex label '%s' has a column of a type that only GraphScope has, so it can't get the property '%s' beside it; leave it out with a projection there (Graph.project) and convert the graph to csr"
                .formatted(label.name(), added.property().name())));
  }
}
