package io.pergola.builder;

/// Bytes of the fragments, summed up while they are built. For one thread.
final class Sizes {
  long topology;
  long rows;
  long properties;
  long index;
  long routing;

  LoadResult.Bytes total() {
    return new LoadResult.Bytes(topology, rows, properties, index, routing);
  }
}
