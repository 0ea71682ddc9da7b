package io.pergola.builder;

import io.pergola.builder.stage.StagedChunk;
import io.pergola.builder.stage.StagedTable;
import io.pergola.builder.stage.Staging;
import io.pergola.builder.stage.Workers;
import io.pergola.builder.vertex.Cutting;
import io.pergola.builder.vertex.Ends;
import io.pergola.builder.vertex.IntEdgeNumbering;
import io.pergola.builder.vertex.IntFileNumbering;
import io.pergola.builder.vertex.TextDictionary;
import io.pergola.builder.vertex.TextNumbering;
import io.pergola.builder.vertex.Vertices;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One attempt to load: the steps from files to places. [GraphWriter] does the rest.
final class LoadRun implements AutoCloseable {
  private final ObjectStore store;
  private final LoadSpec spec;
  private final LoadOptions options;
  private final Cutting cutting;
  private final int chunkBytes;
  private final LoadResources resources;
  private final Progress progress;
  private final Workers workers;
  private final Staging staging;
  private final BadRecordLog log;
  private final LoadPlan plan;
  private final Map<Integer, TextDictionary> dictionaries = new LinkedHashMap<>();
  private final Map<Integer, StagedTable> vertexTables = new LinkedHashMap<>();
  private final List<StagedTable> edgeTables = new ArrayList<>();
  private final Map<Integer, Vertices> numbered = new TreeMap<>();
  private final Map<String, Long> edgeCounts = new LinkedHashMap<>();

  LoadRun(
      ObjectStore store,
      LoadSpec spec,
      LoadListener listener,
      int chunkBytes,
      Set<Planner.WidenedColumn> widened) {
    this.store = store;
    this.spec = spec;
    this.options = spec.options();
    this.cutting =
        options.partitioner() instanceof PartitionerKind.ById(boolean ranges)
            ? new Cutting(options.fragments(), ranges)
            : new Cutting(1, false);
    this.chunkBytes = chunkBytes;
    requireFreeName();
    this.progress = new Progress(listener);
    progress.phase("plan");
    this.plan = new Planner(spec, widened).plan();
    this.log = new BadRecordLog(options);
    this.resources = LoadResources.of(options.limits(), progress);
    this.workers = resources.workers();
    this.staging = resources.staging();
  }

  private void requireFreeName() {
    Optional<?> taken = store.findName(spec.name()).filter(store::exists);
    if (taken.isPresent() && !options.replace()) {
      throw new StoreException.Exists(
          "there is a graph named '%s'; take another name, or replace it with --replace"
              .formatted(spec.name()));
    }
  }

  LoadResult load() {
    progress.phase("read vertices");
    for (LoadPlan.VertexTable table : plan.vertices()) readVertices(table);
    progress.phase("number");
    for (LoadPlan.VertexTable table : plan.vertices()) {
      if (!table.isFromEdges()) numbered.put(table.label().id(), numberFile(table.label()));
    }
    progress.phase("read edges");
    for (LoadPlan.EdgeTable table : plan.edges()) readEdges(table);
    progress.phase("number");
    for (LoadPlan.VertexTable table : plan.vertices()) {
      if (table.isFromEdges()) numbered.put(table.label().id(), numberEdges(table.label()));
    }
    List<Vertices> vertices = List.copyOf(numbered.values());
    progress.phase("resolve");
    for (LoadPlan.EdgeTable table : plan.edges()) resolve(table.triple(), vertices);
    vertices = regroup(vertices);
    PlacedGraph graph = new PlacedGraph(plan.schema(), vertices, edgeTables);
    GraphWriter writer = new GraphWriter(store, spec, graph, resources);
    FragmentGroup group = writer.write();
    return new LoadResult(
        group,
        vertexCounts(group),
        edgeCounts,
        log.skipped(),
        writer.bytes(),
        writer.partition(group),
        staging.peak(),
        progress.finish());
  }

  private void readVertices(LoadPlan.VertexTable table) {
    VertexLabel label = table.label();
    if (label.oidType() == PropertyType.STRING) {
      dictionaries.put(label.id(), new TextDictionary());
    }
    if (table.isFromEdges()) return;
    Widening.Table columns =
        new Widening.Table(false, label.name(), label.properties(), 1, table.files());
    vertexTables.put(label.id(), read(columns, List.of(key(label.id(), true))));
  }

  private void readEdges(LoadPlan.EdgeTable table) {
    Triple triple = table.triple();
    List<TableReader.Key> keys =
        List.of(
            key(triple.source(), plan.vertices().get(triple.source()).isFromEdges()),
            key(triple.destination(), plan.vertices().get(triple.destination()).isFromEdges()));
    EdgeLabel label = plan.schema().edgeLabels().get(triple.edgeLabel());
    edgeTables.add(
        read(new Widening.Table(true, label.name(), label.properties(), 2, table.files()), keys));
  }

  private TableReader.Key key(int label, boolean add) {
    TextDictionary dictionary = dictionaries.get(label);
    return dictionary == null
        ? new TableReader.Key.Ids()
        : new TableReader.Key.Text(dictionary, add);
  }

  private StagedTable read(Widening.Table table, List<TableReader.Key> keys) {
    return new TableReader(table, keys, staging, log.failing())
        .read(workers, progress, chunkBytes, log);
  }

  private Vertices numberFile(VertexLabel label) {
    StagedTable table = Objects.requireNonNull(vertexTables.get(label.id()));
    TextDictionary dictionary = dictionaries.get(label.id());
    return dictionary == null
        ? new IntFileNumbering(label.name(), table, cutting, log::duplicates).number()
        : new TextNumbering(label.name(), dictionary, cutting).ofFile(table, log::duplicates);
  }

  private Vertices numberEdges(VertexLabel label) {
    TextDictionary dictionary = dictionaries.get(label.id());
    if (dictionary != null) {
      return new TextNumbering(label.name(), dictionary, cutting).ofEdges(staging.region());
    }
    return new IntEdgeNumbering(label.name(), ends(label.id()), cutting, workers, staging.region())
        .number();
  }

  private List<Ends> ends(int label) {
    List<Ends> ends = new ArrayList<>();
    for (LoadPlan.EdgeTable table : plan.edges()) {
      StagedTable staged = edgeTables.get(table.triple().id());
      if (table.triple().source() == label) ends.add(new Ends(staged, 0));
      if (table.triple().destination() == label) ends.add(new Ends(staged, 1));
    }
    return ends;
  }

  private void resolve(Triple triple, List<Vertices> vertices) {
    StagedTable table = edgeTables.get(triple.id());
    Vertices sources = vertices.get(triple.source());
    Vertices destinations = vertices.get(triple.destination());
    List<StagedChunk> chunks = table.chunks();
    boolean[] dangling = new boolean[chunks.size()];
    progress.begin(chunks.size());
    workers.run(
        chunks.size(),
        i -> {
          StagedChunk chunk = chunks.get(i);
          int missing = sources.resolve(chunk.keys().get(0), chunk.rows());
          missing += destinations.resolve(chunk.keys().get(1), chunk.rows());
          dangling[i] = missing > 0;
          progress.advance(1);
        });
    long edges = table.rows();
    DanglingEdges finder = new DanglingEdges(plan.schema(), triple, table, log);
    for (int i = 0; i < dangling.length; i++) {
      if (dangling[i]) edges -= finder.report(chunks.get(i));
    }
    String label = plan.schema().edgeLabels().get(triple.edgeLabel()).name();
    edgeCounts.merge(label, edges, Long::sum);
  }

  /// Spreads the vertices anew where not the ids decide.
  private List<Vertices> regroup(List<Vertices> vertices) {
    if (options.partitioner() instanceof PartitionerKind.ById) return vertices;
    progress.phase("partition");
    return new Regrouping(plan.schema(), options, vertices, edgeTables, staging).apply(workers);
  }

  private Map<String, Long> vertexCounts(FragmentGroup group) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (VertexLabel label : plan.schema().vertexLabels()) {
      counts.put(label.name(), group.vertexCount(label.id()));
    }
    return counts;
  }

  @Override
  public void close() {
    resources.close();
    log.close();
  }
}
