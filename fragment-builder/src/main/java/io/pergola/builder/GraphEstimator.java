package io.pergola.builder;

import io.pergola.builder.input.Batch;
import io.pergola.builder.input.TableSample;
import io.pergola.builder.stage.ByteCount;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Says before a load what it will need, from a sample of its files.
///
/// Files of up to 256 MiB are read whole, so that only the partitioning is estimated; of larger
/// ones 1024 blocks, spread evenly.
public final class GraphEstimator {
  private static final TableSample.Size DEFAULT = new TableSample.Size(1 << 18, 1 << 10);

  private final LoadSpec spec;
  private final LoadOptions options;
  private final LoadPlan plan;
  private final TableSample.Size size;
  private final List<IdSketch> ids = new ArrayList<>();
  private final List<SampledTable> vertexTables = new ArrayList<>();
  private final List<SampledTable> edgeTables = new ArrayList<>();
  private final List<Boolean> unsorted = new ArrayList<>();
  private final CutSample cuts;
  private int blocks;

  private GraphEstimator(LoadSpec spec, TableSample.Size size) {
    this.spec = spec;
    this.options = spec.options();
    this.size = size;
    this.plan = new Planner(spec, Set.of()).plan();
    this.cuts = new CutSample(options, plan.schema().triples().size());
  }

  /// Estimates what [GraphLoader#load] with the same spec will need.
  ///
  /// @throws io.pergola.builder.input.LoadException if a file or an option does not fit
  public static Estimate estimate(LoadSpec spec) {
    return estimate(spec, DEFAULT);
  }

  static Estimate estimate(LoadSpec spec, TableSample.Size size) {
    GraphEstimator estimator = new GraphEstimator(spec, size);
    long begin = System.nanoTime();
    estimator.sample();
    return estimator.conclude((System.nanoTime() - begin) / 1e9);
  }

  private void sample() {
    for (LoadPlan.VertexTable table : plan.vertices()) {
      ids.add(new IdSketch());
      Ascent ascent = new Ascent();
      vertexTables.add(
          SampledTable.of(table.files(), size, blocks, (batch, block) -> ascent.look(batch)));
      unsorted.add(ascent.broken());
    }
    for (LoadPlan.EdgeTable table : plan.edges()) {
      SampledTable sampled =
          SampledTable.of(
              table.files(), size, blocks, (batch, block) -> look(table.triple(), batch, block));
      edgeTables.add(sampled);
      blocks += sampled.blocks();
    }
  }

  private void look(Triple triple, Batch batch, int block) {
    IdSketch sources = ids.get(triple.source());
    IdSketch destinations = ids.get(triple.destination());
    int end = EstimatedBytes.sourceEnd(triple);
    for (int row = 0; row < batch.rows(); row++) {
      long source = SampledTable.id(batch.columns().get(0), row);
      long destination = SampledTable.id(batch.columns().get(1), row);
      sources.add(source, block, end);
      destinations.add(destination, block, end + 1);
      cuts.add(triple.id(), source, destination);
    }
  }

  private Estimate conclude(double sampleSeconds) {
    Map<String, Long> vertices = new LinkedHashMap<>();
    long[] counts = new long[plan.vertices().size()];
    for (VertexLabel label : plan.schema().vertexLabels()) {
      counts[label.id()] = vertexCount(label);
      vertices.put(label.name(), counts[label.id()]);
    }
    Map<String, Long> edges = new LinkedHashMap<>();
    for (Triple triple : plan.schema().triples()) {
      EdgeLabel label = plan.schema().edgeLabels().get(triple.edgeLabel());
      edges.merge(label.name(), edgeTables.get(triple.id()).rows(), Long::sum);
    }
    EstimatedBytes bytes = new EstimatedBytes(spec, plan, counts, vertexTables, edgeTables, ids);
    LoadResult.Bytes parts = parts(bytes, counts, cuts);
    boolean foreseen = options.partitioner() instanceof PartitionerKind.ById;
    LoadResult.Bytes least = foreseen ? parts : parts(bytes, counts, cuts.none());
    long staged = bytes.staged();
    double seen = Math.min(1, 1 / Math.max(1, scale()));
    return new Estimate(
        plan.schema(),
        vertices,
        edges,
        parts,
        least.total(),
        staged,
        staged + bytes.heap(counts),
        seen,
        seconds(sampleSeconds / seen, parts.total() + staged));
  }

  private LoadResult.Bytes parts(EstimatedBytes bytes, long[] counts, CutSample sample) {
    return bytes.parts(index(counts), routing(counts, sample), sample);
  }

  private double scale() {
    double rows = 0;
    double sampled = 0;
    for (SampledTable table : edgeTables) {
      rows += table.rows();
      sampled += table.rows() / table.scale();
    }
    return sampled == 0 ? 1 : rows / sampled;
  }

  private long vertexCount(VertexLabel label) {
    LoadPlan.VertexTable table = plan.vertices().get(label.id());
    if (!table.isFromEdges()) return vertexTables.get(label.id()).rows();
    boolean numbers = label.oidType() != PropertyType.STRING;
    return ids.get(label.id()).total(blocks, scale(), numbers);
  }

  private long index(long[] counts) {
    long bytes = 0;
    for (int label = 0; label < counts.length; label++) {
      bytes += ByteCount.ofIndex(counts[label], !unsorted.get(label));
    }
    return bytes;
  }

  private long routing(long[] counts, CutSample cuts) {
    int fragments = options.fragments();
    if (fragments == 1) return 0;
    double cut = cuts.share();
    double outer = 0;
    for (int label = 0; label < counts.length; label++) {
      outer += ids.get(label).outer(fragments, cut, scale(), counts[label]);
    }
    return Math.round(12 * outer) + 8L * (fragments + 1) * fragments * counts.length;
  }

  /// Parsing was measured; building writes and reads what it makes a few times over, at about a
  /// gigabyte a second and thread.
  private Estimate.Seconds seconds(double parsing, long builtBytes) {
    double least =
        parsing / options.limits().threads() / 2 + builtBytes / 1.5e9 / options.limits().threads();
    return new Estimate.Seconds(least, 0.5 + 6 * least);
  }
}
