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
  private static final int BLOCK = 1 << 10;

  /// Entries that are moved together.
  private static final int LARGE_BLOCK = 1 << 16;

  /// Lists whose offsets are loaded together.
  private static final int LISTS = 1 << 10;

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
    Block block = new Block(slice.fid(), spread.starts(index));
    long[] offsets = new long[LISTS + 1];
    for (int list = slice.from(); list < slice.to(); list += LISTS) {
      int count = Math.min(LISTS, slice.to() - list);
      MemorySegment.copy(out.offsets(), Layouts.LONG, list * 8L, offsets, 0, count + 1);
      for (int i = 0; i < count; i++) {
        block.add(out.vertexAt(list + i), offsets[i], offsets[i + 1]);
      }
    }
    block.flush();
  }

  /// Some entries of a slice on their way into the buckets.
  private final class Block {
    private final int fid;
    private final long[] starts;
    private final OuterSet set;
    private final int[] neighbors = new int[LARGE_BLOCK];
    private final int[] ends = new int[LARGE_BLOCK];
    private final int[] places = new int[LARGE_BLOCK];
    private final long[] values = new long[LARGE_BLOCK];
    private long first;
    private int size;

    /// @param starts where its entries begin, by bucket; becomes where they end
    Block(int fid, long[] starts) {
      this.fid = fid;
      this.starts = starts;
      this.set = destinationSets[fid];
    }

    /// Takes the entries of a list, which stand behind those of the one before.
    void add(int source, long from, long to) {
      for (long at = from; at < to; ) {
        if (size == 0) first = at;
        int length = (int) Math.min(to - at, LARGE_BLOCK - size);
        Arrays.fill(ends, size, size + length, source);
        size += length;
        at += length;
        if (size == LARGE_BLOCK) flush();
      }
    }

    void flush() {
      MemorySegment.copy(outs.get(fid).neighbors(), Layouts.INT, first * 4, neighbors, 0, size);
      int[] counts = new int[starts.length];
      findDestinations(counts);
      BucketOrder order = new BucketOrder(counts);
      int mask = (1 << destinations.bits()) - 1;
      for (int i = 0; i < size; i++) {
        places[i] = order.place(neighbors[i] >>> destinations.bits());
        values[i] = neighbors[i] & mask;
      }
      move(order, low, 2);
      for (int i = 0; i < size; i++) values[i] = ends[i];
      move(order, InBuckets.this.ends, 4);
      MemorySegment rows = positions;
      if (rows != null) {
        for (int i = 0; i < size; i++) values[i] = entriesBefore[fid] + first + i;
        move(order, rows, positionWidth);
      }
      for (int bucket = 0; bucket < counts.length; bucket++) starts[bucket] += counts[bucket];
      size = 0;
    }

    /// Turns neighbors into places, and vertices into what they are called there.
    private void findDestinations(int[] counts) {
      int bits = destinations.bits();
      int inner = set.innerCount();
      int sourceBase = sources.base(fid);
      for (int i = 0; i < size; i++) {
        boolean own = neighbors[i] < inner;
        int destination = set.place(neighbors[i]);
        neighbors[i] = destination;
        counts[destination >>> bits]++;
        if (!own) {
          ends[i] = sourceSets[destinations.owner(destination)].outerLid(sourceBase + ends[i]);
        }
      }
    }

    private void move(BucketOrder order, MemorySegment target, int width) {
      order.put(values, size, places, 0);
      order.copy(target, starts, width);
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
