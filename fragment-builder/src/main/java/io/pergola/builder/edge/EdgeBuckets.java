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
  private final MemorySegment low;
  private final MemorySegment others;
  private final List<Column> columns;
  private final @Nullable MemorySegment rows;

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
    long count = entryCount();
    this.low = region.allocate(2 * count);
    this.others = region.allocate(4 * count);
    this.rows = texts ? region.allocate(8 * count) : null;
    this.columns = new ArrayList<>();
    for (int i = 0; i < properties.size(); i++) columns.add(column(i, count, region));
    context.workers().run(groups.length, this::move);
  }

  /// Calls `task` for each bucket; on all threads.
  void forEachBucket(IntConsumer task) {
    context.workers().run(sources.buckets(), task);
  }

  /// Runs of chunks with about equally many rows, several for each thread.
  private static int[][] groups(List<StagedChunk> chunks, int threads) {
    long total = chunks.stream().mapToLong(StagedChunk::rows).sum();
    long target = Math.min(Spread.MOST, Math.max(1, total / (threads * 4L)));
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

  private Column column(int property, long count, Region region) {
    int width = 0;
    boolean nullable = false;
    for (StagedChunk chunk : edges.chunks()) {
      StagedColumn column = chunk.properties().get(property);
      nullable |= column.nulls() != null;
      if (column instanceof StagedWords words) width = Math.max(width, words.width());
    }
    return new Column(
        width == 0 ? null : region.allocate(width * count),
        width,
        nullable ? region.allocate(count) : null);
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
    new Move(group).run();
  }

  /// Moves a group of chunks into the buckets, column by column, so that only a few hundred places
  /// are written to at a time.
  private final class Move {
    private final int from;
    private final int to;
    private final long[] cursors;
    private final int[][] ends = new int[2][BLOCK];
    private final int[] kept = new int[BLOCK];
    private final long[] values = new long[BLOCK];

    /// Where each good row of the group goes, and in a symmetric triple its reverse.
    private final long[][] targets;

    private int done;
    private int size;

    Move(int group) {
      this.from = groups[group][0];
      this.to = groups[group][1];
      this.cursors = spread.cursors(group);
      int rows = edges.chunks().subList(from, to).stream().mapToInt(StagedChunk::rows).sum();
      this.targets = new long[symmetric ? 2 : 1][rows];
    }

    void run() {
      forEachBlock((chunk, index) -> findPlaces());
      forEachBlock((chunk, index) -> moveLow());
      forEachBlock((chunk, index) -> moveOthers());
      for (int i = 0; i < columns.size(); i++) {
        int property = i;
        forEachBlock((chunk, index) -> moveColumn(chunk, property));
      }
      MemorySegment target = rows;
      if (target != null) forEachBlock((chunk, index) -> moveRows(index, target));
    }

    private void forEachBlock(BlockTask task) {
      done = 0;
      for (int i = from; i < to; i++) {
        StagedChunk chunk = edges.chunks().get(i);
        for (int row = 0; row < chunk.rows(); row += BLOCK) {
          load(chunk, row, Math.min(BLOCK, chunk.rows() - row));
          task.run(chunk, i);
          done += size;
        }
      }
      context.staging().relieve();
    }

    /// Drops edges with an end that is not there.
    private void load(StagedChunk chunk, int begin, int length) {
      int[] sources = ends[0];
      int[] destinations = ends[1];
      loadEnds(chunk, begin, length, sources, destinations);
      size = 0;
      for (int i = 0; i < length; i++) {
        kept[size] = begin + i;
        sources[size] = sources[i];
        destinations[size] = destinations[i];
        if ((sources[i] | destinations[i]) >= 0) size++;
      }
    }

    private void findPlaces() {
      int bits = sources.bits();
      for (int i = 0; i < size; i++) {
        targets[0][done + i] = cursors[ends[0][i] >>> bits]++;
        if (symmetric) targets[1][done + i] = cursors[ends[1][i] >>> bits]++;
      }
    }

    private void moveLow() {
      int mask = (1 << sources.bits()) - 1;
      for (int way = 0; way < targets.length; way++) {
        for (int i = 0; i < size; i++) values[i] = ends[way][i] & mask;
        Words.scatter(values, size, low, targets[way], done, 2);
      }
    }

    private void moveOthers() {
      for (int way = 0; way < targets.length; way++) {
        for (int i = 0; i < size; i++) values[i] = ends[1 - way][i];
        Words.scatter(values, size, others, targets[way], done, 4);
      }
    }

    private void moveColumn(StagedChunk chunk, int property) {
      Column target = columns.get(property);
      StagedColumn source = chunk.properties().get(property);
      if (source instanceof StagedWords words && target.values() != null) {
        Words.gather(words.values(), kept, size, words.width(), values);
        scatter(target.values(), target.width());
      }
      if (source.nulls() != null && target.nulls() != null) {
        Words.gather(source.nulls(), kept, size, 1, values);
        scatter(target.nulls(), 1);
      }
    }

    private void moveRows(int chunk, MemorySegment target) {
      for (int i = 0; i < size; i++) values[i] = (long) chunk << 32 | kept[i];
      scatter(target, 8);
    }

    private void scatter(MemorySegment target, int width) {
      for (long[] way : targets) Words.scatter(values, size, target, way, done, width);
    }
  }

  /// Something to do with the rows that were loaded.
  private interface BlockTask {
    void run(StagedChunk chunk, int index);
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
    MemorySegment.copy(low, Layouts.SHORT, entry * 2, into, 0, count);
  }

  /// The places of entries' other ends, into the begin of `into`.
  void loadOthers(long entry, int count, int[] into) {
    MemorySegment.copy(others, Layouts.INT, entry * 4, into, 0, count);
  }

  /// The place of an entry's other end.
  int other(long entry) {
    return others.getAtIndex(Layouts.INT, entry);
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
    return java.util.Objects.requireNonNull(rows).getAtIndex(Layouts.LONG, entry);
  }

  /// To be called now and then between looks at texts, which lie all over the staged records.
  void relieve(long entry) {
    if ((entry & 255) == 0) context.staging().relieve();
  }
}
