package io.pergola.store;

/// What a store has moved to its spill file and back since it was opened.
///
/// @param spilledBytes written to the file
/// @param loadedBytes read back into memory; readers of spilled blobs map them where they are
public record SpillTraffic(long spilledBytes, long loadedBytes) {
  static final SpillTraffic NONE = new SpillTraffic(0, 0);
}
