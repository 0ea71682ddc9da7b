package io.pergola.builder.edge;

import io.pergola.builder.vertex.VertexSpace;
import io.pergola.graph.Layouts;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Triple;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// What must be known of a triple's buckets before its blobs can be allocated.
final class BucketStats {
  private static final int BLOCK = 1024;

  private final EdgeBuckets edges;
  private final VertexSpace sources;
  private final VertexSpace destinations;
  private final List<Property> properties;
  private final boolean[][] nulls;
  private final boolean[][] remoteNulls;

  /// By bucket: how many of its vertices have edges.
  final int[] nonEmpty;

  /// By property (texts only) and bucket: bytes.
  final long[][] textBytes;

  /// By fragment: entries whose other end it owns, but not their source.
  final long[] remoteEntries;

  /// By fragment: entries whose both ends it owns.
  final long[] localEntries;

  /// By property (texts only) and fragment: bytes of remote entries.
  final long[][] remoteTextBytes;

  BucketStats(BuildContext context, Triple triple, EdgeBuckets edges) {
    this.edges = edges;
    this.sources = context.sources(triple);
    this.destinations = context.destinations(triple);
    this.properties = context.label(triple).properties();
    this.nonEmpty = new int[sources.buckets()];
    this.textBytes = new long[properties.size()][sources.buckets()];
    this.remoteEntries = new long[context.fnum()];
    this.nulls = new boolean[properties.size()][context.fnum()];
    this.remoteNulls = new boolean[properties.size()][context.fnum()];
    this.localEntries = new long[context.fnum()];
    this.remoteTextBytes = new long[properties.size()][context.fnum()];
    edges.forEachBucket(this::scan);
  }

  private void scan(int bucket) {
    nonEmpty[bucket] = countNonEmpty(bucket);
    for (int i = 0; i < properties.size(); i++) {
      if (properties.get(i).type() == PropertyType.STRING) scanTexts(bucket, i);
      MemorySegment flags = edges.column(i).nulls();
      if (flags != null) scanNulls(bucket, i, flags);
    }
    scanRemote(bucket);
  }

  private int countNonEmpty(int bucket) {
    long[] seen = new long[((1 << sources.bits()) + 63) >>> 6];
    short[] low = new short[BLOCK];
    for (long at = edges.start(bucket); at < edges.start(bucket + 1); at += BLOCK) {
      int length = (int) Math.min(BLOCK, edges.start(bucket + 1) - at);
      edges.loadLow(at, length, low);
      for (int i = 0; i < length; i++) seen[low[i] >>> 6] |= 1L << low[i];
    }
    int count = 0;
    for (long word : seen) count += Long.bitCount(word);
    return count;
  }

  private void scanTexts(int bucket, int property) {
    long[] remote = new long[remoteEntries.length];
    long sum = 0;
    int owner = sources.ownerOfBucket(bucket);
    for (long at = edges.start(bucket); at < edges.start(bucket + 1); at++) {
      edges.relieve(at);
      int length = edges.textOf(at, property).length(edges.rowOf(at));
      sum += length;
      remote[destinations.owner(edges.other(at))] += length;
    }
    textBytes[property][bucket] = sum;
    remote[owner] = 0;
    add(remoteTextBytes[property], remote);
  }

  /// Several threads may set the same flag; none clears it.
  private void scanNulls(int bucket, int property, MemorySegment flags) {
    int owner = sources.ownerOfBucket(bucket);
    for (long at = edges.start(bucket); at < edges.start(bucket + 1); at++) {
      if (flags.get(Layouts.BYTE, at) == 0) continue;
      int other = destinations.owner(edges.other(at));
      nulls[property][owner] = true;
      if (other != owner) remoteNulls[property][other] = true;
    }
  }

  /// Whether any row of a property in a fragment is null.
  ///
  /// @param remote whether rows of in-entries with outer sources count
  boolean hasNulls(int property, int fid, boolean remote) {
    return nulls[property][fid] || (remote && remoteNulls[property][fid]);
  }

  private void scanRemote(int bucket) {
    long[] remote = new long[remoteEntries.length];
    if (remote.length == 1) remote[0] = edges.size(bucket);
    for (long at = edges.start(bucket); remote.length > 1 && at < edges.start(bucket + 1); at++) {
      remote[destinations.owner(edges.other(at))]++;
    }
    int owner = sources.ownerOfBucket(bucket);
    long[] local = new long[remote.length];
    local[owner] = remote[owner];
    remote[owner] = 0;
    add(localEntries, local);
    add(remoteEntries, remote);
  }

  private static void add(long[] sums, long[] amounts) {
    synchronized (sums) {
      for (int i = 0; i < sums.length; i++) sums[i] += amounts[i];
    }
  }

  /// Vertices of a fragment that have edges.
  int nonEmpty(int fid) {
    int sum = 0;
    for (int bucket = sources.firstBucket(fid); bucket < sources.firstBucket(fid + 1); bucket++) {
      sum += nonEmpty[bucket];
    }
    return sum;
  }

  /// Bytes of a text property in the out-rows of a fragment.
  long textBytes(int property, int fid) {
    long sum = 0;
    for (int bucket = sources.firstBucket(fid); bucket < sources.firstBucket(fid + 1); bucket++) {
      sum += textBytes[property][bucket];
    }
    return sum;
  }
}
