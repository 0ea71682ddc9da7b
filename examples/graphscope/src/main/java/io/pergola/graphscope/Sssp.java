package io.pergola.graphscope;

import java.util.Optional;

/// Single-source shortest paths: for each vertex the least sum of weights on a path from the
/// source, along the direction of edges if the graph has one. Sums are doubles, added in the order
/// of the path. Vertices that can't be reached have infinity.
///
/// @param source a vertex as `OID`, or as `LABEL:OID` where there are several vertex labels
/// @param weight a numeric property of the edges, without nulls, NaN and negative values; without
///   one each edge weighs 1
public record Sssp(String source, Optional<String> weight) implements Algorithm {
  @Override
  public String name() {
    return "sssp";
  }
}
