package io.pergola.builder.input;

/// One thread's way from the chunks of a file to a [Batch].
sealed interface ChunkParser extends AutoCloseable permits RowParser, ColumnParser {
  /// Parses a chunk into the batch.
  ///
  /// @param buffer what [ChunkSource#next] put there
  void parse(Chunk chunk, byte[] buffer);

  /// The cell of a good record of the chunk parsed last, as written.
  ///
  /// @param column an index into [BoundFile#columns]
  String cell(int row, int column);

  @Override
  void close();
}
