package io.pergola.builder.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the head of a text file: finds delimiter and header, and takes a sample.
final class TableHead {
  private static final int SAMPLE_RECORDS = 10_000;
  private static final String DELIMITERS = ",\t;|";

  private final TextHead head;
  private final Format format;
  private final InputOptions options;
  private final byte[] bytes;
  private final int limit;

  TableHead(TextHead head, Format format, InputOptions options) {
    this.head = head;
    this.format = format;
    this.options = options;
    this.bytes = head.bytes;
    this.limit = head.limit;
  }

  /// What the head says.
  ///
  /// @param header whether the columns have names
  /// @param dataAt where the first record begins
  /// @param sample the first records, those with as many cells as there are columns
  record Found(
      Dialect dialect,
      List<ColumnHead> columns,
      boolean header,
      long dataAt,
      List<List<Cell>> sample) {}

  Found read() {
    Dialect dialect = dialect();
    CellScan scan = new CellScan(dialect);
    int first = skipEmpty(scan, head.begin);
    List<Cell> cells = first < limit ? record(scan, first) : List.of();
    boolean own = hasHeader(cells);
    if (own && cells.isEmpty()) {
      throw head.bad("holds nothing but empty lines; expected a header");
    }
    int data = Math.min(own ? scan.next : first, limit);
    boolean elsewhere = options.headerFile().isPresent();
    List<ColumnHead> columns = own && !elsewhere ? columns(texts(cells)) : given(cells.size());
    boolean named = own || elsewhere;
    return new Found(dialect, columns, named, data, sample(scan, data, columns.size()));
  }

  /// The header in a file of its own, if there is one.
  private List<ColumnHead> given(int count) {
    if (options.headerFile().isEmpty()) return positions(Math.max(count, 1));
    Path file = options.headerFile().get();
    try (ByteSource text = Compression.of(file).open(file)) {
      TableHead other = new TableHead(TextHead.read(text), format, options);
      CellScan scan = new CellScan(other.dialect());
      return other.columns(texts(other.record(scan, other.skipEmpty(scan, other.head.begin))));
    }
  }

  private static List<String> texts(List<Cell> cells) {
    return cells.stream().map(cell -> cell.text().strip()).toList();
  }

  private List<ColumnHead> columns(List<String> names) {
    boolean typed = format == Format.NEO4J || format == Format.NEPTUNE;
    if (typed || options.headerFile().isPresent() || TypedHeader.matches(names)) {
      List<ColumnHead> heads = TypedHeader.read(names);
      requireNames(heads.stream().map(ColumnHead::name).toList());
      return heads;
    }
    List<String> distinct = endsApart(names);
    requireNames(distinct);
    return distinct.stream().map(ColumnHead::named).toList();
  }

  /// LDBC calls both ends of an edge alike: `Person.id|Person.id|since`.
  private static List<String> endsApart(List<String> names) {
    if (names.size() < 2 || !names.get(0).equals(names.get(1))) return names;
    List<String> apart = new ArrayList<>(names);
    if (names.get(0).endsWith(".id")) apart.set(1, names.get(1) + "_2");
    return apart;
  }

  private void requireNames(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        throw head.bad("column %d has no name in the header %s; name it".formatted(i, names));
      }
      if (!seen.add(names.get(i))) {
        throw head.bad("two columns are named '%s'; rename one".formatted(names.get(i)));
      }
    }
  }

  private static List<ColumnHead> positions(int count) {
    List<ColumnHead> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) columns.add(ColumnHead.named(Integer.toString(i)));
    return columns;
  }

  private Dialect dialect() {
    Dialect dialect = format.dialect();
    if (options.delimiter().isPresent()) {
      boolean quotes = dialect.quotes();
      dialect = dialect.withDelimiter(options.delimiter().get()).withQuotes(quotes);
    } else if (format == Format.CSV || format == Format.NEO4J || format == Format.NEPTUNE) {
      dialect = dialect.withDelimiter(sniff(dialect));
    } else if (format == Format.EDGELIST) {
      dialect = sniffEdges(dialect);
    }
    return options.quote().map(dialect::withQuotes).orElse(dialect);
  }

  /// The delimiter that occurs most often in the first record, outside of quotes.
  private byte sniff(Dialect dialect) {
    byte best = dialect.delimiter();
    int most = 1;
    for (int i = 0; i < DELIMITERS.length(); i++) {
      byte candidate = (byte) DELIMITERS.charAt(i);
      CellScan scan = new CellScan(dialect.withDelimiter(candidate));
      int from = skipEmpty(scan, head.begin);
      int cells = from < limit ? record(scan, from).size() : 0;
      if (cells > most) {
        most = cells;
        best = candidate;
      }
    }
    return best;
  }

  /// Blanks, unless the first record has none but commas.
  private Dialect sniffEdges(Dialect dialect) {
    CellScan scan = new CellScan(dialect);
    int from = skipEmpty(scan, head.begin);
    if (from >= limit || record(scan, from).size() > 1) return dialect;
    Dialect commas = dialect.withDelimiter((byte) ',');
    return record(new CellScan(commas), from).size() > 1 ? commas : dialect;
  }

  private int skipEmpty(CellScan scan, int begin) {
    int at = begin;
    while (at < limit && scan.skippable(bytes, at)) at = CellScan.nextLine(bytes, at);
    return at;
  }

  private boolean hasHeader(List<Cell> cells) {
    if (options.headerFile().isPresent()) return options.header().orElse(false);
    if (options.header().isPresent()) return options.header().get();
    if (format == Format.NEO4J || format == Format.NEPTUNE) return true;
    return format.mayHaveHeader() && cells.stream().noneMatch(TableHead::isNumber);
  }

  private static boolean isNumber(Cell cell) {
    return cell.text().strip().matches("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?");
  }

  /// The cells of the record at `from`; empty if it is malformed. Leaves `scan` behind it.
  private List<Cell> record(CellScan scan, int from) {
    List<Cell> cells = new ArrayList<>();
    int at = from;
    while (true) {
      CellScan.End end = scan.scan(bytes, at, limit);
      if (end == CellScan.End.JUNK || end == CellScan.End.OPEN) {
        scan.next = scan.skipRecord(bytes, from, limit);
        return List.of();
      }
      cells.add(new Cell(scan.text(bytes), scan.quoted));
      if (end == CellScan.End.RECORD) return cells;
      at = scan.next;
    }
  }

  /// The first records of a text without a header.
  List<List<Cell>> sample(int columns) {
    return sample(new CellScan(format.dialect()), head.begin, columns);
  }

  private List<List<Cell>> sample(CellScan scan, int from, int columns) {
    List<List<Cell>> sample = new ArrayList<>();
    int at = skipEmpty(scan, from);
    while (at < limit && sample.size() < SAMPLE_RECORDS) {
      List<Cell> cells = record(scan, at);
      if (cells.size() == columns) sample.add(cells);
      at = skipEmpty(scan, scan.next);
    }
    return sample;
  }
}
