package io.pergola.builder.input;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowGroupPredicate;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import io.pergola.graph.PropertyType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A Parquet file, read by Hardwood; a slice is a row group.
///
/// Decimals are read as double. Lists, structs and other columns without a counterpart have to be
/// left out.
final class ParquetColumns {
  /// Kept, so that its level is.
  private static final Logger LOG = Logger.getLogger("dev.hardwood");

  static {
    LOG.setLevel(Level.WARNING);
  }

  private final Path path;
  private final List<ColumnSchema> schema;
  private final List<ColumnHead> columns;
  private final List<RowGroup> groups;

  private ParquetColumns(Path path, ParquetFileReader reader) {
    this.path = path;
    this.schema = reader.getFileSchema().getColumns();
    this.columns = schema.stream().map(ParquetColumns::head).toList();
    this.groups = reader.getFileMetaData().rowGroups();
  }

  static ColumnFile open(Path path) {
    try (TextFile file = TextFile.open(path);
        HardwoodContext context = HardwoodContext.create(1);
        ParquetFileReader reader = ParquetFileReader.open(new Input(file), context)) {
      ParquetColumns columns = new ParquetColumns(path, reader);
      columns.requireInside(file.size());
      return columns.file();
    } catch (LoadException known) {
      throw known;
    } catch (IOException | RuntimeException damaged) {
      throw damaged(path, damaged);
    }
  }

  /// Hardwood looks for ever for pages of a column that ends behind the file.
  private void requireInside(long fileSize) throws IOException {
    for (RowGroup group : groups) {
      for (ColumnChunk column : group.columns()) {
        long start = column.chunkStartOffset();
        long size = column.metaData().totalCompressedSize();
        if (start < 0 || size < 0 || start > fileSize || size > fileSize - start) {
          throw new IOException(
              "column '%s' is said to have %d bytes from %d on, but the file has %d"
                  .formatted(column.metaData().pathInSchema(), size, start, fileSize));
        }
      }
    }
  }

  private static LoadException damaged(Path path, Exception failure) {
    return new LoadException.BadFile(
        path,
        "is damaged or no Parquet file: %s; write it again".formatted(failure.getMessage()),
        failure);
  }

  private ColumnFile file() {
    long[] slices = new long[groups.size() + 1];
    for (int i = 0; i < groups.size(); i++) slices[i + 1] = slices[i] + groups.get(i).numRows();
    return new ColumnFile(path, columns, slices, this::open);
  }

  private static ColumnHead head(ColumnSchema column) {
    Optional<PropertyType> type = Optional.empty();
    if (column.maxRepetitionLevel() == 0 && column.maxDefinitionLevel() <= 1) type = type(column);
    ColumnHead.Role role = type.isPresent() ? ColumnHead.Role.ANY : ColumnHead.Role.IGNORED;
    return new ColumnHead(column.fieldPath().toString(), role, type);
  }

  private static Optional<PropertyType> type(ColumnSchema column) {
    LogicalType logical = column.logicalType();
    return switch (column.type()) {
      case BOOLEAN -> Optional.of(PropertyType.BOOL);
      case FLOAT -> Optional.of(PropertyType.FLOAT);
      case DOUBLE -> Optional.of(PropertyType.DOUBLE);
      case INT32, INT64 -> Optional.of(whole(column, logical));
      case BYTE_ARRAY ->
          logical instanceof LogicalType.DecimalType
              ? Optional.empty()
              : Optional.of(PropertyType.STRING);
      case INT96, FIXED_LEN_BYTE_ARRAY -> Optional.empty();
    };
  }

  private static PropertyType whole(ColumnSchema column, LogicalType logical) {
    return switch (logical) {
      case LogicalType.DateType date -> PropertyType.DATE;
      case LogicalType.DecimalType decimal -> PropertyType.DOUBLE;
      case LogicalType.TimestampType time ->
          switch (time.unit()) {
            case MILLIS -> PropertyType.TIMESTAMP_MS;
            case MICROS -> PropertyType.TIMESTAMP_US;
            case NANOS -> PropertyType.TIMESTAMP_NS;
          };
      case LogicalType.IntType integer ->
          PropertyType.parse((integer.isSigned() ? "int" : "uint") + integer.bitWidth());
      case null, default ->
          column.type() == dev.hardwood.metadata.PhysicalType.INT32
              ? PropertyType.INT32
              : PropertyType.INT64;
    };
  }

  private ColumnFile.Cursor open(int slice, List<Integer> positions) {
    try (TextFile file = TextFile.open(path)) {
      for (int at : positions) ParquetPages.check(file, groups.get(slice).columns().get(at));
      return new Group(slice, positions);
    } catch (IOException failure) {
      throw damaged(path, failure);
    }
  }

  /// Reads a row group.
  private final class Group implements ColumnFile.Cursor {
    private final TextFile file = TextFile.open(path);
    private final HardwoodContext context = HardwoodContext.create(1);
    private final ParquetFileReader reader;
    private final ColumnReaders readers;
    private final List<Integer> positions;

    Group(int slice, List<Integer> positions) throws IOException {
      this.positions = positions;
      this.reader = ParquetFileReader.open(new Input(file), context);
      String[] names =
          positions.stream().distinct().map(at -> columns.get(at).name()).toArray(String[]::new);
      RowGroup group = groups.get(slice);
      long middle = middle(group);
      this.readers =
          reader
              .buildColumnReaders(ColumnProjection.columns(names))
              .filter(RowGroupPredicate.byteRange(middle, middle + 1))
              .batchSize(ColumnFile.BATCH)
              .build();
    }

    /// What Hardwood goes by when it chooses row groups.
    private static long middle(RowGroup group) {
      long start = group.columns().getFirst().chunkStartOffset();
      long packed =
          group.columns().stream().mapToLong(c -> c.metaData().totalCompressedSize()).sum();
      return start + packed / 2;
    }

    @Override
    public int next(List<ColumnBuffer> into) {
      if (!readers.nextBatch()) return 0;
      int rows = readers.getRecordCount();
      for (int i = 0; i < into.size(); i++) {
        int position = positions.get(i);
        ColumnReader column = readers.getColumnReader(columns.get(position).name());
        ParquetValues.copy(column, schema.get(position), rows, into.get(i));
      }
      return rows;
    }

    @Override
    public void close() {
      try {
        readers.close();
        reader.close();
      } catch (IOException failure) {
        throw damaged(path, failure);
      } finally {
        context.close();
        file.close();
      }
    }
  }

  /// Reads, and does not map, so that the pages of the file are not the process's.
  private record Input(TextFile file) implements InputFile {
    @Override
    public void open() {}

    @Override
    public java.nio.ByteBuffer readRange(long offset, int length) throws IOException {
      if (offset < 0 || length <= 0 || offset > file.size() - length) {
        throw new IOException(
            "bytes %d to %d of a file of %d".formatted(offset, offset + length, file.size()));
      }
      byte[] bytes = new byte[length];
      try {
        file.read(offset, bytes, 0, length);
      } catch (UncheckedIOException failure) {
        throw failure.getCause();
      }
      return java.nio.ByteBuffer.wrap(bytes);
    }

    @Override
    public long length() {
      return file.size();
    }

    @Override
    public String name() {
      return file.path().toString();
    }

    @Override
    public void close() {
      // whoever opened the file closes it
    }
  }
}
