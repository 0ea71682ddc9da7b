package io.pergola.builder;

import io.pergola.builder.edge.BuildContext;
import io.pergola.builder.edge.OuterSets;
import io.pergola.builder.edge.Sizes;
import io.pergola.builder.edge.TripleBuilder;
import io.pergola.builder.stage.ByteCount;
import io.pergola.builder.stage.StagedTable;
import io.pergola.builder.stage.Workers;
import io.pergola.builder.vertex.VertexSpace;
import io.pergola.builder.vertex.VertexTables;
import io.pergola.builder.vertex.Vertices;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.csr.CsrFragmentWriter;
import io.pergola.graph.csr.CsrGroupWriter;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Builds fragments from vertices that have their places and edges whose ends are resolved.
final class GraphWriter {
  private final ObjectStore store;
  private final LoadSpec spec;
  private final LoadOptions options;
  private final Schema schema;
  private final List<Vertices> vertices;
  private final List<StagedTable> edges;
  private final Workers workers;
  private final Progress progress;
  private final BuildContext context;
  private final Sizes sizes = new Sizes();

  GraphWriter(ObjectStore store, LoadSpec spec, PlacedGraph graph, LoadResources resources) {
    this.store = store;
    this.spec = spec;
    this.options = spec.options();
    this.schema = graph.schema();
    this.vertices = graph.vertices();
    this.edges = graph.edges();
    this.workers = resources.workers();
    this.progress = resources.progress();
    List<VertexSpace> spaces = vertices.stream().map(Vertices::space).toList();
    OuterSets outers = new OuterSets(spaces, options.fragments());
    this.context =
        new BuildContext(
            store,
            schema,
            options.fragments(),
            !options.undirected(),
            options.inRows(),
            resources.staging(),
            workers,
            spaces,
            outers);
  }

  LoadResult.Bytes bytes() {
    return new LoadResult.Bytes(
        sizes.topology, sizes.rows, sizes.properties, sizes.index, sizes.routing);
  }

  /// How the graph was cut; to be asked when it is built.
  PartitionReport partition(FragmentGroup group) {
    List<Long> outer = new ArrayList<>();
    for (int fid = 0; fid < options.fragments(); fid++) outer.add(context.outers().count(fid));
    return PartitionReport.of(group, outer, sizes.cutEntries / 2);
  }

  /// Makes the graph, all or nothing.
  FragmentGroup write() {
    Optional<ObjectId> before = store.findName(spec.name());
    store.begin();
    FragmentGroup group;
    try {
      group = GraphConversion.within(store, build(), spec.layout(), options.limits().memoryBytes());
      store.putName(spec.name(), group.id());
      store.commit();
    } catch (StoreException.Full full) {
      GraphConversion.rollback(store, full);
      throw explain(full);
    } catch (RuntimeException | Error failure) {
      GraphConversion.rollback(store, failure);
      throw failure;
    }
    before.ifPresent(old -> GraphConversion.deleteUnlessNamed(store, old));
    return group;
  }

  private static StoreException.Full explain(StoreException.Full full) {
    StoreException.Full explained =
        new StoreException.Full(
            full.getMessage()
                + "; the graph does not fit into the store: remove other graphs, or give the store more room (pergola serve --size)");
    explained.initCause(full);
    return explained;
  }

  private void begin() {
    progress.phase("build");
    progress.begin(schema.triples().size() + schema.vertexLabels().size());
    for (Triple triple : schema.triples()) {
      context.outers().collect(triple, edges.get(triple.id()), workers);
    }
    context.outers().settle();
    sizes.routing += context.outers().byteSize();
  }

  private FragmentGroup build() {
    begin();
    List<CsrFragmentWriter> fragments = new ArrayList<>();
    for (int fid = 0; fid < options.fragments(); fid++) {
      fragments.add(
          CsrFragmentWriter.of(store, schema, !options.undirected(), fid, options.fragments()));
    }
    for (VertexLabel label : schema.vertexLabels()) {
      writeVertices(label, fragments);
      progress.advance(1);
    }
    for (Triple triple : schema.triples()) {
      new TripleBuilder(context, triple, edges.get(triple.id()), sizes).build(fragments);
      progress.advance(1);
    }
    progress.phase("seal");
    List<ObjectMeta> sealed = fragments.stream().map(CsrFragmentWriter::seal).toList();
    return CsrGroupWriter.seal(store, schema, !options.undirected(), partitioner(), sealed);
  }

  private VertexTables measured(VertexLabel label) {
    Vertices some = vertices.get(label.id());
    VertexTables tables = new VertexTables(label, some, workers);
    tables.measure();
    sizes.properties += tables.byteSize();
    for (int fid = 0; fid < options.fragments(); fid++) {
      sizes.index += ByteCount.ofIndex(some.space().inner(fid), !some.placed().unsorted().get(fid));
    }
    return tables;
  }

  private void writeVertices(VertexLabel label, List<CsrFragmentWriter> fragments) {
    List<ObjectMeta> tables = measured(label).write(store);
    VertexSpace space = vertices.get(label.id()).space();
    for (int fid = 0; fid < options.fragments(); fid++) {
      CsrFragmentWriter fragment = fragments.get(fid);
      fragment.vertices(label.id(), space.inner(fid), tables.get(fid));
      context.outers().write(store, fragment, label.id(), fid);
    }
  }

  private Partitioner partitioner() {
    if (!(options.partitioner() instanceof PartitionerKind.ById(boolean ranges))) {
      return new Partitioner.Probe(options.fragments());
    }
    if (!ranges) return new Partitioner.Hash(options.fragments());
    List<List<Oid>> boundaries = vertices.stream().map(v -> v.placed().boundaries()).toList();
    return new Partitioner.Range(boundaries, options.fragments());
  }
}
