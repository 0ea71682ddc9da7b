package io.pergola.builder.vertex;

import io.pergola.builder.stage.StagedWords;
import io.pergola.builder.stage.Words;
import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;

/// Vertices whose ids are integers.
///
/// @param placed where they stand
/// @param map from id to place
public record IntVertices(PlacedVertices placed, IdMap map) implements Vertices {
  private static final int BLOCK = 1024;

  @Override
  public int resolve(StagedWords keys, int rows) {
    long[] ids = new long[BLOCK];
    int[] places = new int[BLOCK];
    int missing = 0;
    for (int from = 0; from < rows; from += BLOCK) {
      int count = Math.min(BLOCK, rows - from);
      Words.load(keys.values(), from, count, keys.width(), ids);
      map.getAll(ids, count, places);
      for (int i = 0; i < count; i++) if (places[i] == VertexSpace.NONE) missing++;
      MemorySegment.copy(places, 0, keys.values(), Layouts.INT, from * 4L, count);
    }
    return missing;
  }

  @Override
  public Vertices regroup(String label, int fnum, short[] fids, int[] moved) {
    return new IntVertices(placed.regroup(label, fnum, fids, moved, Long::compare), map);
  }
}
