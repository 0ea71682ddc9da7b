package io.pergola.graphscope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// [KCore] by peeling (Dasari, Desh and Zubair, "ParK: An efficient algorithm for k-core
/// decomposition on multicore processors", BigData 2014): for each k remove all vertices that have
/// no more than k neighbors left, and those that thereby have no more, until none is left.
///
/// A degree is not taken below the level at which its vertex is removed, so in the end it is the
/// vertex's core.
final class KCoreKernel implements Kernel {
  private static final VarHandle DEGREE = MethodHandles.arrayElementVarHandle(int[].class);

  private final FlatGraph graph;
  private final Team team;
  private final Numbering numbering;
  private final int[] degrees;
  private final int[] queue;
  private final int[] rest;
  private final AtomicInteger tail = new AtomicInteger();
  private final Found[] found;
  private int last;
  private int levels;

  KCoreKernel(FlatGraph graph, Team team) {
    this.graph = graph;
    this.team = team;
    this.numbering = Numbering.plain(graph, team);
    this.degrees = new int[numbering.count()];
    this.queue = new int[numbering.count()];
    this.rest = new int[numbering.count()];
    this.found = new Found[team.size()];
    Arrays.setAll(found, worker -> new Found(queue, tail));
  }

  @Override
  public int rounds() {
    return levels;
  }

  @Override
  public Values values(Names names) {
    return new Values.Counts(Arrays.stream(degrees).asLongStream().toArray(), numbering.numbers());
  }

  @Override
  public void run() {
    SimpleGraph simple = SimpleGraph.whole(graph, team, numbering);
    for (int v = 0; v < degrees.length; v++) {
      degrees[v] = simple.end(v) - simple.begin(v);
      rest[v] = v;
    }
    levels = 0;
    last = -1;
    tail.set(0);
    int begin = 0;
    int left = degrees.length;
    while (begin < degrees.length) {
      team.step(begin, degrees.length);
      int level = least(left);
      left = split(left, level);
      begin = peel(simple, begin, level);
      last = level;
      levels++;
    }
  }

  /// The least degree of those that are not removed yet.
  private int least(int left) {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < left; i++) {
      int degree = degrees[rest[i]];
      if (degree > last) least = Math.min(least, degree);
    }
    return least;
  }

  /// Moves those of the rest that go at this level to the queue, forgets those that went before,
  /// and returns how many are left.
  private int split(int left, int level) {
    int kept = 0;
    for (int i = 0; i < left; i++) {
      int v = rest[i];
      if (degrees[v] == level) found[0].add(v, 0);
      else if (degrees[v] > level) rest[kept++] = v;
    }
    found[0].flush();
    return kept;
  }

  /// Removes what is in the queue from `begin` on, and what follows from it.
  private int peel(SimpleGraph simple, int begin, int level) {
    int from = begin;
    while (from < tail.get()) {
      int end = tail.get();
      team.forEachPiece(
          from,
          end,
          (at, to, worker) -> remove(simple, queue, at, to, degrees, level, found[worker]));
      for (Found each : found) each.flush();
      from = end;
    }
    return from;
  }

  private static void remove(
      SimpleGraph simple, int[] queue, int from, int to, int[] degrees, int level, Found found) {
    for (int i = from; i < to; i++) {
      int[] entries = simple.entries(queue[i]);
      for (int at = simple.begin(queue[i]); at < simple.end(queue[i]); at++) {
        int neighbor = SimpleGraph.neighbor(entries[at]);
        if (degrees[neighbor] > level && lower(degrees, neighbor, level)) found.add(neighbor, 0);
      }
    }
  }

  /// Takes one off a degree that is above the level; returns whether it reached the level.
  private static boolean lower(int[] degrees, int v, int level) {
    int before = (int) DEGREE.getAndAdd(degrees, v, -1);
    if (before <= level) DEGREE.getAndAdd(degrees, v, 1);
    return before == level + 1;
  }
}
