package io.pergola.builder;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Triple;
import java.util.ArrayList;
import java.util.List;

/// How well a graph was cut into fragments.
///
/// @param fragments by fid
/// @param cutEdges edges whose ends belong to two fragments
/// @param edges all edges
public record PartitionReport(List<Part> fragments, long cutEdges, long edges) {
  /// One fragment.
  ///
  /// @param vertices that it owns
  /// @param entries of its out-lists
  /// @param outer vertices that others own and it holds
  public record Part(long vertices, long entries, long outer) {}

  /// Keeps the list unmodifiable.
  public PartitionReport {
    fragments = List.copyOf(fragments);
  }

  static PartitionReport of(FragmentGroup group, List<Long> outer, long cutEdges) {
    List<Part> parts = new ArrayList<>();
    for (FragmentGroup.Part part : group.fragments()) {
      parts.add(new Part(sum(part.vertices()), sum(part.edges()), outer.get(part.fid())));
    }
    long edges = 0;
    for (Triple triple : group.schema().triples()) {
      boolean twice = !group.directed() && triple.joinsOneLabel();
      edges += group.entryCount(triple) / (twice ? 2 : 1);
    }
    return new PartitionReport(parts, cutEdges, edges);
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /// The share of the edges that is cut; 0 without edges.
  public double edgeCut() {
    return edges == 0 ? 0 : (double) cutEdges / edges;
  }

  /// How many fragments hold a vertex, on average: 1 if nothing is cut.
  public double replication() {
    long inner = fragments.stream().mapToLong(Part::vertices).sum();
    long outer = fragments.stream().mapToLong(Part::outer).sum();
    return inner == 0 ? 1 : (double) (inner + outer) / inner;
  }

  /// Vertices of the largest fragment, as a multiple of the mean.
  public double vertexBalance() {
    return balance(fragments.stream().map(Part::vertices).toList());
  }

  /// Out-entries of the largest fragment, as a multiple of the mean.
  public double edgeBalance() {
    return balance(fragments.stream().map(Part::entries).toList());
  }

  private static double balance(List<Long> loads) {
    long sum = sum(loads);
    long most = loads.stream().mapToLong(Long::longValue).max().orElse(0);
    return sum == 0 ? 1 : (double) most * loads.size() / sum;
  }
}
