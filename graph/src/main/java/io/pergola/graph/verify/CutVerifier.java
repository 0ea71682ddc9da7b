package io.pergola.graph.verify;

import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Rows;
import io.pergola.graph.Triple;
import java.util.Optional;

/// Checks that two fragments agree on the cut edges of a triple from one to the other: each is an
/// out-entry here and an in-entry there, parallel ones in the same order, with equal properties.
final class CutVerifier {
  private final Fragment from;
  private final Fragment to;
  private final Triple triple;
  private final GidLayout gids;
  private final Findings findings;
  private final Csr out;
  private final Csr in;
  private final Optional<Rows> rows;

  CutVerifier(Fragment from, Fragment to, Triple triple, GidLayout gids, Findings findings) {
    this.from = from;
    this.to = to;
    this.triple = triple;
    this.gids = gids;
    this.findings = findings;
    this.out = from.out(triple);
    this.in = to.in(triple);
    this.rows = to.inRows(triple);
  }

  /// As [TransposeVerifier], but over the in-entries of `to` whose sources are outer vertices owned
  /// by `from`: they ascend as their indexes do.
  void verify() {
    int firstSource = to.outerBegin(triple.source(), from.fid());
    int sourceEnd = to.outerBegin(triple.source(), from.fid() + 1);
    int first = from.outerBegin(triple.destination(), to.fid());
    int end = from.outerBegin(triple.destination(), to.fid() + 1);
    long[] cursors = new long[in.vertexCount()];
    for (int vertex = 0; vertex < cursors.length; vertex++) {
      cursors[vertex] = in.seek(vertex, firstSource);
    }
    for (int list = 0; list < out.listCount(); list++) {
      int source = out.vertexAt(list);
      for (long at = out.seek(source, first); at < out.end(source); at++) {
        if (out.neighbor(at) >= end) break;
        int destination = (int) gids.index(from.gid(triple.destination(), out.neighbor(at)));
        if (!matches(source, destination, at, cursors[destination]++)) return;
      }
    }
    for (int vertex = 0; vertex < cursors.length; vertex++) {
      if (cursors[vertex] != in.seek(vertex, sourceEnd)) {
        findings.problem(
            "in.neighbors[%d] of fragment %d is a cut edge to vertex %d that fragment %d has not"
                .formatted(cursors[vertex], to.fid(), vertex, from.fid()));
        return;
      }
    }
  }

  private boolean matches(int source, int destination, long at, long cursor) {
    boolean same =
        cursor < in.end(destination)
            && to.gid(triple.source(), in.neighbor(cursor)) == from.gid(triple.source(), source);
    if (!same) {
      findings.problem(
          "out.neighbors[%d] of fragment %d is the cut edge %d → %d, which in.neighbors[%d] of fragment %d is not"
              .formatted(at, from.fid(), source, destination, cursor, to.fid()));
      return false;
    }
    if (!from.symmetric(triple) && rows.isEmpty()) return true;
    long row = rows.map(found -> found.at(cursor)).orElse(cursor);
    Optional<String> column = RowEquality.difference(from.edges(triple), at, to.edges(triple), row);
    column.ifPresent(name ->
        findings.problem(
            "row %d of fragment %d and row %d of fragment %d are one edge, but differ in '%s'"
                .formatted(at, from.fid(), row, to.fid(), name)));
    return column.isEmpty();
  }
}
