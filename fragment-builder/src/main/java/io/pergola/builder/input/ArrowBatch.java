package io.pergola.builder.input;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.pergola.graph.PropertyType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/// One record batch: for each column a validity bitmap (none if no row is null), offsets where it
/// is text, and values; each buffer perhaps compressed behind its int64 length (−1: it is not).
final class ArrowBatch implements ColumnFile.Cursor {
  private final Path path;
  private final Place place;
  private final List<Column> columns = new ArrayList<>();
  private int row;

  /// Where a batch is.
  ///
  /// @param body where its body begins in the file
  /// @param dictionaries for each column the parts of its dictionary, each a batch of one column
  record Place(RecordBatch batch, long body, long bodyLength, List<List<Place>> dictionaries) {}

  /// How a column is written.
  ///
  /// @param large whether texts have int64 offsets
  /// @param indexes the type of numbers that stand for values of a dictionary, if there is one
  record Kind(PropertyType type, boolean large, Optional<PropertyType> indexes) {
    /// The same without its dictionary: its values.
    Kind values() {
      return new Kind(type, large, Optional.empty());
    }

    /// What stands in the record batch.
    PropertyType written() {
      return indexes.orElse(type);
    }

    int buffers() {
      return written() == PropertyType.STRING ? 3 : 2;
    }
  }

  /// @param dictionary the parts of the dictionary that the values are indexes of, if they are
  private record Column(
      PropertyType type,
      boolean large,
      @Nullable ByteBuffer nulls,
      ByteBuffer offsets,
      ByteBuffer values,
      int rows,
      List<Column> dictionary) {}

  /// @param kinds of all columns
  /// @param positions the columns to read
  ArrowBatch(Path path, Place place, List<Kind> kinds, List<Integer> positions) {
    this.path = path;
    this.place = place;
    try (TextFile file = TextFile.open(path)) {
      for (int position : positions) {
        int first = 0;
        for (int i = 0; i < position; i++) first += kinds.get(i).buffers();
        columns.add(column(file, place, kinds.get(position), position, first));
      }
    }
  }

  /// @param position of the column in `from`
  /// @param first its first buffer there
  private Column column(TextFile file, Place from, Kind kind, int position, int first) {
    List<Column> dictionary = new ArrayList<>();
    if (kind.indexes().isPresent()) {
      for (Place part : from.dictionaries().get(position)) {
        dictionary.add(column(file, part, kind.values(), 0, 0));
      }
    }
    PropertyType type = kind.written();
    long rows = from.batch().length();
    if (rows < 0 || rows > Integer.MAX_VALUE) throw damaged("a batch of %d rows".formatted(rows));
    long nulls = from.batch().nodes(position).nullCount();
    ByteBuffer validity = nulls == 0 ? null : buffer(file, from, first, (rows + 7) / 8);
    ByteBuffer offsets = ByteBuffer.allocate(0);
    if (type == PropertyType.STRING) {
      long size = rows == 0 ? 0 : (rows + 1) * (kind.large() ? 8 : 4);
      offsets = buffer(file, from, first + 1, size);
    }
    long width = type == PropertyType.BOOL ? (rows + 7) / 8 : rows * type.byteWidth();
    ByteBuffer values = buffer(file, from, first + kind.buffers() - 1, width);
    return new Column(type, kind.large(), validity, offsets, values, (int) rows, dictionary);
  }

  private ByteBuffer buffer(TextFile file, Place from, int index, long atLeast) {
    long offset = from.batch().buffers(index).offset();
    long length = from.batch().buffers(index).length();
    if (offset < 0 || length < 0 || offset > from.bodyLength() - length) {
      throw damaged("a buffer lies outside of its batch");
    }
    if (length > Integer.MAX_VALUE - 64) throw damaged("a buffer of %d bytes".formatted(length));
    byte[] bytes = new byte[(int) length];
    file.read(from.body() + offset, bytes, 0, bytes.length);
    ByteBuffer plain = unpack(from, bytes);
    if (plain.remaining() < atLeast) {
      throw damaged("a buffer has %d bytes, expected %d".formatted(plain.remaining(), atLeast));
    }
    return plain;
  }

  private ByteBuffer unpack(Place from, byte[] bytes) {
    ByteBuffer packed = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (from.batch().compression() == null || bytes.length == 0) return packed;
    long length = packed.getLong(0);
    if (length == -1) return packed.slice(8, bytes.length - 8).order(ByteOrder.LITTLE_ENDIAN);
    if (length < 0 || length > Integer.MAX_VALUE - 64) {
      throw damaged("a buffer of %d bytes when unpacked".formatted(length));
    }
    InputStream source = new ByteArrayInputStream(bytes, 8, bytes.length - 8);
    boolean zstd = from.batch().compression().codec() == CompressionType.ZSTD;
    try (InputStream plain =
        zstd ? new ZstdInputStreamNoFinalizer(source) : new LZ4FrameInputStream(source)) {
      // what is read counts, not what a damaged length promises
      byte[] text = plain.readNBytes((int) length);
      if (text.length < length) throw damaged("a buffer is cut off");
      return ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException failure) {
      throw damaged(String.valueOf(failure.getMessage()));
    }
  }

  private LoadException damaged(String why) {
    return new LoadException.BadFile(path, "is damaged: %s; write it again".formatted(why));
  }

  @Override
  public int next(List<ColumnBuffer> into) {
    int rows = (int) Math.min(ColumnFile.BATCH, place.batch().length() - row);
    for (int i = 0; i < into.size(); i++) copy(columns.get(i), rows, into.get(i));
    row += rows;
    return rows;
  }

  private void copy(Column column, int rows, ColumnBuffer into) {
    if (!column.dictionary().isEmpty()) {
      for (int i = 0; i < rows; i++) decode(column, row + i, into, i);
    } else {
      for (int i = 0; i < rows; i++) copy(column, row + i, into, i);
    }
  }

  /// Copies the value of a dictionary that row `at` stands for.
  private void decode(Column column, int at, ColumnBuffer into, int target) {
    if (isNull(column, at)) {
      setNull(into, target);
      return;
    }
    long index = word(column, at);
    for (Column part : column.dictionary()) {
      if (index >= 0 && index < part.rows()) {
        copy(part, (int) index, into, target);
        return;
      }
      index -= part.rows();
    }
    throw damaged("a row stands for value %d, which its dictionary lacks".formatted(index));
  }

  private void copy(Column column, int at, ColumnBuffer into, int target) {
    if (isNull(column, at)) {
      setNull(into, target);
      return;
    }
    switch (into) {
      case TextBuffer text -> {
        long from = offset(column, at);
        long to = offset(column, at + 1);
        if (from < 0 || from > to || to > column.values().limit()) {
          throw damaged("a text lies from %d to %d".formatted(from, to));
        }
        int shift = column.values().arrayOffset();
        text.set(target, column.values().array(), shift + (int) from, shift + (int) to);
      }
      case WordBuffer words -> words.values()[target] = word(column, at);
    }
  }

  private static void setNull(ColumnBuffer into, int target) {
    switch (into) {
      case TextBuffer text -> text.setNullRow(target);
      case WordBuffer words -> words.setNullRow(target);
    }
  }

  private static boolean isNull(Column column, int at) {
    ByteBuffer nulls = column.nulls();
    return nulls != null && (nulls.get(at >>> 3) >>> (at & 7) & 1) == 0;
  }

  private static long offset(Column column, int at) {
    return column.large() ? column.offsets().getLong(at * 8) : column.offsets().getInt(at * 4);
  }

  private static long word(Column column, int at) {
    ByteBuffer values = column.values();
    return switch (column.type()) {
      case BOOL -> values.get(at >>> 3) >>> (at & 7) & 1;
      case INT8 -> values.get(at);
      case UINT8 -> values.get(at) & 0xff;
      case INT16 -> values.getShort(at * 2);
      case UINT16 -> values.getShort(at * 2) & 0xffff;
      case UINT32 -> values.getInt(at * 4) & 0xffffffffL;
      case INT32, FLOAT, DATE -> values.getInt(at * 4);
      default -> values.getLong(at * 8);
    };
  }

  @Override
  public void close() {}
}
