package io.pergola.builder.vertex;

import io.pergola.builder.stage.StagedColumn;
import io.pergola.builder.stage.StagedWords;
import java.util.List;

/// Vertices in input order: a staged chunk of a vertex file, or some of those that edges brought.
/// Within a fragment the places ascend.
public final class VertexRun {
  private final int[] places;
  private final StagedWords keys;
  private final List<StagedColumn> properties;

  /// @param places where each vertex stands, [VertexSpace#NONE] if it was left out
  /// @param keys their ids, as numbers or as numbers of a [TextDictionary]
  /// @param properties their other columns
  VertexRun(int[] places, StagedWords keys, List<StagedColumn> properties) {
    this.places = places;
    this.keys = keys;
    this.properties = properties;
  }

  int rows() {
    return places.length;
  }

  /// Where each vertex stands.
  int[] places() {
    return places;
  }

  /// Their ids.
  StagedWords keys() {
    return keys;
  }

  /// Their other columns.
  List<StagedColumn> properties() {
    return properties;
  }
}
