package io.pergola.graph.arrow;

/// Which vertices a fragment's vertex map knows.
public enum MapKind {
  /// All vertices of all fragments.
  GLOBAL,
  /// Those that the fragment owns or has as outer ones.
  LOCAL
}
