package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Reads whole tables the way the loader does, into plain lists.
final class Tables {
  private Tables() {}

  /// What a scan found.
  ///
  /// @param rows cells as text; nothing for null. Numbers are their 64 bits in decimal
  /// @param offsets where each row begins
  record Content(List<List<Optional<String>>> rows, List<Long> offsets, List<Problem> problems) {}

  static Path write(Path directory, String name, byte[] bytes) {
    try {
      return Files.write(directory.resolve(name), bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Path write(Path directory, String name, String text) {
    return write(directory, name, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Binds all columns of a file to types.
  static BoundFile bind(TableFile file, List<PropertyType> types) {
    List<BoundFile.Column> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(new BoundFile.Column(i, types.get(i), false, false));
    }
    return new BoundFile(file, columns);
  }

  static Content read(BoundFile file, int chunkBytes) {
    TreeMap<Chunk, Content> chunks = new TreeMap<>();
    try (TableScan scan = new TableScan(List.of(file), chunkBytes)) {
      ChunkReader reader = new ChunkReader(List.of(file));
      while (reader.read(scan)) {
        chunks.put(reader.batch().chunk(), content(reader.batch()));
      }
    }
    Content all = new Content(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Content chunk : chunks.values()) {
      all.rows().addAll(chunk.rows());
      all.offsets().addAll(chunk.offsets());
      all.problems().addAll(chunk.problems());
    }
    return all;
  }

  private static Content content(Batch batch) {
    List<List<Optional<String>>> rows = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      List<Optional<String>> cells = new ArrayList<>();
      for (ColumnBuffer column : batch.columns()) cells.add(cell(column, row));
      rows.add(cells);
      offsets.add(batch.offset(row));
    }
    return new Content(rows, offsets, List.copyOf(batch.problems()));
  }

  private static Optional<String> cell(ColumnBuffer column, int row) {
    if (column.isNull(row)) return Optional.empty();
    return Optional.of(
        switch (column) {
          case WordBuffer words -> Long.toString(words.values()[row]);
          case TextBuffer text ->
              new String(
                  text.bytes(),
                  text.begin(row),
                  text.ends()[row] - text.begin(row),
                  StandardCharsets.UTF_8);
        });
  }
}
