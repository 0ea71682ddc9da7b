package io.pergola.builder.vertex;

import io.pergola.builder.stage.StagedChunk;
import io.pergola.builder.stage.StagedTable;

/// Hears of vertices whose ids were there before.
@FunctionalInterface
public interface Duplicates {
  /// Rows of a chunk, ascending; perhaps none.
  void found(StagedTable table, StagedChunk chunk, int[] rows);
}
