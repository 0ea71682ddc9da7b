package io.pergola.builder;

import io.pergola.builder.input.Batch;
import io.pergola.builder.input.BoundFile;
import io.pergola.builder.input.ColumnBuffer;
import io.pergola.builder.input.TableSample;
import io.pergola.builder.input.TextBuffer;
import io.pergola.builder.input.WordBuffer;
import io.pergola.builder.stage.ByteCount;
import io.pergola.builder.stage.StagedWords;
import io.pergola.graph.PropertyType;
import io.pergola.graph.WyHash;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// What a sample says of the records of one table.
final class SampledTable {
  private final List<Column> columns = new ArrayList<>();
  private double rows;
  private double sampledRows;
  private int blocks;
  private long bytes;

  /// What was seen of a column.
  private static final class Column {
    final PropertyType type;
    long textBytes;
    long least;
    long greatest;
    boolean nulls;

    Column(PropertyType type) {
      this.type = type;
    }
  }

  /// Hears of every sampled batch.
  interface Visitor {
    /// Looks at a batch.
    ///
    /// @param block a number for each batch, rising over all tables
    void batch(Batch batch, int block);
  }

  /// Samples all files of a table.
  static SampledTable of(
      List<BoundFile> files, TableSample.Size size, int firstBlock, Visitor visitor) {
    SampledTable table = new SampledTable();
    for (BoundFile file : files) {
      if (table.columns.isEmpty()) {
        for (BoundFile.Column column : file.columns()) table.columns.add(new Column(column.type()));
      }
      try (TableSample sample = new TableSample(file, size)) {
        long seen = 0;
        while (sample.next()) {
          visitor.batch(sample.batch(), firstBlock + table.blocks++);
          seen += sample.batch().rows();
          table.look(sample.batch());
        }
        table.sampledRows += seen;
        table.rows += seen * sample.scale();
        table.bytes += file.file().size();
      }
    }
    return table;
  }

  private void look(Batch batch) {
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      ColumnBuffer cells = batch.columns().get(i);
      column.nulls |= cells.hasNulls();
      switch (cells) {
        case TextBuffer text -> column.textBytes += text.byteCount(batch.rows());
        case WordBuffer words -> {
          for (int row = 0; row < batch.rows(); row++) {
            column.least = Math.min(column.least, words.values()[row]);
            column.greatest = Math.max(column.greatest, words.values()[row]);
          }
        }
      }
    }
  }

  long rows() {
    return Math.round(rows);
  }

  int blocks() {
    return blocks;
  }

  /// Bytes of the files.
  long bytes() {
    return bytes;
  }

  /// How many times as many records there are as were seen.
  double scale() {
    return sampledRows == 0 ? 1 : rows / sampledRows;
  }

  private double textBytes(int column) {
    return sampledRows == 0 ? 0 : columns.get(column).textBytes / sampledRows;
  }

  /// Bytes of a column in tables of so many rows.
  long columnBytes(int column, double count) {
    Column seen = columns.get(column);
    long whole = Math.round(count);
    return ByteCount.ofColumn(seen.type, whole, Math.round(textBytes(column) * count), seen.nulls);
  }

  /// Bytes that staging takes for a property of a row.
  double stagedBytes(int column) {
    Column seen = columns.get(column);
    double value =
        seen.type == PropertyType.STRING
            ? textBytes(column) + 4
            : StagedWords.width(seen.least, seen.greatest, 1);
    return value + (seen.nulls ? 1 : 0);
  }

  /// Bytes that buckets take for a property of an entry.
  double bucketBytes(int column) {
    Column seen = columns.get(column);
    double value =
        seen.type == PropertyType.STRING ? 0 : StagedWords.width(seen.least, seen.greatest, 1);
    return value + (seen.nulls ? 1 : 0);
  }

  boolean isText(int column) {
    return columns.get(column).type == PropertyType.STRING;
  }

  int columnCount() {
    return columns.size();
  }

  /// An id as a number: itself, or the hash of a text.
  static long id(ColumnBuffer column, int row) {
    return switch (column) {
      case WordBuffer words -> words.values()[row];
      case TextBuffer text -> {
        int begin = text.begin(row);
        yield WyHash.hash(MemorySegment.ofArray(text.bytes()), begin, text.ends()[row] - begin);
      }
    };
  }
}
