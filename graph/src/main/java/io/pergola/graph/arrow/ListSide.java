package io.pergola.graph.arrow;

import io.pergola.graph.Direction;

/// The four lists of lists that hold one direction's adjacency.
///
/// @param plain neighbour units
/// @param offsets where each vertex's units begin
/// @param compact encoded units
/// @param byteOffsets where each vertex's encoded units begin
record ListSide(String plain, String offsets, String compact, String byteOffsets) {
  static ListSide of(Direction direction) {
    String side = direction == Direction.OUT ? "oe" : "ie";
    return new ListSide(
        side + "_lists_",
        side + "_offsets_lists_",
        "compact_" + side + "_lists_",
        side + "_boffsets_lists_");
  }
}
