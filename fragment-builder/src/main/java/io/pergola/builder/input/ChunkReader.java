package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One thread's part of a [TableScan]: a buffer, and the batch that it is parsed into.
public final class ChunkReader implements AutoCloseable {
  private final List<BoundFile> files;
  private final Batch batch;
  private final List<@Nullable ChunkParser> parsers = new ArrayList<>();
  private byte[] buffer = new byte[0];

  /// A reader for chunks of these files, which are bound to columns of the same types.
  public ChunkReader(List<BoundFile> files) {
    this.files = files;
    List<PropertyType> types =
        files.getFirst().columns().stream().map(BoundFile.Column::type).toList();
    this.batch = new Batch(types);
    for (int i = 0; i < files.size(); i++) parsers.add(null);
  }

  /// What was read last.
  public Batch batch() {
    return batch;
  }

  /// Reads the next chunk of the scan; false if there is none.
  public boolean read(TableScan scan) {
    Chunk chunk = scan.take(this);
    if (chunk == null) return false;
    parse(chunk);
    return true;
  }

  /// Reads a chunk once more: the same records in the same order.
  public void read(Chunk chunk) {
    files.get(chunk.file()).file().contents().reread(chunk, this);
    parse(chunk);
  }

  /// The cell of a good record, as written.
  ///
  /// @param column an index into [BoundFile#columns]
  public String cell(int row, int column) {
    return Objects.requireNonNull(parsers.get(batch.chunk().file())).cell(row, column);
  }

  byte[] buffer(int length) {
    if (buffer.length < length + RecordCutter.SLACK) {
      buffer = new byte[length + RecordCutter.SLACK];
    }
    return buffer;
  }

  /// Parses a chunk that [TableSample] put into the buffer.
  void parseSampled(Chunk chunk) {
    parse(chunk);
  }

  private void parse(Chunk chunk) {
    batch.begin(chunk);
    ChunkParser parser = parsers.get(chunk.file());
    if (parser == null) {
      BoundFile file = files.get(chunk.file());
      parser = file.file().contents().parser(file, batch);
      parsers.set(chunk.file(), parser);
    }
    parser.parse(chunk, buffer);
  }

  @Override
  public void close() {
    for (ChunkParser parser : parsers) if (parser != null) parser.close();
  }
}
