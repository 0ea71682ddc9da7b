package io.pergola.builder.input;

/// A run of whole records in a file.
///
/// @param file the file's index in the scan
/// @param offset where it begins: a byte of the text, or a row of a file of columns
/// @param length bytes or rows
public record Chunk(int file, long offset, int length) implements Comparable<Chunk> {
  /// In input order.
  @Override
  public int compareTo(Chunk other) {
    int byFile = Integer.compare(file, other.file);
    return byFile != 0 ? byFile : Long.compare(offset, other.offset);
  }
}
