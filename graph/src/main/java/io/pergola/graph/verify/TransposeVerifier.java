package io.pergola.graph.verify;

import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.Rows;
import io.pergola.graph.Table;
import io.pergola.graph.Triple;
import java.util.Optional;

/// Checks that the in-lists of a triple are the transpose of its out-lists, parallel edges in the
/// same order, and that the in-entries' rows are those of the same edges.
///
/// Going through the out-lists in order meets the edges of each in-list in order too, because both
/// ascend: one cursor per in-list is enough.
public final class TransposeVerifier {
  private final Csr out;
  private final Csr in;
  private final Optional<Rows> rows;
  private final int innerSources;
  private final Findings findings;

  private TransposeVerifier(Fragment fragment, Triple triple, Findings findings) {
    this.out = fragment.out(triple);
    this.in = fragment.in(triple);
    this.rows = fragment.inRows(triple);
    this.innerSources = fragment.innerCount(triple.source());
    this.findings = findings;
  }

  /// Notes where out- and in-lists do not fit together.
  ///
  /// @param triple one whose out- and in-lists are sound in themselves
  public static void verify(Fragment fragment, Triple triple, Findings findings) {
    TransposeVerifier verifier = new TransposeVerifier(fragment, triple, findings);
    findings.guard("in", () -> verifier.sweep(fragment.edges(triple)));
  }

  private void sweep(Table table) {
    long[] cursors = new long[in.vertexCount()];
    for (int vertex = 0; vertex < cursors.length; vertex++) cursors[vertex] = in.begin(vertex);
    for (int list = 0; list < out.listCount(); list++) {
      int source = out.vertexAt(list);
      for (long at = out.begin(source); at < out.end(source); at++) {
        int destination = out.neighbor(at);
        if (destination >= cursors.length) break; // outer ones come last
        if (!matches(source, destination, at, cursors[destination]++)) return;
      }
    }
    verifyRest(cursors, table);
  }

  private boolean matches(int source, int destination, long at, long cursor) {
    if (cursor >= in.end(destination) || in.neighbor(cursor) != source) {
      findings.problem(
          "out.neighbors[%d] is the edge %d → %d, but in.neighbors[%d] is %s"
              .formatted(at, source, destination, cursor, neighborAt(destination, cursor)));
      return false;
    }
    if (rows.isPresent() && rows.get().at(cursor) != at) {
      findings.problem(
          "in.rows[%d] is %d, expected %d, the row of the edge %d → %d"
              .formatted(cursor, rows.get().at(cursor), at, source, destination));
      return false;
    }
    return true;
  }

  private String neighborAt(int vertex, long cursor) {
    return cursor < in.end(vertex) ? Integer.toString(in.neighbor(cursor)) : "of another vertex";
  }

  /// What no out-entry stands for must come from outer sources.
  private void verifyRest(long[] cursors, Table table) {
    long row = out.entryCount();
    for (int vertex = 0; vertex < cursors.length; vertex++) {
      for (long at = cursors[vertex]; at < in.end(vertex); at++, row++) {
        if (in.neighbor(at) < innerSources) {
          findings.problem(
              "in.neighbors[%d] is the edge %d → %d, which out has not"
                  .formatted(at, in.neighbor(at), vertex));
          return;
        }
        if (rows.isPresent() && rows.get().at(at) != row) {
          findings.problem(
              "in.rows[%d] is %d, expected %d, the next row after those of out-entries"
                  .formatted(at, rows.get().at(at), row));
          return;
        }
      }
    }
    long expected = rows.isPresent() ? row : out.entryCount();
    findings.check(
        table.rowCount() == expected,
        "the edge table has %d rows, expected %d".formatted(table.rowCount(), expected));
  }
}
