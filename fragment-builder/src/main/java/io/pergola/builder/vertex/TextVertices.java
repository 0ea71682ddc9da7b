package io.pergola.builder.vertex;

import io.pergola.builder.stage.StagedWords;
import io.pergola.graph.Layouts;

/// Vertices whose ids are texts.
public final class TextVertices implements Vertices {
  private final PlacedVertices placed;
  private final TextDictionary dictionary;
  private final int[][] places;

  /// @param dictionary from text to number
  /// @param places by part of the dictionary, then by index
  TextVertices(PlacedVertices placed, TextDictionary dictionary, int[][] places) {
    this.placed = placed;
    this.dictionary = dictionary;
    this.places = places;
  }

  @Override
  public PlacedVertices placed() {
    return placed;
  }

  TextDictionary dictionary() {
    return dictionary;
  }

  @Override
  public int resolve(StagedWords keys, int rows) {
    int missing = 0;
    for (int row = 0; row < rows; row++) {
      int number = keys.values().getAtIndex(Layouts.INT, row);
      int place =
          number == TextDictionary.ABSENT
              ? VertexSpace.NONE
              : places[number & places.length - 1][TextDictionary.index(number)];
      if (place == VertexSpace.NONE) missing++;
      keys.values().setAtIndex(Layouts.INT, row, place);
    }
    return missing;
  }

  @Override
  public Vertices regroup(String label, int fnum, short[] fids, int[] moved) {
    PlacedVertices.Order order = (a, b) -> TextOrder.compare(dictionary, (int) a, (int) b);
    return new TextVertices(placed.regroup(label, fnum, fids, moved, order), dictionary, places);
  }
}
