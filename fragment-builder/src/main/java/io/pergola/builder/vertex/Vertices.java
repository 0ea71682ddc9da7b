package io.pergola.builder.vertex;

import io.pergola.builder.stage.StagedWords;

/// The vertices of one label, found by their ids.
public sealed interface Vertices permits IntVertices, TextVertices {
  /// All of them.
  PlacedVertices placed();

  default VertexSpace space() {
    return placed().space();
  }

  /// Replaces ids at the ends of edges by places, as int32, or by [VertexSpace#NONE] if there is no
  /// such vertex. Returns how many there are of the latter.
  int resolve(StagedWords keys, int rows);
}
