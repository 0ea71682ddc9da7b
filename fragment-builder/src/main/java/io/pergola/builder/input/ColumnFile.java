package io.pergola.builder.input;

import java.nio.file.Path;
import java.util.List;

/// A file of typed columns, whose head was read. Its rows come in **slices** that are read
/// independently, each in batches of [#BATCH] rows, the last one perhaps of fewer.
///
/// @param columns names and types; columns that can't be loaded are [ColumnHead.Role#IGNORED]
/// @param slices where each slice begins, in rows, and behind them the number of rows
/// @param opener opens slices
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record ColumnFile(Path path, List<ColumnHead> columns, long[] slices, Opener opener) {
  /// Rows of a batch.
  static final int BATCH = 1 << 16;

  /// Opens slices.
  interface Opener {
    /// Opens a slice for one thread.
    ///
    /// @param positions of the columns to read
    /// @throws LoadException.BadFile if the file is damaged
    Cursor open(int slice, List<Integer> positions);
  }

  /// Reads a slice.
  interface Cursor extends AutoCloseable {
    /// Fills rows 0 … of the buffers with the next batch. Returns how many rows it has.
    ///
    /// @param into by wanted column, with room for a batch
    int next(List<ColumnBuffer> into);

    @Override
    void close();
  }
}
