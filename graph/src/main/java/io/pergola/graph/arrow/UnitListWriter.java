package io.pergola.graph.arrow;

import io.pergola.graph.Chunks;
import io.pergola.graph.Csr;
import io.pergola.graph.Layouts;
import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Scratch;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Writes the adjacency lists of one vertex label along one edge label in one direction: of inner
/// vertices from their own lists, of outer ones from the lists of their inner neighbours.
final class UnitListWriter {
  /// The eid of the entry at a position.
  interface Eids {
    long at(long position);
  }

  /// One triple's share in the lists.
  ///
  /// @param own lists of the label's inner vertices
  /// @param opposite lists in which its vertices are neighbours
  /// @param neighborLabel the label at the other end
  record Part(Csr own, Eids ownEids, Csr opposite, Eids oppositeEids, int neighborLabel) {}

  /// What was written.
  ///
  /// @param units or encoded bytes
  /// @param byteOffsets of encoded bytes only
  record Written(ObjectMeta units, ObjectMeta offsets, Optional<ObjectMeta> byteOffsets) {}

  private final List<Part> parts;
  private final VidWidth vid;
  private final int[] neighborLabels;
  private final long[] firstLids;
  private final int inner;
  private final int outer;
  private final AtomicBoolean parallelEdges = new AtomicBoolean();

  /// @param parts by neighbour label
  UnitListWriter(List<Part> parts, VidWidth vid, VidBits ids, int inner, int outer) {
    this.parts = parts;
    this.vid = vid;
    this.neighborLabels = parts.stream().mapToInt(Part::neighborLabel).toArray();
    this.firstLids = parts.stream().mapToLong(part -> ids.lid(part.neighborLabel(), 0)).toArray();
    this.inner = inner;
    this.outer = outer;
  }

  /// Whether a list holds a neighbour twice.
  boolean hasParallelEdges() {
    return parallelEdges.get();
  }

  Written write(ObjectStore store, EdgeKind kind, Scratch scratch) {
    MemorySegment offsets = scratch.allocate(8L * (inner + outer + 1));
    countUnits(offsets);
    long count = offsets.getAtIndex(Layouts.LONG, (long) inner + outer);
    ArrayWriter arrays = new ArrayWriter(store);
    ObjectMeta written = arrays.offsets(offsets);
    if (kind == EdgeKind.PLAIN) {
      BlobWriter units = store.createBlob(count * vid.unitBytes());
      fill(offsets, units.segment());
      scratch.free(offsets);
      return new Written(arrays.units(vid, count, units.seal()), written, Optional.empty());
    }
    MemorySegment units = scratch.allocate(count * vid.unitBytes());
    fill(offsets, units);
    Written compact = encode(store, offsets, units, written, scratch);
    scratch.free(units);
    scratch.free(offsets);
    return compact;
  }

  private void countUnits(MemorySegment offsets) {
    for (Part part : parts) {
      Csr own = part.own();
      for (int list = 0; list < own.listCount(); list++) {
        int vertex = own.vertexAt(list);
        add(offsets, vertex + 1L, own.degree(vertex));
      }
      Csr opposite = part.opposite();
      for (int list = 0; outer > 0 && list < opposite.listCount(); list++) {
        int vertex = opposite.vertexAt(list);
        for (long at = opposite.seek(vertex, inner); at < opposite.end(vertex); at++) {
          add(offsets, opposite.neighbor(at) + 1L, 1);
        }
      }
    }
    for (long vertex = 0; vertex < (long) inner + outer; vertex++) {
      add(offsets, vertex + 1, offsets.getAtIndex(Layouts.LONG, vertex));
    }
  }

  private static void add(MemorySegment counts, long at, long more) {
    counts.setAtIndex(Layouts.LONG, at, counts.getAtIndex(Layouts.LONG, at) + more);
  }

  private void fill(MemorySegment offsets, MemorySegment units) {
    Chunks.ofVertices(inner, (from, to) -> fillInner((int) from, (int) to, offsets, units));
    if (outer > 0) fillOuter(offsets, units);
    if (IntStream.range(1, parts.size())
        .anyMatch(i -> neighborLabels[i - 1] == neighborLabels[i])) {
      sort(offsets, units);
    }
  }

  private void fillInner(int from, int to, MemorySegment offsets, MemorySegment units) {
    boolean twice = false;
    for (int vertex = from; vertex < to; vertex++) {
      long unit = offsets.getAtIndex(Layouts.LONG, vertex);
      for (int i = 0; i < parts.size(); i++) {
        Part part = parts.get(i);
        int previous = -1;
        long end = part.own().end(vertex);
        for (long at = part.own().begin(vertex); at < end; at++, unit++) {
          int neighbor = part.own().neighbor(at);
          put(units, unit, firstLids[i] + neighbor, part.ownEids().at(at));
          twice |= neighbor == previous;
          previous = neighbor;
        }
      }
    }
    if (twice) parallelEdges.set(true);
  }

  private void fillOuter(MemorySegment offsets, MemorySegment units) {
    long[] cursors = new long[outer];
    for (int i = 0; i < outer; i++) {
      cursors[i] = offsets.getAtIndex(Layouts.LONG, (long) inner + i);
    }
    for (int i = 0; i < parts.size(); i++) {
      Csr opposite = parts.get(i).opposite();
      for (int list = 0; list < opposite.listCount(); list++) {
        int vertex = opposite.vertexAt(list);
        for (long at = opposite.seek(vertex, inner); at < opposite.end(vertex); at++) {
          long unit = cursors[opposite.neighbor(at) - inner]++;
          put(units, unit, firstLids[i] + vertex, parts.get(i).oppositeEids().at(at));
        }
      }
    }
  }

  private void put(MemorySegment units, long unit, long lid, long eid) {
    long at = unit * vid.unitBytes();
    Units.setVid(units, at, vid, lid);
    units.set(Units.LONG, at + vid.byteWidth(), eid);
  }

  /// Two relations that lead to one label leave two runs in a list.
  private void sort(MemorySegment offsets, MemorySegment units) {
    Units lists = new Units(vid, offsets, units);
    for (int vertex = 0; vertex < inner + outer; vertex++) {
      long begin = lists.begin(vertex);
      int count = Math.toIntExact(lists.end(vertex) - begin);
      long[][] pairs = new long[count][];
      for (int i = 0; i < count; i++) {
        pairs[i] = new long[] {lists.vid(begin + i), lists.eid(begin + i)};
      }
      Arrays.sort(pairs, (a, b) -> Long.compareUnsigned(a[0], b[0]));
      for (int i = 0; i < count; i++) {
        put(units, begin + i, pairs[i][0], pairs[i][1]);
        if (i > 0 && pairs[i - 1][0] == pairs[i][0]) parallelEdges.set(true);
      }
    }
  }

  private Written encode(
      ObjectStore store,
      MemorySegment offsets,
      MemorySegment units,
      ObjectMeta written,
      Scratch scratch) {
    Units lists = new Units(vid, offsets, units);
    MemorySegment bytes = scratch.allocate(CompactUnits.maxBytes(vid, lists.count()));
    MemorySegment byteOffsets = scratch.allocate(offsets.byteSize());
    CompactUnits codec = new CompactUnits(vid);
    long at = 0;
    for (int vertex = 0; vertex < inner + outer; vertex++) {
      long count = lists.end(vertex) - lists.begin(vertex);
      at = codec.encode(units, lists.begin(vertex), count, bytes, at);
      byteOffsets.setAtIndex(Layouts.LONG, vertex + 1L, at);
    }
    ArrayWriter arrays = new ArrayWriter(store);
    ObjectMeta encoded = arrays.numbers("unsigned char", at, padded(store, bytes.asSlice(0, at)));
    ObjectMeta begins = arrays.offsets(byteOffsets);
    scratch.free(bytes);
    scratch.free(byteOffsets);
    return new Written(encoded, written, Optional.of(begins));
  }

  /// Decoders may read past the end.
  private static Blob padded(ObjectStore store, MemorySegment bytes) {
    if (bytes.byteSize() == 0) return ArrayWriter.NO_BYTES;
    BlobWriter blob = store.createBlob(bytes.byteSize() + 64);
    blob.segment().asSlice(0, bytes.byteSize()).copyFrom(bytes);
    blob.segment().asSlice(bytes.byteSize()).fill((byte) 0);
    return blob.seal();
  }
}
