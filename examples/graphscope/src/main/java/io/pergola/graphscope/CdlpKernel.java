package io.pergola.graphscope;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/// [Cdlp]. Labels are numbers by name, so that the smallest of the most frequent labels is the
/// smallest number. Few votes are sorted, many are counted in a hash table of the worker.
final class CdlpKernel implements Kernel {
  private static final int FEW = 32;

  private final FlatGraph graph;
  private final Team team;
  private final int iterations;
  private final Numbering byName;
  private final Ballot[] ballots;
  private int[] labels;
  private int[] next;
  private int rounds;

  CdlpKernel(FlatGraph graph, Team team, Cdlp parameters) {
    this.graph = graph;
    this.team = team;
    this.iterations = parameters.iterations();
    this.byName = Numbering.byName(graph, team, Names.of(graph));
    this.labels = new int[graph.size];
    this.next = new int[graph.size];
    this.ballots = new Ballot[team.size()];
    Arrays.setAll(ballots, worker -> new Ballot());
  }

  @Override
  public int rounds() {
    return rounds;
  }

  @Override
  public Values values(Names names) {
    return Values.Groups.labelled(graph, byName, labels, names);
  }

  @Override
  public void run() {
    System.arraycopy(byName.numbers(), 0, labels, 0, graph.size);
    boolean changed = true;
    for (rounds = 0; changed && rounds < iterations; rounds++) {
      team.step(rounds, iterations);
      changed = step();
    }
  }

  /// Returns whether a label changed.
  private boolean step() {
    team.forEach(
        graph.outerChunks.length,
        (item, worker) -> {
          Chunk chunk = graph.outerChunks[item];
          graph.outer(chunk).copy(labels, chunk.from(), chunk.to());
        });
    AtomicBoolean changed = new AtomicBoolean();
    team.forEach(
        graph.innerChunks.length,
        (item, worker) -> {
          boolean here = elect(graph, graph.innerChunks[item], labels, next, ballots[worker]);
          if (here) changed.setPlain(true);
        });
    int[] old = labels;
    labels = next;
    next = old;
    return changed.getPlain();
  }

  private static boolean elect(
      FlatGraph graph, Chunk chunk, int[] labels, int[] next, Ballot ballot) {
    Lists[] around = graph.around[chunk.span().index()];
    int base = chunk.span().base();
    boolean changed = false;
    for (int v = chunk.from(); v < chunk.to(); v++) {
      ballot.size = 0;
      for (Lists lists : around) {
        collect(lists, lists.begin(v - base), lists.end(v - base), labels, ballot);
      }
      int winner = ballot.size == 0 ? labels[v] : ballot.winner();
      changed |= winner != labels[v];
      next[v] = winner;
    }
    return changed;
  }

  private static void collect(Lists lists, long begin, long end, int[] labels, Ballot ballot) {
    int[] batch = ballot.batch;
    for (long at = begin; at < end; at += Lists.BATCH) {
      int count = (int) Math.min(Lists.BATCH, end - at);
      lists.read(at, count, batch);
      ballot.reserve(count);
      int[] votes = ballot.votes;
      int size = ballot.size;
      for (int i = 0; i < count; i++) if (batch[i] >= 0) votes[size++] = labels[batch[i]];
      ballot.size = size;
    }
  }

  /// One worker's votes on one vertex.
  private static final class Ballot {
    final int[] batch = new int[Lists.BATCH];
    int[] votes = new int[Lists.BATCH];
    int size;
    private int[] keys = new int[0];
    private int[] counts = new int[0];

    void reserve(int more) {
      if (size + more > votes.length) votes = Arrays.copyOf(votes, 2 * (size + more));
    }

    /// The most frequent vote, the smallest of several.
    int winner() {
      return size <= FEW ? sorted() : counted();
    }

    private int sorted() {
      Arrays.sort(votes, 0, size);
      int best = votes[0];
      int most = 0;
      int begin = 0;
      for (int i = 1; i <= size; i++) {
        if (i < size && votes[i] == votes[begin]) continue;
        if (i - begin > most) {
          most = i - begin;
          best = votes[begin];
        }
        begin = i;
      }
      return best;
    }

    private int counted() {
      int capacity = Integer.highestOneBit(Math.min(size, 1 << 29)) << 2;
      if (keys.length < capacity) {
        keys = new int[capacity];
        counts = new int[capacity];
      }
      Arrays.fill(counts, 0, capacity, 0);
      return count(votes, size, keys, counts, capacity - 1);
    }

    /// Linear probing; a slot is free as long as its count is 0.
    private static int count(int[] votes, int size, int[] keys, int[] counts, int mask) {
      int best = Integer.MAX_VALUE;
      int most = 0;
      for (int i = 0; i < size; i++) {
        int vote = votes[i];
        int slot = (vote * 0x9e3779b9 ^ vote >>> 15) & mask;
        while (counts[slot] > 0 && keys[slot] != vote) slot = (slot + 1) & mask;
        keys[slot] = vote;
        int count = ++counts[slot];
        if (count > most || (count == most && vote < best)) {
          most = count;
          best = vote;
        }
      }
      return best;
    }
  }
}
