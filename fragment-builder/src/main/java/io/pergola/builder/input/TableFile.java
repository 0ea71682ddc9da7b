package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A file with a table, whose head was looked at: names of the columns, a sample of records.
public final class TableFile {
  private final Path path;
  private final long size;
  private final Format format;
  private final Shape shape;
  private final List<List<Cell>> sample;
  private final Contents contents;

  /// What the head of a file says.
  ///
  /// @param columns in the order of the file
  /// @param header whether the columns have names
  /// @param entries how many records there must be; −1 if that is not said
  /// @param symmetric whether edges have no direction
  record Shape(List<ColumnHead> columns, boolean header, long entries, boolean symmetric) {
    static Shape of(List<ColumnHead> columns, boolean header) {
      return new Shape(List.copyOf(columns), header, -1, false);
    }
  }

  /// @param sample the first records
  TableFile(Path path, Format format, Shape shape, List<List<Cell>> sample, Contents contents) {
    this.path = path;
    this.size = path.toFile().length();
    this.format = format;
    this.shape = shape;
    this.sample = List.copyOf(sample);
    this.contents = contents;
  }

  /// Looks at the head of a file with vertices.
  ///
  /// @throws LoadException.BadFile if it can't be read or has no such head as its format wants
  public static TableFile ofVertices(Path path, InputOptions options) {
    return TableOpener.open(path, options, false);
  }

  /// Looks at the head of a file with edges.
  ///
  /// @throws LoadException.BadFile if it can't be read or has no such head as its format wants
  public static TableFile ofEdges(Path path, InputOptions options) {
    return TableOpener.open(path, options, true);
  }

  /// The same, with only the records of a label, where the file says which records are.
  public TableFile only(String label) {
    int position = positionOf(ColumnHead.Role.LABEL).orElse(-1);
    if (position < 0 || !(contents instanceof TextContents text)) return this;
    LabelFilter filter = new LabelFilter(position, label);
    List<List<Cell>> wanted =
        sample.stream().filter(record -> filter.accepts(record.get(position).text())).toList();
    return new TableFile(path, format, shape, wanted, text.only(filter));
  }

  /// Where it is.
  public Path path() {
    return path;
  }

  /// Bytes on disk.
  public long size() {
    return size;
  }

  /// What kind of file it is.
  public Format format() {
    return format;
  }

  /// The names in the header, else "0", "1", …
  public List<String> columns() {
    return shape.columns().stream().map(ColumnHead::name).toList();
  }

  /// What the head says of the columns.
  public List<ColumnHead> heads() {
    return shape.columns();
  }

  /// Whether the columns have names.
  public boolean header() {
    return shape.header();
  }

  /// Whether edges have no direction: a symmetric matrix.
  public boolean symmetric() {
    return shape.symmetric();
  }

  /// How many records the head promises; nothing if it does not say.
  public Optional<Long> entries() {
    return shape.entries() < 0 ? Optional.empty() : Optional.of(shape.entries());
  }

  /// The records.
  Contents contents() {
    return contents;
  }

  /// Turns the offsets of records into lines.
  public LineFinder lines() {
    return contents.lines();
  }

  /// The position of the first column of a role.
  public Optional<Integer> positionOf(ColumnHead.Role role) {
    for (int i = 0; i < shape.columns().size(); i++) {
      if (shape.columns().get(i).role() == role) return Optional.of(i);
    }
    return Optional.empty();
  }

  /// The position of the column that a user means: its name, else its position.
  public Optional<Integer> find(String nameOrPosition) {
    int named = columns().indexOf(nameOrPosition);
    if (named >= 0) return Optional.of(named);
    if (!nameOrPosition.matches("[0-9]{1,6}")) return Optional.empty();
    int position = Integer.parseInt(nameOrPosition);
    return position < shape.columns().size() ? Optional.of(position) : Optional.empty();
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
                header()
                    ? "there is no column '%s'; there are %s".formatted(nameOrPosition, columns())
                    : "there is no column '%s'; there are %d, counted from 0"
                        .formatted(nameOrPosition, columns().size())));
  }

  /// The type that the head gives to a column.
  public Optional<PropertyType> type(int position) {
    return shape.columns().get(position).type();
  }

  /// The type that the sample suggests for a property; nothing if the sample has no value.
  public Optional<PropertyType> guessProperty(int position) {
    return TypeGuess.ofProperty(cells(position));
  }

  /// The type that the head or the sample suggests for ids: INT64 or STRING.
  public PropertyType guessIds(int position) {
    if (format.isColumnar()) {
      boolean whole = type(position).filter(PropertyType::isInteger).isPresent();
      return whole ? PropertyType.INT64 : PropertyType.STRING;
    }
    return TypeGuess.ofIds(cells(position));
  }

  /// Whether anything is known of the records.
  public boolean hasSample() {
    return format.isColumnar() || !sample.isEmpty();
  }

  /// What separates the cells, in words.
  public String delimiterName() {
    return contents instanceof TextContents text
        ? Dialect.name(text.dialect().delimiter())
        : "columns";
  }

  private List<Cell> cells(int position) {
    return sample.stream().map(record -> record.get(position)).toList();
  }
}
