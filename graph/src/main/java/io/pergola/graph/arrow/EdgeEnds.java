package io.pergola.graph.arrow;

import io.pergola.graph.verify.Findings;
import java.util.Arrays;
import java.util.List;

/// Checks that each row of an edge label's table is one edge: in directed graphs a unit of its
/// source and one of its destination, in undirected ones a unit at both ends. Needs 16 bytes of
/// heap a row.
final class EdgeEnds {
  private static final long NONE = -1;

  private final VidBits ids;
  private final List<ArrowVertices> vertices;
  private final Findings findings;
  private final long[] from;
  private final long[] to;

  EdgeEnds(VidBits ids, List<ArrowVertices> vertices, int rows, Findings findings) {
    this.ids = ids;
    this.vertices = vertices;
    this.findings = findings;
    this.from = new long[rows];
    this.to = new long[rows];
    Arrays.fill(from, NONE);
    Arrays.fill(to, NONE);
  }

  /// Notes the out-units of a vertex label, each the first of its row.
  boolean sources(int vertexLabel, Units units) {
    for (int vertex = 0; vertex < units.vertexCount(); vertex++) {
      long source = ids.lid(vertexLabel, vertex);
      for (long unit = units.begin(vertex); unit < units.end(vertex); unit++) {
        int row = (int) units.eid(unit);
        if (from[row] != NONE) return wrong(row, "stands in out-lists twice");
        from[row] = source;
        to[row] = units.vid(unit);
      }
    }
    return true;
  }

  /// Compares the in-units of a vertex label with what [#sources] has noted, and forgets that.
  boolean destinations(int vertexLabel, Units units) {
    for (int vertex = 0; vertex < units.vertexCount(); vertex++) {
      long destination = ids.lid(vertexLabel, vertex);
      for (long unit = units.begin(vertex); unit < units.end(vertex); unit++) {
        int row = (int) units.eid(unit);
        if (to[row] != destination || from[row] != units.vid(unit)) {
          return wrong(
              row,
              "is an in-entry of vertex 0x%x from 0x%x, but no out-entry between them"
                  .formatted(destination, units.vid(unit)));
        }
        if (!isEdge(row)) return false;
        from[row] = NONE;
        to[row] = NONE - 1;
      }
    }
    return true;
  }

  /// Notes the units of a vertex label in an undirected graph.
  boolean bothEnds(int vertexLabel, Units units) {
    for (int vertex = 0; vertex < units.vertexCount(); vertex++) {
      long end = ids.lid(vertexLabel, vertex);
      for (long unit = units.begin(vertex); unit < units.end(vertex); unit++) {
        int row = (int) units.eid(unit);
        if (from[row] == NONE && to[row] == NONE) {
          from[row] = end;
          to[row] = units.vid(unit);
        } else if (from[row] == units.vid(unit) && to[row] == end) {
          if (!isEdge(row)) return false;
          from[row] = NONE;
          to[row] = NONE - 1;
        } else {
          return wrong(
              row,
              "is an edge of vertices 0x%x and 0x%x, and another one"
                  .formatted(end, units.vid(unit)));
        }
      }
    }
    return true;
  }

  /// Whether every row was met at both ends.
  boolean allMet() {
    for (int row = 0; row < from.length; row++) {
      if (to[row] != NONE - 1) return wrong(row, "does not stand in the lists of both its ends");
    }
    return true;
  }

  private boolean isEdge(int row) {
    if (isInner(from[row]) || isInner(to[row])) return true;
    return wrong(row, "joins two outer vertices");
  }

  private boolean isInner(long lid) {
    return ids.offset(lid) < vertices.get(ids.label(lid)).inner();
  }

  private boolean wrong(int row, String what) {
    findings.problem("row %d %s".formatted(row, what));
    return false;
  }
}
