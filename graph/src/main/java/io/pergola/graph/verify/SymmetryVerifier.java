package io.pergola.graph.verify;

import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.Table;
import io.pergola.graph.Triple;

/// Checks that an undirected triple of one label holds each edge at both ends, a self loop twice,
/// with equal properties.
public final class SymmetryVerifier {
  private final Csr lists;
  private final Table table;
  private final Findings findings;

  private SymmetryVerifier(Fragment fragment, Triple triple, Findings findings) {
    this.lists = fragment.out(triple);
    this.table = fragment.edges(triple);
    this.findings = findings;
  }

  /// Notes what is wrong with the lists of a symmetric triple.
  ///
  /// @param triple one whose lists are sound in themselves
  public static void verify(Fragment fragment, Triple triple, Findings findings) {
    SymmetryVerifier verifier = new SymmetryVerifier(fragment, triple, findings);
    findings.guard("out", verifier::sweep);
  }

  private void sweep() {
    long[] cursors = new long[lists.vertexCount()];
    for (int vertex = 0; vertex < cursors.length; vertex++) cursors[vertex] = lists.begin(vertex);
    for (int list = 0; list < lists.listCount(); list++) {
      int vertex = lists.vertexAt(list);
      for (long at = lists.begin(vertex); at < lists.end(vertex); at++) {
        int neighbor = lists.neighbor(at);
        if (neighbor >= cursors.length) break; // outer ones come last
        if (!matches(vertex, neighbor, at, cursors[neighbor]++)) return;
      }
      if (!loopsArePairs(vertex)) return;
    }
    findings.check(
        table.rowCount() == lists.entryCount(),
        "the edge table has %d rows, expected one for each of %d entries"
            .formatted(table.rowCount(), lists.entryCount()));
  }

  private boolean matches(int vertex, int neighbor, long at, long twin) {
    if (twin >= lists.end(neighbor) || lists.neighbor(twin) != vertex) {
      findings.problem(
          "out.neighbors[%d] is the edge %d — %d, but vertex %d does not have it at %d"
              .formatted(at, vertex, neighbor, neighbor, twin));
      return false;
    }
    return neighbor == vertex || sameRows(at, twin);
  }

  private boolean loopsArePairs(int vertex) {
    long begin = lists.seek(vertex, vertex);
    long end = lists.seek(vertex, vertex + 1);
    if ((end - begin) % 2 != 0) {
      findings.problem(
          "out.neighbors[%d] to [%d] are %d self loops of vertex %d, expected each twice"
              .formatted(begin, end - 1, end - begin, vertex));
      return false;
    }
    for (long at = begin; at < end; at += 2) if (!sameRows(at, at + 1)) return false;
    return true;
  }

  private boolean sameRows(long at, long twin) {
    return RowEquality.difference(table, at, table, twin)
        .map(column -> {
          findings.problem(
              "rows %d and %d are the two ends of one edge, but differ in '%s'"
                  .formatted(at, twin, column));
          return false;
        })
        .orElse(true);
  }
}
