package io.pergola.graph.arrow;

import io.pergola.graph.Chunks;
import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Layouts;
import io.pergola.graph.Triple;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Fills the columns `eid` of one edge label in all fragments. An id is fragment, label and row,
/// with the bits of a gid; a cut edge has that of the fragment that owns its source (of an
/// undirected one the lower fragment) in both.
///
/// @param fragments by fid
/// @param rows by fragment, then as in `triples`
/// @param columns by fragment: int64, to be filled
record EdgeIdWriter(
    int label,
    List<Triple> triples,
    List<Fragment> fragments,
    List<List<EdgeRows>> rows,
    List<MemorySegment> columns) {
  void write() {
    GidLayout ids = GidLayout.of(fragments.size());
    for (int fid = 0; fid < fragments.size(); fid++) {
      MemorySegment column = columns.get(fid);
      long first = ids.gid(fid, label, 0);
      Chunks.ofRows(
          column.byteSize() / 8,
          (from, to) -> {
            for (long row = from; row < to; row++) {
              column.setAtIndex(Layouts.LONG, row, first + row);
            }
          });
    }
    for (Fragment from : fragments) {
      for (Fragment to : fragments) {
        for (int i = 0; i < triples.size(); i++) {
          boolean symmetric = from.symmetric(triples.get(i));
          boolean cut = symmetric ? from.fid() < to.fid() : from.fid() != to.fid();
          if (cut) copy(i, from, to, ids);
        }
      }
    }
  }

  /// Gives the edges from `from` to `to` the ids that they have in `from`. Both hold them in the
  /// same order, by source and then by destination.
  private void copy(int i, Fragment from, Fragment to, GidLayout ids) {
    Triple triple = triples.get(i);
    EdgeRows fromRows = rows.get(from.fid()).get(i);
    EdgeRows toRows = rows.get(to.fid()).get(i);
    MemorySegment source = columns.get(from.fid());
    MemorySegment target = columns.get(to.fid());
    int first = from.outerBegin(triple.destination(), to.fid());
    int end = from.outerBegin(triple.destination(), to.fid() + 1);
    if (first == end) return;
    Csr out = from.out(triple);
    Csr in = to.in(triple);
    int firstSource = to.outerBegin(triple.source(), from.fid());
    long[] cursors = new long[in.vertexCount()];
    for (int vertex = 0; vertex < cursors.length; vertex++) {
      cursors[vertex] = in.seek(vertex, firstSource);
    }
    int[] indexes = new int[end - first];
    for (int k = 0; k < indexes.length; k++) {
      indexes[k] = (int) ids.index(from.gid(triple.destination(), first + k));
    }
    for (int list = 0; list < out.listCount(); list++) {
      int vertex = out.vertexAt(list);
      for (long at = out.seek(vertex, first); at < out.end(vertex); at++) {
        int neighbor = out.neighbor(at);
        if (neighbor >= end) break;
        long cursor = cursors[indexes[neighbor - first]]++;
        long id = source.getAtIndex(Layouts.LONG, fromRows.out(at));
        target.setAtIndex(Layouts.LONG, toRows.in(cursor), id);
      }
    }
  }
}
