package io.pergola.builder;

import io.pergola.builder.stage.Region;
import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;

/// The neighbors of each vertex in no particular order: first counted, then added, then read.
final class Adjacency {
  private final long[] ends;
  private MemorySegment neighbors = MemorySegment.NULL;

  Adjacency(int vertices) {
    this.ends = new long[vertices + 1];
  }

  void count(int source, int destination) {
    ends[source + 1]++;
    ends[destination + 1]++;
  }

  /// How much memory the neighbors take; ends the counting.
  long settle() {
    for (int v = 0; v + 1 < ends.length; v++) ends[v + 1] += ends[v];
    return 4 * ends[ends.length - 1];
  }

  void allocate(Region region) {
    neighbors = region.allocate(4 * ends[ends.length - 1]);
  }

  void add(int source, int destination) {
    neighbors.setAtIndex(Layouts.INT, ends[source]++, destination);
    neighbors.setAtIndex(Layouts.INT, ends[destination]++, source);
  }

  /// After the adding each begin stands where the list ends.
  void finish() {
    System.arraycopy(ends, 0, ends, 1, ends.length - 1);
    ends[0] = 0;
  }

  int vertexCount() {
    return ends.length - 1;
  }

  long begin(int vertex) {
    return ends[vertex];
  }

  long end(int vertex) {
    return ends[vertex + 1];
  }

  int neighbor(long at) {
    return neighbors.getAtIndex(Layouts.INT, at);
  }
}
