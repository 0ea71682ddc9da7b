package io.pergola.store;

/// The two ends of a stream; each may be opened once.
public enum StreamEnd {
  /// Whoever pulls chunks.
  READER,
  /// Whoever fills chunks.
  WRITER
}
