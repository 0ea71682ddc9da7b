package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.util.ArrayList;
import java.util.List;

/// The records of one chunk of a file, parsed. Filled again and again by one thread; what is to
/// last must be copied before the next one.
public final class Batch {
  private final List<ColumnBuffer> columns;
  private final List<Problem> problems = new ArrayList<>();
  private int[] starts = new int[0];
  private Chunk chunk = new Chunk(0, 0, 0);
  private int rows;

  /// @param types of the columns, as in [BoundFile#columns]
  Batch(List<PropertyType> types) {
    columns =
        types.stream()
            .<ColumnBuffer>map(
                type -> type == PropertyType.STRING ? new TextBuffer() : new WordBuffer())
            .toList();
  }

  /// Where the records come from.
  public Chunk chunk() {
    return chunk;
  }

  /// Good records.
  public int rows() {
    return rows;
  }

  /// Their cells, in the order of [BoundFile#columns].
  public List<ColumnBuffer> columns() {
    return columns;
  }

  /// Bad records, in the order of the file.
  public List<Problem> problems() {
    return problems;
  }

  /// Where in the file a good record begins.
  public long offset(int row) {
    return chunk.offset() + starts[row];
  }

  void begin(Chunk next) {
    chunk = next;
    rows = 0;
    problems.clear();
    columns.forEach(ColumnBuffer::clear);
  }

  int capacity() {
    return starts.length;
  }

  /// Makes room for more rows.
  ///
  /// @param parsed how many bytes of the chunk the rows so far took
  void grow(int parsed) {
    long projected = rows < 512 ? 0 : (long) rows * chunk.length() / parsed * 17 / 16;
    int capacity = (int) Math.max(Math.max(1024, starts.length * 2L), projected);
    starts = java.util.Arrays.copyOf(starts, capacity);
    for (ColumnBuffer column : columns) column.reserve(capacity);
  }

  /// Makes room for `count` rows.
  void reserve(int count) {
    if (starts.length >= count) return;
    starts = java.util.Arrays.copyOf(starts, count);
    for (ColumnBuffer column : columns) column.reserve(count);
  }

  void accept(int start) {
    starts[rows++] = start;
  }

  void reject(Problem problem) {
    for (ColumnBuffer column : columns) column.unset(rows);
    problems.add(problem);
  }
}
