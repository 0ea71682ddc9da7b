package io.pergola.graphscope;

import java.util.Arrays;

/// The underlying simple graph, copied to the heap under another numbering: no direction, parallel
/// edges or self loops. Each vertex has the ascending numbers of its neighbors, all of them or only
/// those above its own ([#upward]). An entry is **mutual** if the edge is there in both directions
/// of a directed graph; that is its sign bit.
///
/// Lists are kept in blocks of vertices: no Java array could hold those of all.
final class SimpleGraph {
  /// Vertices of a block.
  static final int BLOCK = 1 << 10;

  private static final int MUTUAL = 1 << 31;
  private static final int SHIFT = 10;

  private final FlatGraph graph;
  private final Numbering numbering;
  private final boolean upward;
  private final int[][] entries;
  private final int[][] begins;

  private SimpleGraph(FlatGraph graph, Numbering numbering, boolean upward) {
    this.graph = graph;
    this.numbering = numbering;
    this.upward = upward;
    int blocks = (numbering.count() + BLOCK - 1) >>> SHIFT;
    this.entries = new int[blocks][];
    this.begins = new int[blocks][];
  }

  /// Each edge at its end with the smaller number.
  static SimpleGraph upward(FlatGraph graph, Team team, Numbering numbering) {
    return new SimpleGraph(graph, numbering, true).fill(team);
  }

  /// Each edge at both ends.
  static SimpleGraph whole(FlatGraph graph, Team team, Numbering numbering) {
    return new SimpleGraph(graph, numbering, false).fill(team);
  }

  int vertexCount() {
    return numbering.count();
  }

  int blockCount() {
    return entries.length;
  }

  /// The block's first vertex.
  int blockFrom(int block) {
    return block << SHIFT;
  }

  /// The vertex after the block's last.
  int blockTo(int block) {
    return Math.min(vertexCount(), (block + 1) << SHIFT);
  }

  /// The lists of a vertex's block: it has `begin(v) .. end(v)`.
  int[] entries(int v) {
    return entries[v >>> SHIFT];
  }

  int begin(int v) {
    return begins[v >>> SHIFT][v & (BLOCK - 1)];
  }

  int end(int v) {
    return begins[v >>> SHIFT][(v & (BLOCK - 1)) + 1];
  }

  /// The neighbor that an entry names.
  static int neighbor(int entry) {
    return entry & ~MUTUAL;
  }

  /// 1 if the entry's edge is there in both directions of a directed graph, else 0.
  static int mutual(int entry) {
    return entry >>> 31;
  }

  private SimpleGraph fill(Team team) {
    Gatherer[] gatherers = new Gatherer[team.size()];
    Arrays.setAll(gatherers, worker -> new Gatherer());
    team.forEach(entries.length, (block, worker) -> fill(block, gatherers[worker]));
    return this;
  }

  private void fill(int block, Gatherer gatherer) {
    int from = blockFrom(block);
    int to = blockTo(block);
    int[] ends = new int[to - from + 1];
    gatherer.kept = 0;
    for (int v = from; v < to; v++) {
      gatherer.gather(graph, numbering, v);
      gatherer.keep(v, upward);
      ends[v - from + 1] = gatherer.kept;
    }
    begins[block] = ends;
    entries[block] = Arrays.copyOf(gatherer.list, gatherer.kept);
  }

  /// Where one worker brings a vertex's neighbors together.
  private static final class Gatherer {
    /// Neighbors of one vertex: number and then two bits, forward and backward.
    private long[] codes = new long[Lists.BATCH];

    private int size;
    private final int[] batch = new int[Lists.BATCH];
    private int[] list = new int[1 << 14];
    private int kept;

    void gather(FlatGraph graph, Numbering numbering, int v) {
      int flat = numbering.flats()[v];
      Span span = graph.span(flat);
      int lid = flat - span.base();
      size = 0;
      for (Lists lists : graph.forward[span.index()]) add(lists, lid, numbering.numbers(), 1);
      if (graph.directed) {
        for (Lists lists : graph.backward[span.index()]) add(lists, lid, numbering.numbers(), 2);
      }
      Arrays.sort(codes, 0, size);
    }

    private void add(Lists lists, int lid, int[] numbers, int side) {
      long end = lists.end(lid);
      for (long begin = lists.begin(lid); begin < end; begin += Lists.BATCH) {
        int count = (int) Math.min(Lists.BATCH, end - begin);
        lists.read(begin, count, batch);
        if (size + count > codes.length) codes = Arrays.copyOf(codes, 2 * (size + count));
        for (int i = 0; i < count; i++) {
          if (batch[i] >= 0) codes[size++] = (long) numbers[batch[i]] << 2 | side;
        }
      }
    }

    void keep(int v, boolean upward) {
      if (kept + size > list.length) list = Arrays.copyOf(list, 2 * (kept + size));
      int i = 0;
      while (i < size) {
        int neighbor = (int) (codes[i] >>> 2);
        int sides = 0;
        for (; i < size && (int) (codes[i] >>> 2) == neighbor; i++) sides |= (int) codes[i] & 3;
        boolean wanted = upward ? neighbor > v : neighbor != v;
        if (wanted) list[kept++] = sides == 3 ? neighbor | MUTUAL : neighbor;
      }
    }
  }
}
