package io.pergola.builder;

import io.pergola.builder.stage.ByteCount;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import java.util.List;

/// Sizes of fragments and of the memory that building them takes, from counts.
final class EstimatedBytes {
  private static final long HEAP = 48L << 20;

  private final LoadOptions options;
  private final LoadPlan plan;
  private final long[] vertices;
  private final List<SampledTable> vertexTables;
  private final List<SampledTable> edgeTables;
  private final List<IdSketch> ids;

  /// @param vertices by label
  EstimatedBytes(
      LoadSpec spec,
      LoadPlan plan,
      long[] vertices,
      List<SampledTable> vertexTables,
      List<SampledTable> edgeTables,
      List<IdSketch> ids) {
    this.ids = ids;
    this.options = spec.options();
    this.plan = plan;
    this.vertices = vertices;
    this.vertexTables = vertexTables;
    this.edgeTables = edgeTables;
  }

  /// Bytes of the fragments.
  ///
  /// @param cuts which edges have their ends in different ones
  LoadResult.Bytes parts(long index, long routing, CutSample cuts) {
    long topology = 0;
    long rows = 0;
    long properties = 0;
    for (VertexLabel label : plan.schema().vertexLabels()) properties += vertexBytes(label);
    for (Triple triple : plan.schema().triples()) {
      double entries = entries(triple);
      topology += lists(triple.source(), sourceEnd(triple), entries);
      if (!symmetric(triple)) {
        topology += lists(triple.destination(), sourceEnd(triple) + 1, entries);
      }
      double tableRows = entries + (inRows(triple) ? entries * cuts.share(triple.id()) : 0);
      if (inRows(triple)) rows += Math.round(4 * entries);
      SampledTable table = edgeTables.get(triple.id());
      for (int i = 2; i < table.columnCount(); i++) properties += table.columnBytes(i, tableRows);
    }
    return new LoadResult.Bytes(topology, rows, properties, index, routing);
  }

  /// By which number an [IdSketch] knows the sources of a triple; the next one is the
  /// destinations'.
  static int sourceEnd(Triple triple) {
    return triple.id() * 2 % 30;
  }

  private long lists(int label, int end, double entries) {
    int fragments = options.fragments();
    int inner = (int) Math.min(Integer.MAX_VALUE, vertices[label] / fragments);
    double share = ids.get(label).share(end);
    if (options.undirected()) share = Math.min(1, share + ids.get(label).share(end + 1));
    int nonEmpty = (int) Math.round(inner * share);
    return fragments * ByteCount.ofLists(inner, nonEmpty, Math.round(entries / fragments));
  }

  private long vertexBytes(VertexLabel label) {
    long count = vertices[label.id()];
    SampledTable table = vertexTables.get(label.id());
    if (table.columnCount() > 0) {
      long bytes = 0;
      for (int i = 0; i < table.columnCount(); i++) bytes += table.columnBytes(i, (double) count);
      return bytes;
    }
    return ByteCount.ofColumn(
        label.oidType(), count, Math.round(count * endTextBytes(label.id())), false);
  }

  /// The mean length of ids that only edges name.
  private double endTextBytes(int label) {
    for (Triple triple : plan.schema().triples()) {
      SampledTable table = edgeTables.get(triple.id());
      if (table.columnCount() == 0) continue;
      if (triple.source() == label && table.isText(0)) return table.stagedBytes(0) - 4;
      if (triple.destination() == label && table.isText(1)) return table.stagedBytes(1) - 4;
    }
    return 0;
  }

  private double entries(Triple triple) {
    double rows = edgeTables.get(triple.id()).rows();
    return symmetric(triple) ? 2 * rows : rows;
  }

  private boolean symmetric(Triple triple) {
    return options.undirected() && triple.joinsOneLabel();
  }

  private boolean inRows(Triple triple) {
    EdgeLabel label = plan.schema().edgeLabels().get(triple.edgeLabel());
    return options.inRows() && !symmetric(triple) && !label.properties().isEmpty();
  }

  /// The most memory outside the heap at a time: all staged records while vertices look for their
  /// neighbors, or while the first triples are spread over buckets, or the in-entries of a triple.
  long staged() {
    double kept = 0;
    for (VertexLabel label : plan.schema().vertexLabels()) kept += stagedVertices(label);
    for (Triple triple : plan.schema().triples()) kept += stagedEdges(triple);
    double peak = kept + neighbors();
    for (Triple triple : plan.schema().triples()) {
      peak = Math.max(peak, kept + buckets(triple));
      kept -= stagedEdges(triple);
      if (!symmetric(triple)) {
        peak = Math.max(peak, kept + entries(triple) * (inRows(triple) ? 10 : 6));
      }
    }
    return Math.round(peak);
  }

  /// Where neighbors decide, all edges at both of their ends.
  private double neighbors() {
    if (!(options.partitioner() instanceof PartitionerKind.Streaming)) return 0;
    return 8.0 * edgeTables.stream().mapToLong(SampledTable::rows).sum();
  }

  private double stagedVertices(VertexLabel label) {
    SampledTable table = vertexTables.get(label.id());
    double each = 4;
    for (int i = 1; i < table.columnCount(); i++) each += table.stagedBytes(i);
    return each * vertices[label.id()];
  }

  private double stagedEdges(Triple triple) {
    SampledTable table = edgeTables.get(triple.id());
    double each =
        (ids.get(triple.source()).fitsInts() || isText(triple.source()) ? 4 : 8)
            + (ids.get(triple.destination()).fitsInts() || isText(triple.destination()) ? 4 : 8);
    for (int i = 2; i < table.columnCount(); i++) each += table.stagedBytes(i);
    return each * table.rows();
  }

  private boolean isText(int label) {
    return plan.schema().vertexLabels().get(label).oidType() == PropertyType.STRING;
  }

  private double buckets(Triple triple) {
    SampledTable table = edgeTables.get(triple.id());
    double each = 6;
    boolean texts = false;
    for (int i = 2; i < table.columnCount(); i++) {
      each += table.bucketBytes(i);
      texts |= table.isText(i);
    }
    return (each + (texts ? 8 : 0)) * entries(triple);
  }

  /// The Java heap: a base, the buffers of each thread, and the maps from ids to vertices.
  long heap(long[] counts) {
    double maps = 0;
    for (int label = 0; label < counts.length; label++) {
      double span = Math.min((double) ids.get(label).span(), 16.0 * counts[label]);
      maps += isText(label) ? counts[label] * 48.0 : counts[label] * 12.0 + span * 12 / 64;
    }
    return HEAP + options.limits().threads() * (24L << 20) + Math.round(maps);
  }
}
