package io.pergola.builder.input;

import dev.hardwood.internal.metadata.DataPageHeaderV2;
import dev.hardwood.internal.metadata.PageHeader;
import dev.hardwood.internal.thrift.OffsetIndexReader;
import dev.hardwood.internal.thrift.PageHeaderReader;
import dev.hardwood.internal.thrift.ThriftCompactReader;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.PageLocation;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// Looks at the pages of a column before they are decoded. Hardwood 1.0 believes their headers: by
/// damaged ones it goes in circles, and Snappy's native code, which believes the length that a
/// packed page begins with, writes behind its target.
final class ParquetPages {
  private static final int HEADER = 1 << 10;
  private static final int LARGEST_HEADER = 1 << 24;
  private static final int VARINT = 5;

  private final TextFile file;
  private final ColumnChunk column;
  private final long end;
  private final Map<Long, Long> lengths = new HashMap<>();

  private ParquetPages(TextFile file, ColumnChunk column) {
    this.file = file;
    this.column = column;
    this.end = column.chunkStartOffset() + column.metaData().totalCompressedSize();
  }

  /// @throws IOException if one of the pages can't be what its header says
  static void check(TextFile file, ColumnChunk column) throws IOException {
    ParquetPages pages = new ParquetPages(file, column);
    for (long at = column.chunkStartOffset(); at < pages.end; ) at = pages.next(at);
    if (column.offsetIndexOffset() != null) pages.checkIndex();
  }

  /// Looks at the page that begins at `at`. Returns where it ends.
  private long next(long at) throws IOException {
    for (int length = HEADER; ; length *= 16) {
      ByteBuffer bytes = bytes(at, (int) Math.min(length, end - at));
      ThriftCompactReader reader = new ThriftCompactReader(bytes);
      try {
        PageHeader header = PageHeaderReader.read(reader);
        long data = at + reader.getBytesRead();
        long next = data + header.compressedPageSize();
        if (header.compressedPageSize() < 0 || header.uncompressedPageSize() < 0 || next > end) {
          throw damaged(at, "does not end in its column");
        }
        if (column.metaData().codec() == CompressionCodec.SNAPPY) checkSnappy(at, data, header);
        lengths.put(at, next - at);
        return next;
      } catch (EOFException longer) {
        if (length >= LARGEST_HEADER || length >= end - at) throw damaged(at, "has no header");
      }
    }
  }

  private ByteBuffer bytes(long at, int length) {
    byte[] bytes = new byte[length];
    return ByteBuffer.wrap(bytes, 0, file.read(at, bytes, 0, length));
  }

  private static IOException damaged(long at, String why) {
    return new IOException("the page at %d %s".formatted(at, why));
  }

  /// Packed bytes begin with the length that they have when unpacked.
  private void checkSnappy(long at, long data, PageHeader header) throws IOException {
    int levels = 0;
    DataPageHeaderV2 second = header.dataPageHeaderV2();
    if (second != null) {
      if (!second.isCompressed()) return;
      levels = second.definitionLevelsByteLength() + second.repetitionLevelsByteLength();
      if (levels < 0) throw damaged(at, "has levels of a negative length");
    }
    int packed = header.compressedPageSize() - levels;
    int expected = header.uncompressedPageSize() - levels;
    if (packed == 0 && expected == 0) return;
    if (packed <= 0 || expected < 0) throw damaged(at, "is shorter than its levels");
    ThriftCompactReader head =
        new ThriftCompactReader(bytes(data + levels, Math.min(VARINT, packed)));
    long length = head.readVarint();
    if (length != expected) {
      throw damaged(at, "unpacks to %d bytes, not to %d".formatted(length, expected));
    }
  }

  /// An index of pages must lead to pages.
  private void checkIndex() throws IOException {
    long at = column.offsetIndexOffset();
    Integer length = column.offsetIndexLength();
    if (length == null || at < 0 || length < 0 || at > file.size() - length) {
      throw new IOException("an index of pages lies outside of the file");
    }
    ThriftCompactReader reader = new ThriftCompactReader(bytes(at, length));
    for (PageLocation page : OffsetIndexReader.read(reader).pageLocations()) {
      Long found = lengths.get(page.offset());
      if (found == null || found != page.compressedPageSize()) {
        throw damaged(page.offset(), "is in the index, but not in the column");
      }
    }
  }
}
