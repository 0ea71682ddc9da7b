package io.pergola.builder.edge;

import io.pergola.builder.stage.Region;
import io.pergola.builder.stage.Workers;
import io.pergola.builder.vertex.VertexSpace;
import io.pergola.graph.Layouts;
import io.pergola.graph.Triple;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The in-entries of a triple, spread over buckets of consecutive destinations. They are taken from
/// the finished out-lists: for each fragment its own first, then those of the others by fid. So
/// inside a bucket sources ascend by the local ids that they have in the destination's fragment,
/// and no list has to be sorted.
final class InBuckets {
  private final VertexSpace destinations;
  private final VertexSpace sources;
  private final List<ListWriter> outs;
  private final OuterSet[] sourceSets;
  private final OuterSet[] destinationSets;
  private final long[] entriesBefore;
  private final List<Slice> slices;
  private final Spread spread;
  private final MemorySegment low;
  private final MemorySegment ends;
  private final @Nullable MemorySegment positions;
  private final boolean widePositions;
  private final int[] remote;

  /// Some out-lists of a fragment.
  private record Slice(int fid, int from, int to) {}

  /// @param outs the out-lists, by fragment
  /// @param positioned whether [#position] is asked for
  InBuckets(
      BuildContext context,
      Triple triple,
      List<ListWriter> outs,
      boolean positioned,
      Region region) {
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
    long count = entriesBefore[outs.size()];
    this.low = region.allocate(2 * count);
    this.ends = region.allocate(4 * count);
    this.widePositions = count > Integer.MAX_VALUE;
    this.positions = positioned ? region.allocate((widePositions ? 8 : 4) * count) : null;
    context.workers().run(slices.size(), this::move);
  }

  private static OuterSet[] sets(BuildContext context, int label) {
    return IntStream.range(0, context.fnum())
        .mapToObj(fid -> context.outers().of(label, fid))
        .toArray(OuterSet[]::new);
  }

  private List<Slice> slices(int wanted) {
    long target = Math.min(1L << 28, Math.max(1, entriesBefore[outs.size()] / wanted));
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
    MemorySegment neighbors = out.neighbors();
    long end = out.offsets().getAtIndex(Layouts.LONG, slice.to());
    for (long at = out.offsets().getAtIndex(Layouts.LONG, slice.from()); at < end; at++) {
      counts[set.place(neighbors.getAtIndex(Layouts.INT, at)) >>> destinations.bits()]++;
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
    MemorySegment offsets = out.offsets();
    int base = sources.base(slice.fid());
    long[] cursors = spread.cursors(index);
    long at = offsets.getAtIndex(Layouts.LONG, slice.from());
    for (int list = slice.from(); list < slice.to(); list++) {
      long end = offsets.getAtIndex(Layouts.LONG, list + 1L);
      int source = out.vertexAt(list);
      if (at < end) moveList(slice.fid(), source, base + source, at, end, cursors);
      at = end;
    }
  }

  private void moveList(int fid, int source, int place, long from, long to, long[] cursors) {
    MemorySegment neighbors = outs.get(fid).neighbors();
    OuterSet set = destinationSets[fid];
    int bits = destinations.bits();
    int mask = (1 << bits) - 1;
    int inner = set.innerCount();
    for (long at = from; at < to; at++) {
      int neighbor = neighbors.getAtIndex(Layouts.INT, at);
      int destination = set.place(neighbor);
      long target = cursors[destination >>> bits]++;
      low.setAtIndex(Layouts.SHORT, target, (short) (destination & mask));
      int end =
          neighbor < inner ? source : sourceSets[destinations.owner(destination)].outerLid(place);
      ends.setAtIndex(Layouts.INT, target, end);
      if (positions != null) putPosition(positions, target, entriesBefore[fid] + at);
    }
  }

  private void putPosition(MemorySegment target, long at, long position) {
    if (widePositions) target.setAtIndex(Layouts.LONG, at, position);
    else target.setAtIndex(Layouts.INT, at, (int) position);
  }

  long[] starts() {
    return spread.starts();
  }

  int size(int bucket) {
    return EdgeBuckets.sizeOf(spread, bucket);
  }

  /// The position of an entry's destination in its bucket.
  int low(long entry) {
    return low.getAtIndex(Layouts.SHORT, entry);
  }

  /// The local id of an entry's source.
  int end(long entry) {
    return ends.getAtIndex(Layouts.INT, entry);
  }

  /// The position of an entry among the out-entries of all fragments, one fragment after the other.
  long position(long entry) {
    MemorySegment values = Objects.requireNonNull(positions);
    return widePositions
        ? values.getAtIndex(Layouts.LONG, entry)
        : values.getAtIndex(Layouts.INT, entry);
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
  int[] countNonEmpty(Workers workers) {
    int[] counts = new int[destinations.buckets()];
    workers.run(
        counts.length,
        bucket -> {
          long[] seen = new long[((1 << destinations.bits()) + 63) >>> 6];
          for (long at = starts()[bucket]; at < starts()[bucket + 1]; at++) {
            seen[low(at) >>> 6] |= 1L << low(at);
          }
          for (long word : seen) counts[bucket] += Long.bitCount(word);
        });
    return counts;
  }
}
