package io.pergola.builder.stage;

import io.pergola.builder.input.BoundFile;
import java.util.List;

/// All good records of the files of one table, in input order.
///
/// @param files where they come from
/// @param chunks in order
/// @param region holds them
public record StagedTable(List<BoundFile> files, List<StagedChunk> chunks, Region region)
    implements AutoCloseable {
  /// Records of all chunks.
  public long rows() {
    return chunks.stream().mapToLong(StagedChunk::rows).sum();
  }

  /// Gives the memory back.
  @Override
  public void close() {
    region.close();
  }
}
