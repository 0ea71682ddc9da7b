package io.pergola.builder;

import java.util.Arrays;

/// Gives vertices to fragments one after the other, each where most of its neighbors are already,
/// unless that fragment is full.
final class StreamPartitioner {
  private static final double SLACK = 1.05;
  private static final double GAMMA = 1.5;

  private final Adjacency graph;
  private final PartitionerKind.Streaming kind;
  private final int fragments;
  private final double[] load;
  private final int[] neighbors;
  private final double capacity;
  private final double alpha;

  StreamPartitioner(Adjacency graph, PartitionerKind.Streaming kind, int fragments) {
    this.graph = graph;
    this.kind = kind;
    this.fragments = fragments;
    this.load = new double[fragments];
    this.neighbors = new int[fragments];
    double total = 0;
    double ends = 0;
    for (int v = 0; v < graph.vertexCount(); v++) {
      total += weight(v);
      ends += graph.end(v) - graph.begin(v);
    }
    this.capacity = Math.max(1, SLACK * total / fragments);
    this.alpha = ends / 2 * Math.pow(fragments, GAMMA - 1) / Math.pow(Math.max(1, total), GAMMA);
  }

  private double weight(int vertex) {
    return kind.balance() == PartitionerKind.Balance.VERTICES
        ? 1
        : 1.0 + graph.end(vertex) - graph.begin(vertex);
  }

  short[] assign() {
    short[] fids = new short[graph.vertexCount()];
    Arrays.fill(fids, (short) -1);
    for (int v = 0; v < fids.length; v++) {
      Arrays.fill(neighbors, 0);
      for (long at = graph.begin(v); at < graph.end(v); at++) {
        int fid = fids[graph.neighbor(at)];
        if (fid >= 0) neighbors[fid]++;
      }
      int best = best(weight(v));
      fids[v] = (short) best;
      load[best] += weight(v);
    }
    return fids;
  }

  /// Of equally good fragments the least loaded; where all are full, the least loaded of all.
  private int best(double weight) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int fid = 0; fid < fragments; fid++) {
      if (load[fid] + weight > capacity && load[fid] > 0) continue;
      double score = score(fid, weight);
      if (score > most || (score == most && load[fid] < load[best])) {
        most = score;
        best = fid;
      }
    }
    if (best >= 0) return best;
    best = 0;
    for (int fid = 1; fid < fragments; fid++) if (load[fid] < load[best]) best = fid;
    return best;
  }

  private double score(int fid, double weight) {
    return switch (kind.rule()) {
      case LDG -> neighbors[fid] * (1 - load[fid] / capacity);
      case FENNEL -> neighbors[fid] - alpha * GAMMA * Math.pow(load[fid], GAMMA - 1) * weight;
    };
  }
}
