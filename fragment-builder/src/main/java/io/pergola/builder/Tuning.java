package io.pergola.builder;

/// Sizes that change the speed but not the result; tests make them tiny.
///
/// @param chunkBytes how much of a file a thread parses at a time
/// @param bucketBytes how much memory the edges of a triple may take while they are sorted; with
///   less they are sorted in several passes
record Tuning(int chunkBytes, long bucketBytes) {
  static final Tuning DEFAULT = ofChunks(1 << 22);

  static Tuning ofChunks(int chunkBytes) {
    return new Tuning(chunkBytes, Long.MAX_VALUE);
  }
}
