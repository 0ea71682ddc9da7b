package io.pergola.graph.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.Direction;
import io.pergola.graph.Table;
import io.pergola.graph.verify.RowEquality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares the edges of one label of two fragments whose tables are in different orders: the same
/// lists, and one row here for each there, with the same values.
///
/// @param theirs rows of it are renumbered
record SameEdges(ArrowFragment theirs, ArrowFragment ours, int label) {
  /// Asserts it, and tells whether each row was met.
  boolean hold() {
    Map<Long, Long> rows = new HashMap<>();
    for (Direction direction : Direction.values()) {
      if (!theirs.directed() && direction == Direction.IN) continue;
      for (int owner = 0; owner < theirs.vertices().size(); owner++) {
        compare(direction, owner, rows);
      }
    }
    long count = theirs.reader().edgeRows(label);
    assertEquals(count, ours.reader().edgeRows(label));
    return rows.size() == count && rows.values().stream().distinct().count() == count;
  }

  private void compare(Direction direction, int owner, Map<Long, Long> rows) {
    Units left = theirs.units(direction, owner, label);
    Units right = ours.units(direction, owner, label);
    assertEquals(-1, left.offsets().mismatch(right.offsets()));
    for (long unit = 0; unit < left.count(); unit++) {
      assertEquals(left.vid(unit), right.vid(unit));
    }
    for (int vertex = 0; vertex < left.vertexCount(); vertex++) {
      for (long unit = left.begin(vertex), end; unit < left.end(vertex); unit = end) {
        end = unit + 1;
        while (end < left.end(vertex) && left.vid(end) == left.vid(unit)) end++;
        match(eids(left, unit, end), eids(right, unit, end), rows);
      }
    }
  }

  private static List<Long> eids(Units units, long from, long to) {
    List<Long> eids = new ArrayList<>();
    for (long unit = from; unit < to; unit++) eids.add(units.eid(unit));
    return eids;
  }

  /// Parallel edges, in any order: each goes with the one it went with before, else with one of
  /// equal values.
  private void match(List<Long> left, List<Long> right, Map<Long, Long> rows) {
    Table before = theirs.reader().edges(label);
    Table after = ours.reader().edges(label);
    for (long row : left) {
      Long known = rows.get(row);
      long found =
          known != null && right.contains(known)
              ? known
              : right.stream()
                  .filter(other -> !rows.containsValue(other))
                  .filter(other -> RowEquality.difference(before, row, after, other).isEmpty())
                  .findFirst()
                  .orElseThrow(() -> new AssertionError("no row like " + row));
      assertEquals(known == null ? found : known, found);
      rows.put(row, found);
      right.remove(found);
    }
  }
}
