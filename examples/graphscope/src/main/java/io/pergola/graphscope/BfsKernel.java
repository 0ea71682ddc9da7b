package io.pergola.graphscope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// [Bfs], level by level, in the direction that looks at fewer edges (Beamer, Asanović and
/// Patterson, "Direction-Optimizing Breadth-First Search", SC 2012): *down* from the vertices of
/// the last level while they are few, *up* from all that are not reached yet, each until it meets
/// one of the last level, while those are many.
///
/// `depth` holds the level of a reached vertex and `~degree` (negative) of others, so that the
/// number of edges ahead is known as vertices are found; only inner vertices have one. The queue
/// takes each vertex once. On the way down most neighbors have been met before, as inner vertices
/// or as copies of others': `met` says so for most of them, in so few bytes that they stay in the
/// cache. Workers share its words without care, and a bit that is lost costs another look at
/// `depth`.
final class BfsKernel implements Kernel {
  /// Goes up when the edges of the last level exceed the unseen ones / ALPHA, and down again when a
  /// level has fewer than vertices / BETA. The paper's values, as GAPBS rounds them.
  private static final int ALPHA = 15;

  private static final int BETA = 18;

  /// And only for more edges than vertices / GAMMA: going up looks at all vertices.
  private static final int GAMMA = 32;

  private static final VarHandle DEPTH = MethodHandles.arrayElementVarHandle(int[].class);

  private final FlatGraph graph;
  private final Team team;
  private final int source;
  private final int[] depth;
  private final int[] queue;
  private final AtomicInteger tail = new AtomicInteger();
  private final Found[] found;
  private final int[] counts;
  private final long[] met;
  private long[] front;
  private long[] next;
  private int level;

  /// @param source flat
  BfsKernel(FlatGraph graph, Team team, int source) {
    this.graph = graph;
    this.team = team;
    this.source = source;
    this.depth = new int[graph.size];
    this.queue = new int[(int) graph.vertexCount];
    this.found = new Found[team.size()];
    Arrays.setAll(found, worker -> new Found(queue, tail));
    this.counts = new int[graph.innerChunks.length];
    this.met = Bits.of(graph.size);
    this.front = Bits.of(graph.size);
    this.next = Bits.of(graph.size);
  }

  @Override
  public int rounds() {
    return level;
  }

  @Override
  public Values values(Names names) {
    return new Values.Hops(depth);
  }

  @Override
  public void run() {
    start();
    Span home = graph.span(source);
    long ahead = graph.entries(home, source - home.base());
    long unseen = graph.entryCount;
    int begin = 0;
    while (begin < tail.get()) {
      team.step(tail.get(), graph.vertexCount);
      if (ahead > Math.max(unseen / ALPHA, graph.vertexCount / GAMMA)) {
        begin = goUp(begin);
        ahead = 1;
      } else {
        unseen -= ahead;
        int end = tail.get();
        ahead = down(begin, end, ahead);
        begin = end;
      }
    }
  }

  private void start() {
    team.forEach(
        graph.innerChunks.length, (item, worker) -> clear(graph, graph.innerChunks[item], depth));
    Arrays.fill(met, 0);
    depth[source] = 0;
    queue[0] = source;
    tail.set(1);
    level = 0;
  }

  private static void clear(FlatGraph graph, Chunk chunk, int[] depth) {
    int base = chunk.span().base();
    for (int v = chunk.from(); v < chunk.to(); v++) {
      depth[v] = ~(int) Math.min(graph.entries(chunk.span(), v - base), Integer.MAX_VALUE - 1);
    }
  }

  private long down(int begin, int end, long edges) {
    level++;
    team.forEachPiece(begin, end, edges, (from, to, worker) -> expand(from, to, found[worker]));
    long ahead = 0;
    for (Found each : found) ahead += each.flush();
    return ahead;
  }

  private void expand(int from, int to, Found found) {
    for (int i = from; i < to; i++) {
      int v = queue[i];
      Span span = graph.span(v);
      int lid = v - span.base();
      for (Lists lists : graph.forward[span.index()]) {
        expand(lists, lists.begin(lid), lists.end(lid), met, found);
      }
    }
  }

  private void expand(Lists lists, long begin, long end, long[] met, Found found) {
    for (long e = begin; e < end; e++) {
      int v = lists.at(e);
      if (v < 0 || Bits.has(met, v)) continue;
      Bits.set(met, v);
      reach(graph.home(lists.to, v), found);
    }
  }

  private void reach(int v, Found found) {
    int old = depth[v];
    if (old < 0 && DEPTH.compareAndSet(depth, v, old, level)) found.add(v, ~old);
  }

  /// Goes up until levels are small again, and puts the last one into the queue. Returns where it
  /// begins there.
  private int goUp(int begin) {
    Arrays.fill(front, 0);
    int end = tail.get();
    for (int i = begin; i < end; i++) Bits.set(front, queue[i]);
    long awake = (long) end - begin;
    long before;
    do {
      before = awake;
      awake = up();
    } while (awake >= before || awake > graph.vertexCount / BETA);
    team.forEach(
        graph.innerChunks.length,
        (item, worker) -> enqueue(graph.innerChunks[item], front, found[worker]));
    for (Found each : found) each.flush();
    return end;
  }

  private long up() {
    level++;
    team.forEach(
        graph.outerChunks.length,
        (item, worker) -> {
          Chunk chunk = graph.outerChunks[item];
          graph.outer(chunk).copy(front, chunk.from(), chunk.to());
        });
    Arrays.fill(next, 0);
    team.forEach(
        graph.innerChunks.length,
        (item, worker) ->
            counts[item] = climb(graph, graph.innerChunks[item], depth, level, front, next));
    long[] old = front;
    front = next;
    next = old;
    return Arrays.stream(counts).asLongStream().sum();
  }

  private static int climb(
      FlatGraph graph, Chunk chunk, int[] depth, int level, long[] front, long[] next) {
    Lists[] backward = graph.backward[chunk.span().index()];
    int base = chunk.span().base();
    int awake = 0;
    for (int v = chunk.from(); v < chunk.to(); v++) {
      if (depth[v] >= 0) continue;
      for (Lists lists : backward) {
        if (!meets(lists, lists.begin(v - base), lists.end(v - base), front)) continue;
        depth[v] = level;
        Bits.set(next, v);
        awake++;
        break;
      }
    }
    return awake;
  }

  private static boolean meets(Lists lists, long begin, long end, long[] front) {
    for (long e = begin; e < end; e++) {
      int v = lists.at(e);
      if (v >= 0 && Bits.has(front, v)) return true;
    }
    return false;
  }

  private static void enqueue(Chunk chunk, long[] bits, Found found) {
    for (int v = chunk.from(); v < chunk.to(); v++) if (Bits.has(bits, v)) found.add(v, 0);
  }
}
