package io.pergola.builder.edge;

import io.pergola.builder.stage.Region;
import io.pergola.builder.stage.Words;
import io.pergola.builder.vertex.VertexSpace;
import io.pergola.graph.Layouts;
import io.pergola.graph.Triple;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The in-entries of a triple, spread over buckets of consecutive destinations. They are taken from
/// the finished out-lists: for each fragment its own first, then those of the others by fid. So
/// inside a bucket sources ascend by the local ids that they have in the destination's fragment,
/// and no list has to be sorted.
final class InBuckets {
  private static final int BLOCK = 1024;

  private final VertexSpace destinations;
  private final VertexSpace sources;
  private final List<ListWriter> outs;
  private final OuterSet[] sourceSets;
  private final OuterSet[] destinationSets;
  private final long[] entriesBefore;
  private final List<Slice> slices;
  private final Spread spread;
  private final BuildContext context;
  private final MemorySegment low;
  private final MemorySegment ends;
  private final @Nullable MemorySegment positions;
  private final int positionWidth;
  private final int[] remote;

  /// Some out-lists of a fragment.
  private record Slice(int fid, int from, int to) {}

  /// @param outs the out-lists, by fragment
  /// @param positioned whether [#loadPositions] is asked for
  InBuckets(
      BuildContext context,
      Triple triple,
      List<ListWriter> outs,
      boolean positioned,
      Region region) {
    this.context = context;
    this.destinations = context.destinations(triple);
    this.sources = context.sources(triple);
    this.outs = outs;
    this.sourceSets = sets(context, triple.source());
    this.destinationSets = sets(context, triple.destination());
    this.entriesBefore = new long[outs.size() + 1];
    for (int fid = 0; fid < outs.size(); fid++) {
      entriesBefore[fid + 1] = entriesBefore[fid] + outs.get(fid).entryCount();
    }
    this.slices = slices(context.workers().threads() * 4);
    this.spread = new Spread(slices.size(), destinations.buckets());
    context.workers().run(slices.size(), this::count);
    int[][] orders = IntStream.range(0, outs.size()).mapToObj(this::ownFirst).toArray(int[][]::new);
    spread.settle(bucket -> orders[destinations.ownerOfBucket(bucket)]);
    this.remote = countRemote();
    this.positionWidth = entriesBefore[outs.size()] > Integer.MAX_VALUE ? 8 : 4;
    long count = entriesBefore[outs.size()];
    this.low = region.allocate(2 * count);
    this.ends = region.allocate(4 * count);
    this.positions = positioned ? region.allocate(positionWidth * count) : null;
    context.workers().run(slices.size(), this::move);
  }

  /// Calls `task` for each bucket; on all threads.
  void forEachBucket(IntConsumer task) {
    context.workers().run(destinations.buckets(), task);
  }

  private static OuterSet[] sets(BuildContext context, int label) {
    return IntStream.range(0, context.fnum())
        .mapToObj(fid -> context.outers().of(label, fid))
        .toArray(OuterSet[]::new);
  }

  private List<Slice> slices(int wanted) {
    long target = Math.min(Spread.MOST, Math.max(1, entriesBefore[outs.size()] / wanted));
    List<Slice> slices = new ArrayList<>();
    for (int fid = 0; fid < outs.size(); fid++) {
      ListWriter out = outs.get(fid);
      for (int from = 0; from < out.listCount(); ) {
        long end = out.offsets().getAtIndex(Layouts.LONG, from) + target;
        int to = Math.max(from + 1, firstListAfter(out, end));
        slices.add(new Slice(fid, from, to));
        from = to;
      }
    }
    return slices;
  }

  /// The first list that begins at `position` or later.
  private static int firstListAfter(ListWriter out, long position) {
    int low = 0;
    int high = out.listCount();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (out.offsets().getAtIndex(Layouts.LONG, middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private int[] ownFirst(int fid) {
    IntStream own = IntStream.range(0, slices.size()).filter(i -> slices.get(i).fid() == fid);
    IntStream others = IntStream.range(0, slices.size()).filter(i -> slices.get(i).fid() != fid);
    return IntStream.concat(own, others).toArray();
  }

  private void count(int index) {
    Slice slice = slices.get(index);
    ListWriter out = outs.get(slice.fid());
    OuterSet set = destinationSets[slice.fid()];
    int[] counts = spread.counts(index);
    int[] neighbors = new int[BLOCK];
    long begin = out.offsets().getAtIndex(Layouts.LONG, slice.from());
    long end = out.offsets().getAtIndex(Layouts.LONG, slice.to());
    for (long at = begin; at < end; at += BLOCK) {
      int length = (int) Math.min(BLOCK, end - at);
      MemorySegment.copy(out.neighbors(), Layouts.INT, at * 4, neighbors, 0, length);
      for (int i = 0; i < length; i++) {
        counts[set.place(neighbors[i]) >>> destinations.bits()]++;
      }
    }
  }

  private int[] countRemote() {
    int[] counts = new int[destinations.buckets()];
    for (int i = 0; i < slices.size(); i++) {
      for (int bucket = 0; bucket < counts.length; bucket++) {
        if (destinations.ownerOfBucket(bucket) != slices.get(i).fid()) {
          counts[bucket] += spread.counts(i)[bucket];
        }
      }
    }
    return counts;
  }

  private void move(int index) {
    Slice slice = slices.get(index);
    ListWriter out = outs.get(slice.fid());
    Block block = new Block(slice.fid(), spread.cursors(index));
    long at = out.offsets().getAtIndex(Layouts.LONG, slice.from());
    for (int list = slice.from(); list < slice.to(); list++) {
      long end = out.offsets().getAtIndex(Layouts.LONG, list + 1L);
      int source = out.vertexAt(list);
      while (at < end) {
        int length = block.add(source, at, end);
        at += length;
      }
    }
    block.flush();
  }

  /// Some entries of a slice on their way into the buckets.
  private final class Block {
    private final int fid;
    private final long[] cursors;
    private final OuterSet set;
    private final int[] neighbors = new int[BLOCK];
    private final int[] ends = new int[BLOCK];
    private final long[] targets = new long[BLOCK];
    private final long[] values = new long[BLOCK];
    private long first;
    private int size;

    Block(int fid, long[] cursors) {
      this.fid = fid;
      this.cursors = cursors;
      this.set = destinationSets[fid];
    }

    /// Takes entries `from …` of a list, as many as there is room for.
    int add(int source, long from, long to) {
      if (size == 0) first = from;
      int length = (int) Math.min(to - from, BLOCK - size);
      Arrays.fill(ends, size, size + length, source);
      size += length;
      if (size == BLOCK) flush();
      return length;
    }

    void flush() {
      MemorySegment.copy(outs.get(fid).neighbors(), Layouts.INT, first * 4, neighbors, 0, size);
      findPlaces();
      Words.scatter(values, size, low, targets, 0, 2);
      for (int i = 0; i < size; i++) values[i] = ends[i];
      Words.scatter(values, size, InBuckets.this.ends, targets, 0, 4);
      if (positions != null) {
        for (int i = 0; i < size; i++) values[i] = entriesBefore[fid] + first + i;
        Words.scatter(values, size, positions, targets, 0, positionWidth);
      }
      size = 0;
    }

    private void findPlaces() {
      int bits = destinations.bits();
      int mask = (1 << bits) - 1;
      int inner = set.innerCount();
      int sourceBase = sources.base(fid);
      for (int i = 0; i < size; i++) {
        int destination = set.place(neighbors[i]);
        targets[i] = cursors[destination >>> bits]++;
        values[i] = destination & mask;
        if (neighbors[i] >= inner) {
          ends[i] = sourceSets[destinations.owner(destination)].outerLid(sourceBase + ends[i]);
        }
      }
    }
  }

  long[] starts() {
    return spread.starts();
  }

  int size(int bucket) {
    return EdgeBuckets.sizeOf(spread, bucket);
  }

  /// The positions of entries' destinations in their buckets, into the begin of `into`.
  void loadLow(long entry, int count, short[] into) {
    MemorySegment.copy(low, Layouts.SHORT, entry * 2, into, 0, count);
  }

  /// The local ids of entries' sources, into the begin of `into`.
  void loadEnds(long entry, int count, int[] into) {
    MemorySegment.copy(ends, Layouts.INT, entry * 4, into, 0, count);
  }

  /// The positions of entries among the out-entries of all fragments, one fragment after the other,
  /// into the begin of `into`.
  void loadPositions(long entry, int count, long[] into) {
    Words.load(Objects.requireNonNull(positions), entry, count, positionWidth, into);
  }

  /// The fragment of a position.
  int fidOf(long position) {
    int fid = 0;
    while (position >= entriesBefore[fid + 1]) fid++;
    return fid;
  }

  /// The first position of a fragment.
  long firstPosition(int fid) {
    return entriesBefore[fid];
  }

  /// Entries of a bucket whose sources others own.
  int remote(int bucket) {
    return remote[bucket];
  }

  /// By bucket: how many of its vertices have in-edges.
  int[] countNonEmpty() {
    int[] counts = new int[destinations.buckets()];
    forEachBucket(bucket -> {
      long[] seen = new long[((1 << destinations.bits()) + 63) >>> 6];
      short[] low = new short[BLOCK];
      for (long at = starts()[bucket]; at < starts()[bucket + 1]; at += BLOCK) {
        int length = (int) Math.min(BLOCK, starts()[bucket + 1] - at);
        loadLow(at, length, low);
        for (int i = 0; i < length; i++) seen[low[i] >>> 6] |= 1L << low[i];
      }
      for (long word : seen) counts[bucket] += Long.bitCount(word);
    });
    return counts;
  }
}
