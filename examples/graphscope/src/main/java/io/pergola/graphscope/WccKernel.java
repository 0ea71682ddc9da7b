package io.pergola.graphscope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// [Wcc] by Afforest (Sutton, Ben-Nun and Barak, "Optimizing Parallel Graph Computation with
/// Subgraph Sampling", IPDPS 2018): join each vertex with its first neighbors, find the largest
/// component so far, and look at the other edges only of vertices outside of it.
///
/// `parent` is a forest over the flat index in which no parent is greater than its child; two trees
/// are joined by hooking the greater root below the smaller. So the final root is the smallest flat
/// index of the component. Outer vertices are not in it: few edges are looked at, and each leads
/// home.
final class WccKernel implements Kernel {
  private static final int FIRST_NEIGHBORS = 2;
  private static final int SAMPLES = 1024;
  private static final VarHandle PARENT = MethodHandles.arrayElementVarHandle(int[].class);

  private final FlatGraph graph;
  private final Team team;
  private final int[] parent;

  WccKernel(FlatGraph graph, Team team) {
    this.graph = graph;
    this.team = team;
    this.parent = new int[graph.size];
  }

  @Override
  public int rounds() {
    return FIRST_NEIGHBORS + 1;
  }

  @Override
  public Values values(Names names) {
    return Values.Groups.rooted(graph, parent, names);
  }

  @Override
  public void run() {
    each(graph.innerChunks, chunk -> clear(chunk, parent));
    for (int round = 0; round < FIRST_NEIGHBORS; round++) {
      int nth = round;
      team.step(round, rounds());
      each(graph.innerChunks, chunk -> joinNth(graph, chunk, nth, parent));
      compress();
    }
    int largest = largest();
    team.step(FIRST_NEIGHBORS, rounds());
    each(graph.innerChunks, chunk -> joinRest(graph, chunk, largest, parent));
    compress();
  }

  private interface Step {
    void run(Chunk chunk);
  }

  private void each(Chunk[] chunks, Step step) {
    team.forEach(chunks.length, (item, worker) -> step.run(chunks[item]));
  }

  private void compress() {
    each(graph.innerChunks, chunk -> compress(chunk, parent));
  }

  /// The root that most of a sample of the vertices have; any answer is right.
  private int largest() {
    SplittableRandom random = new SplittableRandom(1);
    Map<Integer, Integer> votes = new HashMap<>();
    int best = -1;
    for (int i = 0; i < SAMPLES && graph.innerChunks.length > 0; i++) {
      Chunk chunk = graph.innerChunks[random.nextInt(graph.innerChunks.length)];
      int root = parent[random.nextInt(chunk.from(), chunk.to())];
      int count = votes.merge(root, 1, Integer::sum);
      if (best < 0 || count > votes.getOrDefault(best, 0)) best = root;
    }
    return best;
  }

  private static void clear(Chunk chunk, int[] parent) {
    for (int v = chunk.from(); v < chunk.to(); v++) parent[v] = v;
  }

  private static void joinNth(FlatGraph graph, Chunk chunk, int nth, int[] parent) {
    int base = chunk.span().base();
    for (Lists lists : graph.forward[chunk.span().index()]) {
      for (int v = chunk.from(); v < chunk.to(); v++) {
        long e = lists.begin(v - base) + nth;
        if (e >= lists.end(v - base)) continue;
        int neighbor = lists.at(e);
        if (neighbor >= 0) join(v, graph.home(lists.to, neighbor), parent);
      }
    }
  }

  private static void joinRest(FlatGraph graph, Chunk chunk, int largest, int[] parent) {
    int base = chunk.span().base();
    Lists[] forward = graph.forward[chunk.span().index()];
    Lists[] backward = graph.directed ? graph.backward[chunk.span().index()] : new Lists[0];
    for (int v = chunk.from(); v < chunk.to(); v++) {
      if (parent[v] == largest) continue;
      int lid = v - base;
      for (Lists lists : forward)
        joinAll(graph, v, lists, lists.begin(lid) + FIRST_NEIGHBORS, parent);
      for (Lists lists : backward) joinAll(graph, v, lists, lists.begin(lid), parent);
    }
  }

  private static void joinAll(FlatGraph graph, int v, Lists lists, long begin, int[] parent) {
    long end = lists.end(v - lists.from.base());
    for (long e = begin; e < end; e++) {
      int neighbor = lists.at(e);
      if (neighbor >= 0) join(v, graph.home(lists.to, neighbor), parent);
    }
  }

  private static void join(int u, int v, int[] parent) {
    int a = parent[u];
    int b = parent[v];
    while (a != b) {
      int high = Math.max(a, b);
      int low = Math.min(a, b);
      int above = parent[high];
      if (above == low) return;
      if (above == high && PARENT.compareAndSet(parent, high, high, low)) return;
      a = parent[parent[high]];
      b = parent[low];
    }
  }

  private static void compress(Chunk chunk, int[] parent) {
    for (int v = chunk.from(); v < chunk.to(); v++) {
      int root = parent[v];
      while (root != parent[root]) root = parent[root];
      parent[v] = root;
    }
  }
}
