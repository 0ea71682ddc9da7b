package io.pergola.graph.arrow;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.TableWriter;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.meta.GroupParts;
import io.pergola.graph.meta.PartitionerJson;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Scratch;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Writes a graph that stands in the store in any layout once more in the `arrow` layout. All
/// fragments must be on the store's instance. What was written by a writer that fails stays in the
/// store: write between [ObjectStore#begin] and [ObjectStore#commit].
public final class ArrowGroupWriter {
  private final ObjectStore store;
  private final FragmentGroup group;
  private final ArrowOptions options;
  private final FragmentType type;
  private final List<Fragment> fragments;
  private final List<ArrowFragmentWriter> writers = new ArrayList<>();

  private ArrowGroupWriter(
      ObjectStore store, FragmentGroup group, ArrowOptions options, List<Fragment> fragments) {
    this.store = store;
    this.group = group;
    this.options = options;
    this.type =
        new FragmentType(oidType(group.schema()), options.vid(), options.map(), options.edges());
    this.fragments = fragments;
  }

  /// Writes, persists and gives the new group.
  ///
  /// @param memoryBytes how much work memory outside the heap may be used: 4 bytes for each entry
  ///   of the largest edge label, 20 and more with compact edges; in undirected graphs 4 more for
  ///   each edge, and one property of it
  /// @throws StoreException.Unsupported if the layout has no room for the graph: ids of several
  ///   types, a property called `eid`, properties of edges left out
  /// @throws StoreException.Full if the store or the work memory is too small
  public static FragmentGroup write(
      ObjectStore store, FragmentGroup group, ArrowOptions options, long memoryBytes) {
    List<Fragment> fragments = Fragments.openAll(store, group);
    try {
      return new ArrowGroupWriter(store, group, options, fragments).write(memoryBytes);
    } finally {
      fragments.forEach(Fragment::close);
    }
  }

  private static PropertyType oidType(Schema schema) {
    List<PropertyType> types =
        schema.vertexLabels().stream().map(VertexLabel::oidType).distinct().toList();
    if (types.size() == 1) return types.getFirst();
    throw new StoreException.Unsupported(
        "vertex labels have ids of types %s, but in the arrow layout all have one; load them with ids of one type"
            .formatted(types.stream().map(PropertyType::label).toList()));
  }

  private FragmentGroup write(long memoryBytes) {
    requireFreeNames();
    List<ObjectMeta> maps = new VertexMapWriter(store, type, fragments).write();
    for (Fragment fragment : fragments) {
      ArrowFragmentWriter writer =
          new ArrowFragmentWriter(store, fragment, group.schema(), type, options);
      writer.vertices(maps.get(fragment.fid()));
      writers.add(writer);
    }
    for (EdgeLabel label : group.schema().edgeLabels()) {
      try (Scratch scratch = Scratch.ofLimit(memoryBytes)) {
        writeEdges(label, scratch);
      }
    }
    return seal(store, group, writers.stream().map(ArrowFragmentWriter::seal).toList());
  }

  private void requireFreeNames() {
    if (!options.extras().contains(ArrowOptions.Extra.EDGE_IDS)) return;
    for (EdgeLabel label : group.schema().edgeLabels()) {
      if (ArrowSchema.hasOwnEdgeId(label)) {
        throw new StoreException.Unsupported(
            "edge label '%s' has a property '%s', the name of the edge ids in the arrow layout; rename it"
                .formatted(label.name(), ArrowSchema.EDGE_ID));
      }
    }
  }

  private void writeEdges(EdgeLabel label, Scratch scratch) {
    List<Triple> triples =
        group.schema().triples().stream().filter(t -> t.edgeLabel() == label.id()).toList();
    List<List<EdgeRows>> rows =
        fragments.stream().map(fragment -> rows(fragment, triples, scratch)).toList();
    EdgeTables tables = new EdgeTables(store, label, scratch);
    List<TableWriter> opened = rows.stream().map(tables::open).toList();
    if (options.extras().contains(ArrowOptions.Extra.EDGE_IDS)) {
      List<MemorySegment> ids =
          opened.stream().map(table -> table.add(EdgeTables.edgeId()).values()).toList();
      new EdgeIdWriter(label.id(), triples, fragments, rows, ids).write();
    }
    for (Fragment fragment : fragments) {
      int fid = fragment.fid();
      tables.addProperties(opened.get(fid), fragment, triples, rows.get(fid));
      writers.get(fid).edges(label, rows.get(fid), opened.get(fid).seal(), scratch);
    }
  }

  private static List<EdgeRows> rows(Fragment fragment, List<Triple> triples, Scratch scratch) {
    List<EdgeRows> rows = new ArrayList<>();
    long base = 0;
    for (Triple triple : triples) {
      EdgeRows next = EdgeRows.of(fragment, triple, base, scratch);
      rows.add(next);
      base += next.count();
    }
    return rows;
  }

  /// Makes a group of sealed fragments.
  ///
  /// @param like has as many fragments, with as many vertices and edges
  static FragmentGroup seal(ObjectStore store, FragmentGroup like, List<ObjectMeta> sealed) {
    for (ObjectMeta fragment : sealed) store.persist(fragment.id());
    ObjectMeta.Draft draft =
        ObjectMeta.draft(ArrowKeys.GROUP)
            .global()
            .put(GroupParts.TOTAL, sealed.size())
            .put(GroupParts.VERTEX_LABELS, like.schema().vertexLabels().size())
            .put(GroupParts.EDGE_LABELS, like.schema().edgeLabels().size())
            .put(PartitionerJson.KEY, PartitionerJson.write(like.partitioner()));
    for (int fid = 0; fid < sealed.size(); fid++) {
      FragmentGroup.Part part = like.fragments().get(fid);
      draft
          .put(GroupParts.fid(fid), fid)
          .put(GroupParts.instance(fid), store.instanceId())
          .put(GroupParts.innerCounts(fid), json(part.vertices()))
          .put(GroupParts.entryCounts(fid), json(part.edges()))
          .member(GroupParts.object(fid), sealed.get(fid));
    }
    ObjectMeta written = store.create(draft);
    store.persist(written.id());
    return ArrowGroupReader.read(store, store.meta(written.id()));
  }

  private static String json(List<Long> counts) {
    return JsonMapper.shared().writeValueAsString(counts);
  }
}
