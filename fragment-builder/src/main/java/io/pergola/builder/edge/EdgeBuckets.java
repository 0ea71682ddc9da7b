package io.pergola.builder.edge;

import io.pergola.builder.stage.Region;
import io.pergola.builder.stage.StagedChunk;
import io.pergola.builder.stage.StagedColumn;
import io.pergola.builder.stage.StagedTable;
import io.pergola.builder.stage.StagedText;
import io.pergola.builder.stage.StagedWords;
import io.pergola.builder.stage.Words;
import io.pergola.builder.vertex.VertexSpace;
import io.pergola.graph.Layouts;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The edges of a triple, spread over buckets of consecutive sources; inside a bucket in input
/// order. A symmetric triple's edges stand there twice, once for each end, one right after the
/// other where both ends share a bucket.
///
/// Writing to a few hundred buckets one after the other is what keeps the sort fast: scattering
/// single edges over fresh pages costs ten times as much.
final class EdgeBuckets {
  private static final int BLOCK = 1024;

  private final BuildContext context;
  private final StagedTable edges;
  private final VertexSpace sources;
  private final boolean symmetric;
  private final int[][] groups;
  private final Spread spread;
  private final Ranges ranges;
  private final MemorySegment low;
  private final MemorySegment others;
  private final List<Column> columns;
  private final @Nullable MemorySegment rows;
  private int loaded = -1;
  private long base;

  /// A property's rows, spread like the edges.
  ///
  /// @param values absent for texts, which stay where they are
  /// @param nulls as in [StagedColumn]
  record Column(@Nullable MemorySegment values, int width, @Nullable MemorySegment nulls) {}

  EdgeBuckets(
      BuildContext context, io.pergola.graph.Triple triple, StagedTable edges, Region region) {
    this.context = context;
    this.edges = edges;
    this.sources = context.sources(triple);
    this.symmetric = context.symmetric(triple);
    this.groups = groups(edges.chunks(), context.workers().threads());
    this.spread = new Spread(groups.length, sources.buckets());
    context.workers().run(groups.length, this::count);
    int[] order = java.util.stream.IntStream.range(0, groups.length).toArray();
    spread.settle(bucket -> order);
    List<Property> properties = context.label(triple).properties();
    boolean texts = properties.stream().anyMatch(p -> p.type() == PropertyType.STRING);
    long entryBytes = 6L + (texts ? 8 : 0);
    for (int i = 0; i < properties.size(); i++) entryBytes += shape(i).byteSize();
    this.ranges = Ranges.of(spread.starts(), context.capacity(entryBytes));
    long count = ranges.mostEntries();
    this.low = region.allocate(2 * count);
    this.others = region.allocate(4 * count);
    this.rows = texts ? region.allocate(8 * count) : null;
    this.columns = new ArrayList<>();
    for (int i = 0; i < properties.size(); i++) columns.add(shape(i).column(count, region));
  }

  /// Calls `task` for each bucket, when its entries are there; on all threads.
  void forEachBucket(IntConsumer task) {
    for (int run = 0; run < ranges.count(); run++) {
      load(run);
      int from = ranges.from(run);
      context.workers().run(ranges.to(run) - from, i -> task.accept(from + i));
    }
  }

  /// Spreads the entries of a run of buckets, unless they are there.
  private void load(int run) {
    if (loaded == run) return;
    loaded = run;
    base = start(ranges.from(run));
    spread.rewind(ranges.from(run), ranges.to(run));
    for (Column column : columns) {
      // not every chunk has a null
      if (column.nulls() != null) column.nulls().fill((byte) 0);
    }
    context.workers().run(groups.length, this::move);
  }

  /// Where an entry of the buckets that are there stands in their memory.
  long local(long entry) {
    return entry - base;
  }

  /// Runs of chunks with about equally many rows, several for each thread.
  private static int[][] groups(List<StagedChunk> chunks, int threads) {
    long total = chunks.stream().mapToLong(StagedChunk::rows).sum();
    long target = Math.min(1L << 28, Math.max(1, total / (threads * 4L)));
    List<int[]> groups = new ArrayList<>();
    int from = 0;
    long rows = 0;
    for (int i = 0; i < chunks.size(); i++) {
      rows += chunks.get(i).rows();
      if (rows >= target || i == chunks.size() - 1) {
        groups.add(new int[] {from, i + 1});
        from = i + 1;
        rows = 0;
      }
    }
    return groups.toArray(int[][]::new);
  }

  /// What a property takes an entry.
  ///
  /// @param width 0 for texts
  private record Shape(int width, boolean nullable) {
    int byteSize() {
      return width + (nullable ? 1 : 0);
    }

    Column column(long count, Region region) {
      return new Column(
          width == 0 ? null : region.allocate(width * count),
          width,
          nullable ? region.allocate(count) : null);
    }
  }

  private Shape shape(int property) {
    int width = 0;
    boolean nullable = false;
    for (StagedChunk chunk : edges.chunks()) {
      StagedColumn column = chunk.properties().get(property);
      nullable |= column.nulls() != null;
      if (column instanceof StagedWords words) width = Math.max(width, words.width());
    }
    return new Shape(width, nullable);
  }

  private void count(int group) {
    int[] sources = new int[BLOCK];
    int[] destinations = new int[BLOCK];
    for (int i = groups[group][0]; i < groups[group][1]; i++) {
      StagedChunk chunk = edges.chunks().get(i);
      for (int from = 0; from < chunk.rows(); from += BLOCK) {
        int length = Math.min(BLOCK, chunk.rows() - from);
        loadEnds(chunk, from, length, sources, destinations);
        count(sources, destinations, length, spread.counts(group));
      }
    }
  }

  private void count(int[] from, int[] to, int length, int[] counts) {
    int bits = sources.bits();
    for (int i = 0; i < length; i++) {
      if ((from[i] | to[i]) < 0) continue;
      counts[from[i] >>> bits]++;
      if (symmetric) counts[to[i] >>> bits]++;
    }
  }

  private static void loadEnds(
      StagedChunk chunk, int from, int length, int[] sources, int[] destinations) {
    MemorySegment.copy(chunk.keys().get(0).values(), Layouts.INT, from * 4L, sources, 0, length);
    MemorySegment.copy(
        chunk.keys().get(1).values(), Layouts.INT, from * 4L, destinations, 0, length);
  }

  private void move(int group) {
    Block block = new Block(spread.cursors(group));
    for (int i = groups[group][0]; i < groups[group][1]; i++) {
      StagedChunk chunk = edges.chunks().get(i);
      for (int from = 0; from < chunk.rows(); from += BLOCK) {
        block.place(chunk, from, Math.min(chunk.rows(), from + BLOCK));
        block.moveColumns(chunk);
        if (rows != null) block.moveRows(i, rows);
      }
    }
  }

  /// Some rows of a chunk on their way into the buckets that are there.
  private final class Block {
    private final long[] cursors;
    private final int[] from = new int[BLOCK];
    private final int[] to = new int[BLOCK];
    private final int[] kept = new int[BLOCK];
    private final Way forward = new Way();
    private final Way backward = new Way();
    private final long[] values = new long[BLOCK];
    private final long[] picked = new long[BLOCK];
    private int size;

    /// Which of the rows go somewhere, and where.
    private static final class Way {
      final int[] rows = new int[BLOCK];
      final long[] targets = new long[BLOCK];
      int size;

      void add(int row, long target) {
        rows[size] = row;
        targets[size++] = target;
      }
    }

    Block(long[] cursors) {
      this.cursors = cursors;
    }

    void place(StagedChunk chunk, int begin, int end) {
      loadEnds(chunk, begin, end - begin, from, to);
      keep(begin, end - begin);
      findPlaces();
      moveEnds(from, to, forward);
      if (symmetric) moveEnds(to, from, backward);
    }

    /// Drops edges with an end that is not there.
    private void keep(int begin, int length) {
      size = 0;
      for (int i = 0; i < length; i++) {
        kept[size] = begin + i;
        from[size] = from[i];
        to[size] = to[i];
        if ((from[i] | to[i]) >= 0) size++;
      }
    }

    private void findPlaces() {
      int bits = sources.bits();
      int first = ranges.from(loaded);
      int end = ranges.to(loaded);
      forward.size = 0;
      backward.size = 0;
      for (int i = 0; i < size; i++) {
        int bucket = from[i] >>> bits;
        if (bucket >= first && bucket < end) forward.add(i, cursors[bucket]++ - base);
        if (!symmetric) continue;
        bucket = to[i] >>> bits;
        if (bucket >= first && bucket < end) backward.add(i, cursors[bucket]++ - base);
      }
    }

    private void moveEnds(int[] owners, int[] ends, Way way) {
      int mask = (1 << sources.bits()) - 1;
      for (int i = 0; i < size; i++) values[i] = owners[i] & mask;
      scatter(low, 2, way);
      for (int i = 0; i < size; i++) values[i] = ends[i];
      scatter(others, 4, way);
    }

    void moveColumns(StagedChunk chunk) {
      for (int i = 0; i < columns.size(); i++) {
        Column target = columns.get(i);
        StagedColumn source = chunk.properties().get(i);
        if (source instanceof StagedWords words && target.values() != null) {
          Words.gather(words.values(), kept, size, words.width(), values);
          scatter(target.values(), target.width());
        }
        if (source.nulls() != null && target.nulls() != null) {
          Words.gather(source.nulls(), kept, size, 1, values);
          scatter(target.nulls(), 1);
        }
      }
    }

    void moveRows(int chunk, MemorySegment target) {
      for (int i = 0; i < size; i++) values[i] = (long) chunk << 32 | kept[i];
      scatter(target, 8);
    }

    private void scatter(MemorySegment target, int width) {
      scatter(target, width, forward);
      if (symmetric) scatter(target, width, backward);
    }

    private void scatter(MemorySegment target, int width, Way way) {
      if (way.size == size) {
        Words.scatter(values, size, target, way.targets, width);
        return;
      }
      for (int i = 0; i < way.size; i++) picked[i] = values[way.rows[i]];
      Words.scatter(picked, way.size, target, way.targets, width);
    }
  }

  long entryCount() {
    return spread.starts()[sources.buckets()];
  }

  /// Where a bucket's entries begin.
  long start(int bucket) {
    return spread.starts()[bucket];
  }

  /// How many entries a bucket has.
  int size(int bucket) {
    return sizeOf(spread, bucket);
  }

  static int sizeOf(Spread spread, int bucket) {
    long size = spread.starts()[bucket + 1] - spread.starts()[bucket];
    if (size > Integer.MAX_VALUE - 64) {
      throw new io.pergola.builder.input.LoadException.TooLarge(
          "%d edges meet in a few vertices; a load takes at most 2^31 there, so split the edge label"
              .formatted(size));
    }
    return (int) size;
  }

  /// Entries of a fragment.
  long entryCount(int fid) {
    return start(sources.firstBucket(fid + 1)) - start(sources.firstBucket(fid));
  }

  /// The positions of entries' sources in their buckets, into the begin of `into`.
  void loadLow(long entry, int count, short[] into) {
    MemorySegment.copy(low, Layouts.SHORT, local(entry) * 2, into, 0, count);
  }

  /// The places of entries' other ends, into the begin of `into`.
  void loadOthers(long entry, int count, int[] into) {
    MemorySegment.copy(others, Layouts.INT, local(entry) * 4, into, 0, count);
  }

  /// The place of an entry's other end.
  int other(long entry) {
    return others.getAtIndex(Layouts.INT, local(entry));
  }

  Column column(int property) {
    return columns.get(property);
  }

  /// The text of an entry's property.
  StagedText textOf(long entry, int property) {
    return (StagedText) chunkOf(entry).properties().get(property);
  }

  private StagedChunk chunkOf(long entry) {
    return edges.chunks().get((int) (ref(entry) >>> 32));
  }

  /// The row of an entry in the chunk of [#textOf].
  int rowOf(long entry) {
    return (int) ref(entry);
  }

  private long ref(long entry) {
    return java.util.Objects.requireNonNull(rows).getAtIndex(Layouts.LONG, local(entry));
  }

  BuildContext context() {
    return context;
  }
}
