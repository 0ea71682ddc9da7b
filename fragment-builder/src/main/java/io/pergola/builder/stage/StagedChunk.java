package io.pergola.builder.stage;

import io.pergola.builder.input.Batch;
import io.pergola.builder.input.Chunk;
import io.pergola.builder.input.ColumnBuffer;
import io.pergola.builder.input.TextBuffer;
import io.pergola.builder.input.WordBuffer;
import io.pergola.builder.vertex.TextDictionary;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The good records of a chunk, kept until the load needs them.
///
/// @param origin where they come from
/// @param rows how many
/// @param keys ids, as numbers or as numbers of a [TextDictionary]
/// @param properties the other columns
public record StagedChunk(
    Chunk origin, int rows, List<StagedWords> keys, List<StagedColumn> properties) {
  static StagedColumn stage(Region region, ColumnBuffer column, int rows) {
    MemorySegment nulls = nulls(region, column, rows);
    return switch (column) {
      case WordBuffer words -> StagedWords.of(region, words.values(), rows, 1).withNulls(nulls);
      case TextBuffer text -> StagedText.of(region, text, rows, nulls);
    };
  }

  /// Copies all columns but the first `keys`.
  public static List<StagedColumn> stageProperties(Region region, Batch batch, int keys) {
    List<StagedColumn> staged = new ArrayList<>();
    for (ColumnBuffer column : batch.columns().subList(keys, batch.columns().size())) {
      staged.add(stage(region, column, batch.rows()));
    }
    return staged;
  }

  private static @Nullable MemorySegment nulls(Region region, ColumnBuffer column, int rows) {
    if (!column.hasNulls()) return null;
    MemorySegment flags = region.allocate(rows);
    for (int row = 0; row < rows; row++) {
      if (column.isNull(row)) flags.set(io.pergola.graph.Layouts.BYTE, row, (byte) 1);
    }
    return flags;
  }
}
