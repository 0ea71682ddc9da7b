package io.pergola.builder;

import io.pergola.builder.stage.StagedChunk;
import io.pergola.builder.stage.StagedTable;
import io.pergola.graph.Layouts;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.List;

/// Finds the edges of a triple that have an end that is not there.
final class DanglingEdges {
  private final List<String> reasons;
  private final StagedTable table;
  private final BadRecordLog log;

  DanglingEdges(Schema schema, Triple triple, StagedTable table, BadRecordLog log) {
    this.table = table;
    this.log = log;
    this.reasons = List.of(reason(schema, triple.source()), reason(schema, triple.destination()));
  }

  private static String reason(Schema schema, int label) {
    return "is not the id of a vertex of '%s'".formatted(schema.vertexLabels().get(label).name());
  }

  /// Reports those of a chunk whose ends are resolved; returns how many there are.
  int report(StagedChunk chunk) {
    IntArrayList rows = new IntArrayList();
    IntArrayList ends = new IntArrayList();
    for (int row = 0; row < chunk.rows(); row++) {
      boolean source = place(chunk, 0, row) < 0;
      if (source || place(chunk, 1, row) < 0) {
        rows.add(row);
        ends.add(source ? 0 : 1);
      }
    }
    log.dangling(table, chunk, rows.toIntArray(), ends.toIntArray(), reasons);
    return rows.size();
  }

  private static int place(StagedChunk chunk, int end, int row) {
    return chunk.keys().get(end).values().getAtIndex(Layouts.INT, row);
  }
}
