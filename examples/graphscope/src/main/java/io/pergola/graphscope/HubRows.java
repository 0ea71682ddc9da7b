package io.pergola.graphscope;

import java.util.Arrays;

/// For vertices with several neighbors among the **hubs**, the vertices of highest degree, a row of
/// bits that says which: so the hubs that two vertices have in common are a few words' `and`. Hubs
/// have the greatest numbers, so in an ascending list they come last.
final class HubRows {
  private static final int HUBS = 2048;

  /// Fewer hubs are looked up one by one.
  private static final int WORTH_A_ROW = 8;

  /// The first hub, a multiple of 64.
  final int first;

  /// Words of a row.
  final int words;

  private final SimpleGraph graph;

  /// By vertex: its row's number in its block, or −1.
  private final int[] rowOf;

  /// By vertex: where in its list the neighbors end that its row doesn't cover.
  private final int[] listEnd;

  private final long[][] rows;
  private final long[][] mutualRows;

  private HubRows(SimpleGraph graph) {
    int count = graph.vertexCount();
    this.graph = graph;
    this.first = Math.max(0, count - HUBS) & -64;
    this.words = (count - first + 63) >>> 6;
    this.rowOf = new int[count];
    this.listEnd = new int[count];
    this.rows = new long[graph.blockCount()][];
    this.mutualRows = new long[graph.blockCount()][];
  }

  /// @param graph upward, numbered by degree
  /// @param mutual whether there are mutual entries to tell apart
  static HubRows of(SimpleGraph graph, Team team, boolean mutual) {
    HubRows hubs = new HubRows(graph);
    team.forEach(graph.blockCount(), (block, worker) -> hubs.fill(block, mutual));
    return hubs;
  }

  /// Whether a vertex has a row.
  boolean has(int v) {
    return rowOf[v] >= 0;
  }

  /// Where the vertex's list ends, without what its row says.
  int listEnd(int v) {
    return listEnd[v];
  }

  /// The rows of a vertex's block; its own begins at [#rowAt].
  long[] rows(int v) {
    return rows[v / SimpleGraph.BLOCK];
  }

  /// As [#rows], of mutual edges only.
  long[] mutualRows(int v) {
    return mutualRows[v / SimpleGraph.BLOCK];
  }

  int rowAt(int v) {
    return rowOf[v] * words;
  }

  private void fill(int block, boolean mutual) {
    int count = 0;
    for (int v = graph.blockFrom(block); v < graph.blockTo(block); v++) {
      int end = graph.end(v);
      int plain = hubsBegin(v);
      boolean worth = end - plain >= WORTH_A_ROW;
      rowOf[v] = worth ? count++ : -1;
      listEnd[v] = worth ? plain : end;
    }
    rows[block] = new long[count * words];
    mutualRows[block] = new long[mutual ? count * words : 0];
    for (int v = graph.blockFrom(block); v < graph.blockTo(block); v++) {
      if (has(v)) fillRow(v, rows[block], mutualRows[block]);
    }
  }

  private int hubsBegin(int v) {
    int[] entries = graph.entries(v);
    int at = graph.end(v);
    while (at > graph.begin(v) && SimpleGraph.neighbor(entries[at - 1]) >= first) at--;
    return at;
  }

  private void fillRow(int v, long[] rows, long[] mutualRows) {
    int[] entries = graph.entries(v);
    for (int at = listEnd[v]; at < graph.end(v); at++) {
      int hub = SimpleGraph.neighbor(entries[at]) - first;
      int word = rowAt(v) + (hub >>> 6);
      rows[word] |= 1L << hub;
      boolean both = mutualRows.length > 0 && SimpleGraph.mutual(entries[at]) != 0;
      if (both) mutualRows[word] |= 1L << hub;
    }
  }

  @Override
  public String toString() {
    return "%d hubs, %d rows"
        .formatted(
            graph.vertexCount() - first, Arrays.stream(rowOf).filter(row -> row >= 0).count());
  }
}
