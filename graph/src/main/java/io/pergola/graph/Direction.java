package io.pergola.graph;

import java.util.Locale;

/// Which way edges are followed.
public enum Direction {
  /// From source to destination.
  OUT,
  /// From destination to source.
  IN;

  /// The name in metadata keys and messages: `out` or `in`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
