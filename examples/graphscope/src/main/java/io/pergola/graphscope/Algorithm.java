package io.pergola.graphscope;

/// What to compute, with its parameters. Definitions are those of LDBC Graphalytics 1.0, where it
/// has one. Algorithms of one's own are a [Program].
public sealed interface Algorithm
    permits Bfs, Sssp, PageRank, Wcc, Cdlp, Lcc, Triangles, KCore, Program {
  /// What it is called, on the command line too.
  String name();
}
