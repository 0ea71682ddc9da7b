package io.pergola.graph.arrow;

import io.pergola.graph.verify.Findings;
import java.util.List;

/// Checks the adjacency lists of one vertex label and one edge label in one direction.
///
/// @param totals vertices of each label, inner and outer
/// @param edgeRows rows of the edge label's table
record UnitsVerifier(
    Units units, List<Integer> totals, long edgeRows, VidBits ids, Findings findings) {
  /// Whether all lists can be read and ascend.
  boolean verify() {
    return findings.guard("offsets", this::verifyOffsets)
        && findings.guard("units", this::verifyUnits);
  }

  private void verifyOffsets() {
    long least = 0;
    for (int vertex = 0; vertex <= units.vertexCount(); vertex++) {
      long most = vertex == 0 ? 0 : units.count();
      if (vertex == units.vertexCount()) least = most;
      long offset = units.begin(vertex);
      if (offset < least || offset > most) {
        findings.problem(
            "offsets[%d] is %d, expected %s"
                .formatted(vertex, offset, Findings.range(least, most)));
        return;
      }
      least = offset;
    }
  }

  private void verifyUnits() {
    for (int vertex = 0; vertex < units.vertexCount(); vertex++) {
      long before = 0;
      for (long unit = units.begin(vertex); unit < units.end(vertex); unit++) {
        long vid = units.vid(unit);
        long eid = units.eid(unit);
        if (!isVertex(vid) || Long.compareUnsigned(vid, before) < 0) {
          findings.problem(
              "unit %d, of vertex %d, is vertex 0x%x, expected one that is here, not below 0x%x"
                  .formatted(unit, vertex, vid, before));
          return;
        }
        if (eid < 0 || eid >= edgeRows) {
          findings.problem(
              "unit %d, of vertex %d, has eid %d, expected %s"
                  .formatted(unit, vertex, eid, Findings.range(0, edgeRows - 1)));
          return;
        }
        before = vid;
      }
    }
  }

  private boolean isVertex(long vid) {
    int label = ids.label(vid);
    return ids.fid(vid) == 0 && label < totals.size() && ids.offset(vid) < totals.get(label);
  }

  /// Whether a list holds a neighbour twice.
  boolean hasParallelEdges() {
    for (int vertex = 0; vertex < units.vertexCount(); vertex++) {
      for (long unit = units.begin(vertex) + 1; unit < units.end(vertex); unit++) {
        if (units.vid(unit - 1) == units.vid(unit)) return true;
      }
    }
    return false;
  }
}
