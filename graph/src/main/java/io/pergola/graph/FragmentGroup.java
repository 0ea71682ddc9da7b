package io.pergola.graph;

import io.pergola.store.ObjectId;
import java.util.List;

/// All fragments of a graph: what a graph's name points to.
///
/// @param id the group object
/// @param format the layout of its fragments, such as `csr`
/// @param directed whether edges have a direction
/// @param schema labels and properties
/// @param partitioner which fragment owns a vertex
/// @param fragments by fid
public record FragmentGroup(
    ObjectId id,
    String format,
    boolean directed,
    Schema schema,
    Partitioner partitioner,
    List<Part> fragments) {
  /// One fragment of a group.
  ///
  /// @param fid its number
  /// @param instanceId the instance that holds it
  /// @param id the fragment object
  /// @param vertices inner vertices per vertex label
  /// @param edges out-entries per triple
  public record Part(int fid, long instanceId, ObjectId id, List<Long> vertices, List<Long> edges) {
    /// Keeps the lists unmodifiable.
    public Part {
      vertices = List.copyOf(vertices);
      edges = List.copyOf(edges);
    }
  }

  /// Keeps the list unmodifiable.
  public FragmentGroup {
    fragments = List.copyOf(fragments);
  }

  /// The number of fragments.
  public int fnum() {
    return fragments.size();
  }

  /// Vertices of a label in all fragments.
  public long vertexCount(int vertexLabel) {
    return fragments.stream().mapToLong(part -> part.vertices().get(vertexLabel)).sum();
  }

  /// Out-entries of a triple in all fragments: its edges, or twice as many where one CSR holds each
  /// edge at both ends.
  public long entryCount(Triple triple) {
    return fragments.stream().mapToLong(part -> part.edges().get(triple.id())).sum();
  }
}
