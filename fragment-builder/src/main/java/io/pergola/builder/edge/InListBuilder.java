package io.pergola.builder.edge;

import io.pergola.builder.stage.ByteCount;
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
    nonEmpty = buckets.countNonEmpty(context.workers());
    for (int fid = 0; fid < context.fnum(); fid++) {
      ListWriter list = new ListWriter(context.store(), space, fid, buckets.starts(), nonEmpty);
      lists.add(list);
      rows.add(tables.isEmpty() || list.isEmpty() ? null : rows(fid, list.entryCount()));
    }
    if (!tables.isEmpty()) measureRemote(textAt);
    context.workers().run(space.buckets(), this::write);
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
    context.workers().run(space.buckets(), bucket -> measureTexts(bucket, texts));
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
      for (long at = buckets.starts()[bucket]; at < buckets.starts()[bucket + 1]; at++) {
        long position = buckets.position(at);
        int owner = buckets.fidOf(position);
        if (owner == fid) continue;
        long row = position - buckets.firstPosition(owner);
        texts[i][bucket] += tables.get(owner).textLength(i, row);
      }
    }
  }

  private void write(int bucket) {
    int fid = space.ownerOfBucket(bucket);
    ListWriter list = lists.get(fid);
    if (list.isEmpty()) return;
    int[] degrees = new int[1 << space.bits()];
    long start = buckets.starts()[bucket];
    int size = buckets.size(bucket);
    for (int i = 0; i < size; i++) degrees[buckets.low(start + i)]++;
    list.writeOffsets(bucket, degrees);
    if (size == 0) return;
    int next = 0;
    for (int i = 0; i < degrees.length; i++) {
      int degree = degrees[i];
      degrees[i] = next;
      next += degree;
    }
    place(bucket, fid, start, size, degrees);
  }

  /// @param cursors by position in the bucket, where its next entry goes
  private void place(int bucket, int fid, long start, int size, int[] cursors) {
    ListWriter list = lists.get(fid);
    long at = list.entryAt(bucket);
    TensorWriter target = rows.get(fid);
    long[] positions = target == null ? new long[0] : new long[size];
    MemorySegment neighbors = list.neighbors();
    for (int i = 0; i < size; i++) {
      int slot = cursors[buckets.low(start + i)]++;
      neighbors.setAtIndex(Layouts.INT, at + slot, buckets.end(start + i));
      if (target != null) positions[slot] = buckets.position(start + i);
    }
    if (target != null) writeRows(bucket, fid, at, positions, target.segment());
  }

  private void writeRows(int bucket, int fid, long at, long[] positions, MemorySegment target) {
    EdgeTableWriter table = tables.get(fid);
    boolean narrow = ByteCount.rowWidth(table.rows()) == 4;
    long first = buckets.firstPosition(fid);
    long end = first + outs.get(fid).entryCount();
    long remoteRow = outs.get(fid).entryCount() + remoteBefore[bucket];
    long[] textAt = new long[properties.size()];
    for (int i = 0; i < textAt.length; i++) textAt[i] = textBefore[i][bucket];
    for (int i = 0; i < positions.length; i++) {
      long position = positions[i];
      long row = position - first;
      if (position < first || position >= end) {
        row = remoteRow++;
        int owner = buckets.fidOf(position);
        table.copyRow(tables.get(owner), position - buckets.firstPosition(owner), row, textAt);
      }
      if (narrow) target.setAtIndex(Layouts.INT, at + i, (int) row);
      else target.setAtIndex(Layouts.LONG, at + i, row);
    }
  }
}
