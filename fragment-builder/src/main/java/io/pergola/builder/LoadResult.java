package io.pergola.builder;

import io.pergola.graph.FragmentGroup;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a load made.
///
/// @param group the graph
/// @param vertices by label, in the order of the schema
/// @param edges by label: records of the input, each counted once
/// @param skipped records that were left out
/// @param bytes of the fragments, by part
/// @param partition how the graph was cut into fragments
/// @param stagedBytes the most memory outside the heap that was in use beside the fragments
/// @param seconds by phase, in order
public record LoadResult(
    FragmentGroup group,
    Map<String, Long> vertices,
    Map<String, Long> edges,
    Skipped skipped,
    Bytes bytes,
    PartitionReport partition,
    long stagedBytes,
    Map<String, Double> seconds) {
  /// Records that were left out.
  ///
  /// @param badRecords with a cell that is not what its column wants, or with too few or too many
  /// @param duplicates vertices whose id was there before
  /// @param dangling edges from or to a vertex that its label's file does not have
  public record Skipped(long badRecords, long duplicates, long dangling) {
    /// All of them.
    public long total() {
      return badRecords + duplicates + dangling;
    }
  }

  /// Sizes of blobs.
  ///
  /// @param topology offsets and neighbors
  /// @param rows where the properties of in-edges are
  /// @param properties of vertices and edges, ids included
  /// @param index from ids to vertices
  /// @param routing outer vertices and mirrors
  public record Bytes(long topology, long rows, long properties, long index, long routing) {
    /// All of them.
    public long total() {
      return topology + rows + properties + index + routing;
    }
  }

  /// Keeps the maps unmodifiable.
  public LoadResult {
    vertices = Collections.unmodifiableMap(new LinkedHashMap<>(vertices));
    edges = Collections.unmodifiableMap(new LinkedHashMap<>(edges));
    seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
  }

  /// Bytes of the whole for each edge of the input; 0 without edges.
  public double bytesPerEdge() {
    long count = edges.values().stream().mapToLong(Long::longValue).sum();
    return count == 0 ? 0 : (double) bytes.total() / count;
  }
}
