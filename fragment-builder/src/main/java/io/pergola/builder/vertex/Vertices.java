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

  /// The same vertices, which are all in one fragment, spread over several. Within a fragment they
  /// keep their order.
  ///
  /// @param fids by place
  /// @param moved by place: filled with the new place
  Vertices regroup(String label, int fnum, short[] fids, int[] moved);
}
