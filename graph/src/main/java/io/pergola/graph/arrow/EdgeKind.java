package io.pergola.graph.arrow;

/// How neighbours are stored.
public enum EdgeKind {
  /// 16 bytes each (12 with 32-bit vids).
  PLAIN,
  /// Differences as variable-length bytes.
  COMPACT
}
