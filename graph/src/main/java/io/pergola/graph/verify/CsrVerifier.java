package io.pergola.graph.verify;

import io.pergola.graph.Csr;
import io.pergola.graph.Layouts;

/// Checks the arrays of one direction of a triple.
public final class CsrVerifier {
  private final Csr csr;
  private final int neighborLimit;
  private final Findings findings;

  /// A check of some lists.
  ///
  /// @param neighborLimit vertices of the neighbors' label, inner and outer
  public CsrVerifier(Csr csr, int neighborLimit, Findings findings) {
    this.csr = csr;
    this.neighborLimit = neighborLimit;
    this.findings = findings;
  }

  /// Whether all lists can be read and ascend.
  public boolean verify() {
    return findings.guard("ids", this::verifyIds)
        && findings.guard("offsets", this::verifyOffsets)
        && findings.guard("neighbors", this::verifyNeighbors);
  }

  private void verifyIds() {
    if (csr.form() != Csr.Form.SPARSE) return;
    int previous = -1;
    for (int list = 0; list < csr.listCount(); list++) {
      int id = csr.vertexAt(list);
      if (id <= previous || id >= csr.vertexCount()) {
        findings.problem(
            "ids[%d] is %d, expected %s"
                .formatted(list, id, Findings.range(previous + 1, csr.vertexCount() - 1)));
        return;
      }
      previous = id;
    }
  }

  private void verifyOffsets() {
    if (csr.form() == Csr.Form.EMPTY) return;
    long least = 0;
    long step = csr.form() == Csr.Form.SPARSE ? 1 : 0;
    for (int list = 0; list <= csr.listCount(); list++) {
      long offset = offset(list);
      boolean end = list == 0 || list == csr.listCount();
      long most = list == 0 ? 0 : csr.entryCount();
      if (end) least = most;
      if (offset < least || offset > most) {
        findings.problem(
            "offsets[%d] is %d, expected %s".formatted(list, offset, Findings.range(least, most)));
        return;
      }
      least = offset + step;
    }
  }

  private long offset(int list) {
    return csr.offsets().getAtIndex(Layouts.LONG, list);
  }

  private void verifyNeighbors() {
    for (int list = 0; list < csr.listCount(); list++) {
      int least = 0;
      for (long at = offset(list); at < offset(list + 1); at++) {
        int neighbor = csr.neighbor(at);
        if (neighbor < least || neighbor >= neighborLimit) {
          findings.problem(
              "neighbors[%d], of vertex %d, is %d, expected %s"
                  .formatted(
                      at, csr.vertexAt(list), neighbor, Findings.range(least, neighborLimit - 1)));
          return;
        }
        least = neighbor;
      }
    }
  }
}
