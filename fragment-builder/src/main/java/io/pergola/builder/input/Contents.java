package io.pergola.builder.input;

/// How a file holds its records.
sealed interface Contents permits TextContents, ColumnContents {
  /// Opens the file.
  ///
  /// @param chunkBytes how much to hand out at a time, at least one record
  ChunkSource chunks(int chunkBytes);

  /// A part of the file.
  TableSample.Plan sample(TableSample.Size size);

  /// A parser for the columns that someone wants.
  ChunkParser parser(BoundFile file, Batch batch);

  /// Puts what is needed to parse a chunk once more into the reader's buffer.
  void reread(Chunk chunk, ChunkReader reader);

  /// Turns the offsets of records into what a person would call their lines.
  LineFinder lines();
}
