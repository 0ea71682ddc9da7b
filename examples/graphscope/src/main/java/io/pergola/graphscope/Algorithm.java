package io.pergola.graphscope;

/// What to compute, with its parameters. Definitions are those of LDBC Graphalytics 1.0, where it
/// has one.
public sealed interface Algorithm permits Bfs, Sssp, PageRank, Wcc, Cdlp, Lcc, Triangles, KCore {
  /// Its name on the command line.
  String name();
}
