package io.pergola.graphscope;

import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Triple;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Samples neighbors for learning on graphs, as GraphSAGE and its successors do: of each vertex of
/// a batch at most so many, each list entry with equal chance, none twice. The sample of the sample
/// is the next hop.
///
/// ```java
/// NeighborSampler sampler = NeighborSampler.along(fragments, triple, seed);
/// Sample hop1 = sampler.sample(batch, 10);
/// Sample hop2 = sampler.sample(hop1.neighbors(), 5);
/// ```
///
/// A vertex's sample depends on the seed and the vertex alone: batches may be cut and handed to
/// threads at will. Vertices are gids, so that a neighbor in another fragment is one as any other.
public final class NeighborSampler {
  private final List<Fragment> fragments;
  private final Triple triple;
  private final GidLayout gids;
  private final long seed;

  /// Neighbors of a batch, as arrays that a tensor can wrap: those of `vertices[i]` are
  /// `neighbors[offsets[i] .. offsets[i + 1]]`.
  ///
  /// @param offsets one more than vertices, ascending from 0
  /// @param neighbors gids, in the order of the lists
  /// @param rows of each the edge's row in the edge table of the fragment that owns the vertex
  @SuppressWarnings("ArrayRecordComponent") // the arrays are the point
  public record Sample(int[] offsets, long[] neighbors, long[] rows) {}

  private NeighborSampler(List<Fragment> fragments, Triple triple, long seed) {
    this.fragments = List.copyOf(fragments);
    this.triple = triple;
    this.gids = GidLayout.of(fragments.size());
    this.seed = seed;
  }

  /// A sampler of out-neighbors.
  ///
  /// @param fragments all of a graph, by fid
  public static NeighborSampler along(List<Fragment> fragments, Triple triple, long seed) {
    return new NeighborSampler(fragments, triple, seed);
  }

  /// Samples up to `fanout` neighbors of each vertex.
  ///
  /// @param vertices gids of vertices of the triple's source label
  public Sample sample(long[] vertices, int fanout) {
    int[] offsets = new int[vertices.length + 1];
    for (int i = 0; i < vertices.length; i++) {
      int taken = (int) Math.min(fanout, degree(vertices[i]));
      offsets[i + 1] = Math.addExact(offsets[i], taken);
    }
    long[] neighbors = new long[offsets[vertices.length]];
    long[] rows = new long[neighbors.length];
    for (int i = 0; i < vertices.length; i++) {
      choose(vertices[i], offsets[i], offsets[i + 1], rows);
      Fragment owner = owner(vertices[i]);
      Csr lists = owner.out(triple);
      for (int k = offsets[i]; k < offsets[i + 1]; k++) {
        neighbors[k] = owner.gid(triple.destination(), lists.neighbor(rows[k]));
      }
    }
    return new Sample(offsets, neighbors, rows);
  }

  private long degree(long gid) {
    Fragment owner = owner(gid);
    return owner.out(triple).degree(owner.lid(gid));
  }

  private Fragment owner(long gid) {
    return fragments.get(gids.fid(gid));
  }

  /// Robert Floyd's sampling without replacement: `to - from` draws, whatever the degree.
  private void choose(long gid, int from, int to, long[] rows) {
    Fragment owner = owner(gid);
    Csr lists = owner.out(triple);
    int lid = owner.lid(gid);
    long begin = lists.begin(lid);
    long end = lists.end(lid);
    SplittableRandom random = new SplittableRandom(seed ^ gid * 0x9E3779B97F4A7C15L);
    for (int k = from; k < to; k++) {
      long last = end - (to - k);
      long drawn = random.nextLong(begin, last + 1);
      rows[k] = contains(rows, from, k, drawn) ? last : drawn;
    }
    Arrays.sort(rows, from, to);
  }

  private static boolean contains(long[] rows, int from, int to, long row) {
    for (int k = from; k < to; k++) if (rows[k] == row) return true;
    return false;
  }
}
