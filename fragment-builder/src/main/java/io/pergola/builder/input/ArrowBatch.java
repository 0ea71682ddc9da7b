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
  record Place(RecordBatch batch, long body, long bodyLength) {}

  private record Column(
      PropertyType type,
      boolean large,
      @Nullable ByteBuffer nulls,
      ByteBuffer offsets,
      ByteBuffer values) {}

  /// @param types of all columns
  /// @param large whether a text column has int64 offsets
  /// @param positions the columns to read
  ArrowBatch(
      Path path, Place place, List<PropertyType> types, boolean[] large, List<Integer> positions) {
    this.path = path;
    this.place = place;
    try (TextFile file = TextFile.open(path)) {
      for (int position : positions) {
        columns.add(column(file, types, large[position], position));
      }
    }
  }

  private Column column(TextFile file, List<PropertyType> types, boolean large, int position) {
    int buffer = 0;
    for (int i = 0; i < position; i++) buffer += types.get(i) == PropertyType.STRING ? 3 : 2;
    PropertyType type = types.get(position);
    long rows = place.batch().length();
    long nulls = place.batch().nodes(position).nullCount();
    ByteBuffer validity = nulls == 0 ? null : buffer(file, buffer, (rows + 7) / 8);
    ByteBuffer offsets = ByteBuffer.allocate(0);
    if (type == PropertyType.STRING) {
      offsets = buffer(file, buffer + 1, rows == 0 ? 0 : (rows + 1) * (large ? 8 : 4));
    }
    long width = type == PropertyType.BOOL ? (rows + 7) / 8 : rows * type.byteWidth();
    int values = buffer + (type == PropertyType.STRING ? 2 : 1);
    return new Column(type, large, validity, offsets, buffer(file, values, width));
  }

  private ByteBuffer buffer(TextFile file, int index, long atLeast) {
    long offset = place.batch().buffers(index).offset();
    long length = place.batch().buffers(index).length();
    if (offset < 0 || length < 0 || offset > place.bodyLength() - length) {
      throw damaged("a buffer lies outside of its batch");
    }
    if (length > Integer.MAX_VALUE - 64) throw damaged("a buffer of %d bytes".formatted(length));
    byte[] bytes = new byte[(int) length];
    file.read(place.body() + offset, bytes, 0, bytes.length);
    ByteBuffer plain = unpack(bytes);
    if (plain.remaining() < atLeast) {
      throw damaged("a buffer has %d bytes, expected %d".formatted(plain.remaining(), atLeast));
    }
    return plain;
  }

  private ByteBuffer unpack(byte[] bytes) {
    ByteBuffer packed = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (place.batch().compression() == null || bytes.length == 0) return packed;
    long length = packed.getLong(0);
    if (length == -1) return packed.slice(8, bytes.length - 8).order(ByteOrder.LITTLE_ENDIAN);
    if (length < 0 || length > Integer.MAX_VALUE - 64) {
      throw damaged("a buffer of %d bytes when unpacked".formatted(length));
    }
    InputStream source = new ByteArrayInputStream(bytes, 8, bytes.length - 8);
    boolean zstd = place.batch().compression().codec() == CompressionType.ZSTD;
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
    switch (into) {
      case TextBuffer text -> {
        byte[] bytes = column.values().array();
        int shift = column.values().arrayOffset();
        for (int i = 0; i < rows; i++) {
          if (isNull(column, row + i)) {
            text.setNullRow(i);
            continue;
          }
          long from = offset(column, row + i);
          long to = offset(column, row + i + 1);
          if (from < 0 || from > to || to > column.values().limit()) {
            throw damaged("a text lies from %d to %d".formatted(from, to));
          }
          text.set(i, bytes, shift + (int) from, shift + (int) to);
        }
      }
      case WordBuffer words -> {
        for (int i = 0; i < rows; i++) words.values()[i] = word(column, row + i);
        for (int i = 0; i < rows && column.nulls() != null; i++) {
          if (isNull(column, row + i)) words.setNullRow(i);
        }
      }
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
