package io.pergola.builder;

import io.pergola.graph.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a load will need.
///
/// @param schema of the graph
/// @param vertices by label
/// @param edges by label
/// @param bytes of the fragments, by part; at most, where it can't be foreseen how the graph is cut
/// @param leastBytes of the fragments together, if it can't be foreseen and no edge is cut at all;
///   else the same as `bytes` together
/// @param stagedBytes the most memory outside the heap beside the fragments
/// @param peakBytes the most memory of the process that loads, its Java heap included
/// @param sampledShare the share of the records that was looked at: 1 if it was all
/// @param seconds how long it may take
public record Estimate(
    Schema schema,
    Map<String, Long> vertices,
    Map<String, Long> edges,
    LoadResult.Bytes bytes,
    long leastBytes,
    long stagedBytes,
    long peakBytes,
    double sampledShare,
    Seconds seconds) {
  /// A range of durations.
  ///
  /// @param least on an idle machine of this kind, in a process that is warm
  /// @param most from a cold start, with other work beside it
  public record Seconds(double least, double most) {}

  /// Keeps the maps unmodifiable.
  public Estimate {
    vertices = Collections.unmodifiableMap(new LinkedHashMap<>(vertices));
    edges = Collections.unmodifiableMap(new LinkedHashMap<>(edges));
  }

  /// Memory for the fragments and for the load together.
  public long totalBytes() {
    return bytes.total() + peakBytes;
  }
}
