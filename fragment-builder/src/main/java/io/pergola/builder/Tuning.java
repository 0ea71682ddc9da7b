package io.pergola.builder;

/// Sizes that change the speed but not the result; tests make them tiny.
///
/// @param chunkBytes how much of a file a thread parses at a time
record Tuning(int chunkBytes) {
  static final Tuning DEFAULT = new Tuning(1 << 22);
}
