package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A text file whose head was looked at: dialect, names of the columns, a sample of records.
public final class TableFile {
  private final Path path;
  private final long size;
  private final Format format;
  private final Dialect dialect;
  private final List<String> columns;
  private final boolean header;
  private final long dataAt;
  private final List<List<Cell>> sample;

  /// @param dataAt where the first record after the header begins
  /// @param sample the first records, those with as many cells as there are columns
  TableFile(
      TextFile file,
      Format format,
      Dialect dialect,
      List<String> columns,
      boolean header,
      long dataAt,
      List<List<Cell>> sample) {
    this.path = file.path();
    this.size = file.size();
    this.format = format;
    this.dialect = dialect;
    this.columns = List.copyOf(columns);
    this.header = header;
    this.dataAt = dataAt;
    this.sample = List.copyOf(sample);
  }

  /// Looks at the head of a file.
  ///
  /// @throws LoadException.BadFile if it can't be read or has no such head as its format wants
  public static TableFile open(Path path, InputOptions options) {
    try (TextFile file = TextFile.open(path)) {
      return new TableHead(file, options).read();
    }
  }

  /// Where it is.
  public Path path() {
    return path;
  }

  /// Bytes.
  public long size() {
    return size;
  }

  /// What kind of file it is.
  public Format format() {
    return format;
  }

  /// The names in the header, else "0", "1", …
  public List<String> columns() {
    return columns;
  }

  /// Whether there is a header.
  public boolean header() {
    return header;
  }

  Dialect dialect() {
    return dialect;
  }

  long dataAt() {
    return dataAt;
  }

  /// The position of the column that a user means: its name, else its position.
  public Optional<Integer> find(String nameOrPosition) {
    int named = columns.indexOf(nameOrPosition);
    if (named >= 0) return Optional.of(named);
    if (!nameOrPosition.matches("[0-9]{1,6}")) return Optional.empty();
    int position = Integer.parseInt(nameOrPosition);
    return position < columns.size() ? Optional.of(position) : Optional.empty();
  }

  /// As [#find].
  ///
  /// @throws LoadException.BadFile if there is no such column; the message lists those that are
  ///   there
  public int position(String nameOrPosition) {
    return find(nameOrPosition)
        .orElseThrow(() ->
            new LoadException.BadFile(
                path,
                header
                    ? "there is no column '%s'; there are %s".formatted(nameOrPosition, columns)
                    : "there is no column '%s'; there are %d, counted from 0"
                        .formatted(nameOrPosition, columns.size())));
  }

  /// The type that the sample suggests for a property; nothing if the sample has no value.
  public Optional<PropertyType> guessProperty(int position) {
    return TypeGuess.ofProperty(cells(position));
  }

  /// The type that the sample suggests for ids: INT64 or STRING.
  public PropertyType guessIds(int position) {
    return TypeGuess.ofIds(cells(position));
  }

  /// Whether the sample has any record.
  public boolean hasSample() {
    return !sample.isEmpty();
  }

  /// What separates the cells, in words.
  public String delimiterName() {
    return Dialect.name(dialect.delimiter());
  }

  private List<Cell> cells(int position) {
    return sample.stream().map(record -> record.get(position)).toList();
  }
}
