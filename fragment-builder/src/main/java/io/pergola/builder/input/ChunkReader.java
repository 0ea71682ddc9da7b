package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thread's part of a [TableScan]: a buffer, and the batch that it is parsed into.
public final class ChunkReader {
  private final List<BoundFile> files;
  private final Batch batch;
  private final List<@Nullable RowParser> parsers = new ArrayList<>();
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
    try (TextFile file = TextFile.open(files.get(chunk.file()).file().path())) {
      file.read(chunk.offset(), buffer(chunk.length()), 0, chunk.length());
    }
    parse(chunk);
  }

  /// The cell of a good record, as written.
  ///
  /// @param column an index into [BoundFile#columns]
  public String cell(int row, int column) {
    BoundFile file = files.get(batch.chunk().file());
    CellScan scan = new CellScan(file.file().dialect());
    scan.next = (int) (batch.offset(row) - batch.chunk().offset());
    int position = file.columns().get(column).position();
    for (int i = 0; i <= position; i++) scan.scan(buffer, scan.next, batch.chunk().length());
    return scan.text(buffer);
  }

  byte[] buffer(int length) {
    if (buffer.length < length + RecordCutter.SLACK) {
      buffer = new byte[length + RecordCutter.SLACK];
    }
    return buffer;
  }

  private void parse(Chunk chunk) {
    batch.begin(chunk);
    RowParser parser = parsers.get(chunk.file());
    if (parser == null) {
      parser = new RowParser(files.get(chunk.file()), batch);
      parsers.set(chunk.file(), parser);
    }
    parser.parse(buffer, 0, chunk.length());
  }
}
