package io.pergola.builder;

import io.pergola.builder.input.BoundFile;
import java.util.List;

/// All good records of the files of one table, in input order.
///
/// @param files where they come from
/// @param chunks in order
/// @param region holds them
record StagedTable(List<BoundFile> files, List<StagedChunk> chunks, Region region)
    implements AutoCloseable {
  long rows() {
    return chunks.stream().mapToLong(StagedChunk::rows).sum();
  }

  /// Gives the memory back.
  @Override
  public void close() {
    region.close();
  }
}
