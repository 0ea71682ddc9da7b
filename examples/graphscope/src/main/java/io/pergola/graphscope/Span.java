package io.pergola.graphscope;

import io.pergola.graph.VertexLabel;

/// The vertices of one label in one fragment, as a range of the flat index.
///
/// @param index its number among the graph's spans
/// @param fid the fragment
/// @param label the vertex label
/// @param base the flat index of lid 0, a multiple of 64
/// @param inner how many vertices the fragment owns: lids from 0
/// @param outer how many others own: lids from `inner`
record Span(int index, int fid, VertexLabel label, int base, int inner, int outer) {
  /// The flat index after the last inner vertex: that of the first outer one.
  int innerEnd() {
    return base + inner;
  }

  /// The flat index after the last vertex.
  int end() {
    return base + inner + outer;
  }
}
