package io.pergola.builder.edge;

import io.pergola.builder.stage.ByteCount;
import io.pergola.builder.stage.Region;
import io.pergola.builder.stage.StagedTable;
import io.pergola.builder.vertex.VertexSpace;
import io.pergola.graph.Direction;
import io.pergola.graph.Layouts;
import io.pergola.graph.Property;
import io.pergola.graph.TensorWriter;
import io.pergola.graph.Triple;
import io.pergola.graph.csr.CsrFragmentWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Builds the topology and the edge tables of one triple, for all fragments at once.
public final class TripleBuilder {
  private final BuildContext context;
  private final Triple triple;
  private final StagedTable staged;
  private final List<Property> properties;
  private final VertexSpace sources;
  private final Sizes sizes;

  /// @param staged its edges, with ends resolved; given away
  /// @param sizes where bytes are counted
  public TripleBuilder(BuildContext context, Triple triple, StagedTable staged, Sizes sizes) {
    this.context = context;
    this.triple = triple;
    this.staged = staged;
    this.properties = context.label(triple).properties();
    this.sources = context.sources(triple);
    this.sizes = sizes;
  }

  private void countOut(EdgeBuckets edges, BucketStats stats) {
    for (int fid = 0; fid < context.fnum(); fid++) {
      long entries = edges.entryCount(fid);
      sizes.topology += ByteCount.ofLists(sources.inner(fid), stats.nonEmpty(fid), entries);
      sizes.cutEntries += stats.remoteEntries[fid] * (context.symmetric(triple) ? 1 : 2);
      long rows = entries + (context.inRows(triple) ? stats.remoteEntries[fid] : 0);
      long[] textBytes = textBytes(stats, fid);
      for (int i = 0; i < properties.size(); i++) {
        boolean nullable = stats.hasNulls(i, fid, context.inRows(triple));
        sizes.properties +=
            ByteCount.ofColumn(properties.get(i).type(), rows, textBytes[i], nullable);
      }
      if (context.inRows(triple)) sizes.rows += ByteCount.rowWidth(rows) * inEntries(stats, fid);
    }
  }

  private static long inEntries(BucketStats stats, int fid) {
    return stats.localEntries[fid] + stats.remoteEntries[fid];
  }

  private long[] textBytes(BucketStats stats, int fid) {
    long[] bytes = new long[properties.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = stats.textBytes(i, fid);
      if (context.inRows(triple)) bytes[i] += stats.remoteTextBytes[i][fid];
    }
    return bytes;
  }

  /// Writes everything into the fragments.
  public void build(List<CsrFragmentWriter> fragments) {
    List<ListWriter> outs = new ArrayList<>();
    List<EdgeTableWriter> tables = new ArrayList<>();
    long[][] textAt = new long[properties.size()][context.fnum()];
    try (Region region = context.staging().region();
        StagedTable input = staged) {
      EdgeBuckets edges = new EdgeBuckets(context, triple, input, region);
      BucketStats stats = new BucketStats(context, triple, edges);
      countOut(edges, stats);
      allocate(edges, stats, outs, tables);
      for (int i = 0; i < textAt.length; i++) {
        for (int fid = 0; fid < context.fnum(); fid++) textAt[i][fid] = stats.textBytes(i, fid);
      }
      writeOut(edges, stats, outs, tables);
    }
    if (!context.symmetric(triple)) buildIn(fragments, outs, tables, textAt);
    for (int fid = 0; fid < context.fnum(); fid++) {
      fragments.get(fid).topology(triple, Direction.OUT, outs.get(fid).lists());
      if (!tables.isEmpty()) fragments.get(fid).edges(triple, tables.get(fid).seal());
    }
  }

  private void allocate(
      EdgeBuckets edges, BucketStats stats, List<ListWriter> outs, List<EdgeTableWriter> tables) {
    long[] starts = new long[sources.buckets() + 1];
    for (int bucket = 0; bucket < starts.length; bucket++) starts[bucket] = edges.start(bucket);
    for (int fid = 0; fid < context.fnum(); fid++) {
      outs.add(new ListWriter(context.store(), sources, fid, starts, stats.nonEmpty));
      if (properties.isEmpty()) continue;
      long remote = context.inRows(triple) ? stats.remoteEntries[fid] : 0;
      boolean[] nullable = new boolean[properties.size()];
      for (int i = 0; i < nullable.length; i++) {
        nullable[i] = stats.hasNulls(i, fid, context.inRows(triple));
      }
      tables.add(
          new EdgeTableWriter(
              context.store(),
              properties,
              edges.entryCount(fid) + remote,
              textBytes(stats, fid),
              nullable));
    }
  }

  private void writeOut(
      EdgeBuckets edges, BucketStats stats, List<ListWriter> outs, List<EdgeTableWriter> tables) {
    int keyBits =
        32 - Integer.numberOfLeadingZeros(Math.max(0, context.destinations(triple).size() - 1));
    long[][] textBefore = textBefore(stats);
    ThreadLocal<BucketSort> sorts = ThreadLocal.withInitial(BucketSort::new);
    ThreadLocal<BucketTexts> texts = ThreadLocal.withInitial(BucketTexts::new);
    edges.forEachBucket(bucket -> {
      int fid = sources.ownerOfBucket(bucket);
      ListWriter out = outs.get(fid);
      if (out.isEmpty()) return;
      OuterSet outer = context.outers().of(triple.destination(), fid);
      BucketSort sort = sorts.get();
      sort.sort(edges, bucket, outer, keyBits, sources.bits(), !tables.isEmpty());
      writeLists(out, bucket, sort, outer);
      if (tables.isEmpty()) return;
      long[] textAt = new long[properties.size()];
      Arrays.setAll(textAt, i -> textBefore[i][bucket]);
      SortedBucket sorted = new SortedBucket(edges, bucket, sort);
      tables.get(fid).writeOut(sorted, texts.get(), out.entryAt(bucket), textAt);
    });
  }

  private long[][] textBefore(BucketStats stats) {
    long[][] before = new long[properties.size()][sources.buckets()];
    for (int i = 0; i < before.length; i++) {
      for (int bucket = 0; bucket < sources.buckets(); bucket++) {
        boolean first = bucket == sources.firstBucket(sources.ownerOfBucket(bucket));
        before[i][bucket] = first ? 0 : before[i][bucket - 1] + stats.textBytes[i][bucket - 1];
      }
    }
    return before;
  }

  private void writeLists(ListWriter out, int bucket, BucketSort sort, OuterSet outer) {
    long[] keys = sort.keys();
    int[] degrees = new int[1 << sources.bits()];
    long at = out.entryAt(bucket);
    int[] neighbors = sort.ints();
    for (int i = 0; i < sort.size(); i++) {
      degrees[(int) (keys[i] >>> 32)]++;
      neighbors[i] = outer.lid((int) keys[i]);
    }
    MemorySegment.copy(neighbors, 0, out.neighbors(), Layouts.INT, at * 4, sort.size());
    out.writeOffsets(bucket, degrees);
  }

  private void buildIn(
      List<CsrFragmentWriter> fragments,
      List<ListWriter> outs,
      List<EdgeTableWriter> tables,
      long[][] textAt) {
    List<EdgeTableWriter> rowTables = context.inRows(triple) ? tables : List.of();
    try (Region region = context.staging().region()) {
      InBuckets buckets = new InBuckets(context, triple, outs, !rowTables.isEmpty(), region);
      InListBuilder in = new InListBuilder(context, triple, buckets, outs, rowTables);
      in.build(textAt);
      for (int fid = 0; fid < context.fnum(); fid++) {
        sizes.topology += in.byteSize(fid);
        fragments.get(fid).topology(triple, Direction.IN, in.lists(fid).lists());
        TensorWriter rows = in.rows(fid);
        if (rows != null) fragments.get(fid).inRows(triple, rows.seal());
      }
    }
  }
}
