package io.pergola.builder.edge;

import io.pergola.builder.stage.ByteCount;
import io.pergola.builder.stage.Words;
import io.pergola.builder.vertex.VertexSpace;
import io.pergola.graph.Layouts;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.TensorWriter;
import io.pergola.graph.Triple;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the in-lists of a triple in all fragments, and for each entry the row of its edge: the
/// out-position where the source is the fragment's own, else a row behind the out-rows, copied from
/// the table of the source's owner.
final class InListBuilder {
  private final BuildContext context;
  private final List<Property> properties;
  private final VertexSpace space;
  private final InBuckets buckets;
  private final List<ListWriter> outs;
  private final List<EdgeTableWriter> tables;
  private final List<ListWriter> lists = new ArrayList<>();
  private final List<@Nullable TensorWriter> rows = new ArrayList<>();
  private final long[] remoteBefore;
  private final long[][] textBefore;
  private int[] nonEmpty = new int[0];

  /// @param tables by fragment; none if in-entries do not know their rows
  InListBuilder(
      BuildContext context,
      Triple triple,
      InBuckets buckets,
      List<ListWriter> outs,
      List<EdgeTableWriter> tables) {
    this.context = context;
    this.properties = context.label(triple).properties();
    this.space = context.destinations(triple);
    this.buckets = buckets;
    this.outs = outs;
    this.tables = tables;
    this.remoteBefore = new long[space.buckets()];
    this.textBefore = new long[properties.size()][space.buckets()];
  }

  /// Writes everything.
  ///
  /// @param textAt by property and fragment: where the texts of the out-rows end
  void build(long[][] textAt) {
    nonEmpty = buckets.countNonEmpty();
    for (int fid = 0; fid < context.fnum(); fid++) {
      ListWriter list = new ListWriter(context.store(), space, fid, buckets.starts(), nonEmpty);
      lists.add(list);
      rows.add(tables.isEmpty() || list.isEmpty() ? null : rows(fid, list.entryCount()));
    }
    if (!tables.isEmpty()) measureRemote(textAt);
    buckets.forEachBucket(this::write);
  }

  private TensorWriter rows(int fid, long entries) {
    return ByteCount.rowWidth(tables.get(fid).rows()) == 4
        ? TensorWriter.ofInts(context.store(), entries)
        : TensorWriter.ofLongs(context.store(), entries);
  }

  ListWriter lists(int fid) {
    return lists.get(fid);
  }

  /// Bytes of a fragment's in-lists.
  long byteSize(int fid) {
    int nonEmptyLists = 0;
    for (int b = space.firstBucket(fid); b < space.firstBucket(fid + 1); b++) {
      nonEmptyLists += nonEmpty[b];
    }
    return ByteCount.ofLists(space.inner(fid), nonEmptyLists, lists.get(fid).entryCount());
  }

  /// The rows of a fragment's in-entries, if it has any.
  @Nullable TensorWriter rows(int fid) {
    return rows.get(fid);
  }

  /// Finds where the rows and texts of remote entries begin in each bucket.
  private void measureRemote(long[][] textAt) {
    long[][] texts = new long[properties.size()][space.buckets()];
    boolean any = properties.stream().anyMatch(p -> p.type() == PropertyType.STRING);
    if (any) buckets.forEachBucket(bucket -> measureTexts(bucket, texts));
    for (int bucket = 0; bucket < space.buckets(); bucket++) {
      int fid = space.ownerOfBucket(bucket);
      boolean first = bucket == space.firstBucket(fid);
      remoteBefore[bucket] = first ? 0 : remoteBefore[bucket - 1] + buckets.remote(bucket - 1);
      for (int i = 0; i < texts.length; i++) {
        textBefore[i][bucket] =
            first ? textAt[i][fid] : textBefore[i][bucket - 1] + texts[i][bucket - 1];
      }
    }
  }

  private void measureTexts(int bucket, long[][] texts) {
    if (buckets.remote(bucket) == 0) return;
    int fid = space.ownerOfBucket(bucket);
    for (int i = 0; i < texts.length; i++) {
      if (properties.get(i).type() != PropertyType.STRING) continue;
      for (long position : positions(bucket)) {
        int owner = buckets.fidOf(position);
        if (owner == fid) continue;
        long row = position - buckets.firstPosition(owner);
        texts[i][bucket] += tables.get(owner).textLength(i, row);
      }
    }
  }

  private long[] positions(int bucket) {
    long[] positions = new long[buckets.size(bucket)];
    buckets.loadPositions(buckets.starts()[bucket], positions.length, positions);
    return positions;
  }

  private void write(int bucket) {
    int fid = space.ownerOfBucket(bucket);
    ListWriter list = lists.get(fid);
    if (list.isEmpty()) return;
    int size = buckets.size(bucket);
    short[] low = new short[size];
    buckets.loadLow(buckets.starts()[bucket], size, low);
    int[] degrees = new int[1 << space.bits()];
    for (short one : low) degrees[one]++;
    list.writeOffsets(bucket, degrees);
    if (size > 0) place(bucket, fid, slots(low, degrees));
  }

  /// Where each entry goes: those of a list together, in the order in which they stand.
  private static int[] slots(short[] low, int[] degrees) {
    int next = 0;
    for (int i = 0; i < degrees.length; i++) {
      int degree = degrees[i];
      degrees[i] = next;
      next += degree;
    }
    int[] slots = new int[low.length];
    for (int i = 0; i < slots.length; i++) slots[i] = degrees[low[i]]++;
    return slots;
  }

  private void place(int bucket, int fid, int[] slots) {
    ListWriter list = lists.get(fid);
    long at = list.entryAt(bucket);
    int[] ends = new int[slots.length];
    int[] sorted = new int[slots.length];
    buckets.loadEnds(buckets.starts()[bucket], ends.length, ends);
    for (int i = 0; i < slots.length; i++) sorted[slots[i]] = ends[i];
    MemorySegment.copy(sorted, 0, list.neighbors(), Layouts.INT, at * 4, sorted.length);
    TensorWriter target = rows.get(fid);
    if (target == null) return;
    long[] positions = positions(bucket);
    long[] arranged = new long[slots.length];
    for (int i = 0; i < slots.length; i++) arranged[slots[i]] = positions[i];
    writeRows(bucket, fid, at, arranged, target.segment());
  }

  /// @param positions of the edges, in the order of the lists; become rows
  private void writeRows(int bucket, int fid, long at, long[] positions, MemorySegment target) {
    EdgeTableWriter table = tables.get(fid);
    long first = buckets.firstPosition(fid);
    long end = first + outs.get(fid).entryCount();
    long remoteRow = outs.get(fid).entryCount() + remoteBefore[bucket];
    long[] textAt = new long[properties.size()];
    for (int i = 0; i < textAt.length; i++) textAt[i] = textBefore[i][bucket];
    RemoteRows remote = new RemoteRows();
    for (int i = 0; i < positions.length; i++) {
      long position = positions[i];
      positions[i] = position - first;
      if (position < first || position >= end) {
        positions[i] = remoteRow + remote.size();
        int owner = buckets.fidOf(position);
        remote.add(owner, position - buckets.firstPosition(owner));
      }
    }
    table.copyRemote(tables, remote, remoteRow, textAt);
    Words.store(positions, 0, positions.length, target, at, ByteCount.rowWidth(table.rows()));
  }
}
