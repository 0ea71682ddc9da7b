package io.pergola.store;

/// How far a deletion reaches.
public enum DeleteOption {
  /// Deletes objects that others still have as members, and those others with them.
  FORCE,
  /// Deletes members too, as long as nothing else has them.
  DEEP,
  /// Takes blobs only and ignores who links to them.
  FASTPATH,
  /// Returns the pages to the operating system at once.
  TRIM
}
