package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes batches of typed columns over into a [Batch]: as they are where the types agree, else
/// through their text.
final class ColumnParser implements ChunkParser {
  private static final String CORRECT =
      "correct it, or leave such records out with --bad-records skip";

  private final ColumnFile file;
  private final BoundFile source;
  private final Batch batch;
  private final List<Integer> positions;
  private final List<ColumnBuffer> buffers = new ArrayList<>();
  private final List<Conversion> conversions = new ArrayList<>();
  private ColumnFile.@Nullable Cursor cursor;
  private long nextRow = -1;
  private long sliceEnd;

  ColumnParser(ColumnFile file, BoundFile source, Batch batch) {
    this.file = file;
    this.source = source;
    this.batch = batch;
    this.positions = source.columns().stream().map(BoundFile.Column::position).toList();
    for (int i = 0; i < positions.size(); i++) {
      PropertyType from = file.columns().get(positions.get(i)).type().orElseThrow();
      PropertyType to = source.columns().get(i).type();
      Conversion conversion = Conversion.of(from, to);
      conversions.add(conversion);
      buffers.add(conversion.sharesBuffer() ? batch.columns().get(i) : ColumnBuffer.of(from));
    }
  }

  @Override
  public void parse(Chunk chunk, byte[] unused) {
    batch.reserve(ColumnFile.BATCH);
    for (ColumnBuffer buffer : buffers) {
      buffer.clear();
      buffer.reserve(ColumnFile.BATCH);
    }
    try {
      moveTo(chunk.offset());
      read(chunk.length());
    } catch (LoadException known) {
      throw known;
    } catch (RuntimeException damaged) {
      throw new LoadException.BadFile(
          file.path(),
          "is damaged near row %d: %s; write it again".formatted(chunk.offset(), damaged),
          damaged);
    }
    BitSet bad = new BitSet();
    for (int i = 0; i < buffers.size(); i++) convert(i, chunk, bad);
    for (int row = 0; row < chunk.length(); row++) if (!bad.get(row)) batch.accept(row);
    if (!bad.isEmpty()) {
      for (ColumnBuffer column : batch.columns()) column.drop(bad, chunk.length());
      batch.problems().sort((a, b) -> Long.compare(a.offset(), b.offset()));
    }
  }

  private void moveTo(long row) {
    if (cursor == null || row < nextRow || row >= sliceEnd) {
      close();
      long[] slices = file.slices();
      int found = Arrays.binarySearch(slices, row);
      int slice = found >= 0 ? found : -found - 2;
      while (slices[slice + 1] == row) slice++;
      cursor = file.opener().open(slice, positions);
      nextRow = slices[slice];
      sliceEnd = slices[slice + 1];
    }
    while (nextRow < row) read((int) Math.min(ColumnFile.BATCH, sliceEnd - nextRow));
  }

  private void read(int expected) {
    for (ColumnBuffer buffer : buffers) buffer.clear();
    int rows = java.util.Objects.requireNonNull(cursor).next(buffers);
    if (rows != expected) {
      throw new LoadException.BadFile(
          file.path(),
          "is damaged: there are %d rows at row %d, expected %d; write it again"
              .formatted(rows, nextRow, expected));
    }
    nextRow += rows;
  }

  private void convert(int column, Chunk chunk, BitSet bad) {
    ColumnBuffer from = buffers.get(column);
    ColumnBuffer to = batch.columns().get(column);
    boolean required = source.columns().get(column).required();
    Conversion conversion = conversions.get(column);
    if (conversion.isIdentity() && !required) return;
    for (int row = 0; row < chunk.length(); row++) {
      if (from.isNull(row)) {
        if (from != to) to.setNullRow(row);
        if (required) reject(column, chunk, row, "is empty, but every record needs an id", bad);
      } else if (!conversion.convert(from, to, row)) {
        reject(column, chunk, row, conversion.reason(), bad);
        if (from != to) to.setNullRow(row);
      }
    }
  }

  private void reject(int column, Chunk chunk, int row, String reason, BitSet bad) {
    if (bad.get(row)) return;
    bad.set(row);
    String value =
        buffers.get(column).isNull(row)
            ? ""
            : Conversion.text(buffers.get(column), row, typeOf(column));
    batch
        .problems()
        .add(
            new Problem(
                chunk.file(),
                chunk.offset() + row,
                column,
                source.name(column),
                value,
                reason,
                CORRECT));
  }

  private PropertyType typeOf(int column) {
    return file.columns().get(positions.get(column)).type().orElseThrow();
  }

  @Override
  public String cell(int row, int column) {
    ColumnBuffer cells = batch.columns().get(column);
    return cells.isNull(row)
        ? ""
        : Conversion.text(cells, row, source.columns().get(column).type());
  }

  @Override
  public void close() {
    if (cursor != null) cursor.close();
    cursor = null;
  }
}
