package io.pergola.builder.input;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the head of a file: finds delimiter and header, and takes a sample.
final class TableHead {
  private static final int HEAD_BYTES = 1 << 20;
  private static final int SAMPLE_RECORDS = 10_000;
  private static final String DELIMITERS = ",\t;|";

  private final TextFile file;
  private final InputOptions options;
  private final Format format;
  private byte[] bytes = new byte[0];
  private int limit;

  TableHead(TextFile file, InputOptions options) {
    this.file = file;
    this.options = options;
    this.format = options.format().orElseGet(() -> Format.of(file.path()));
  }

  TableFile read() {
    fill();
    int begin = skipMark();
    Dialect dialect = dialect(begin);
    CellScan scan = new CellScan(dialect);
    int first = skipEmpty(scan, begin);
    List<Cell> head = first < limit ? record(scan, first) : List.of();
    boolean header = hasHeader(head);
    if (header && head.isEmpty()) throw bad("holds nothing but empty lines; expected a header");
    List<String> columns = header ? names(head) : positions(Math.max(head.size(), 1));
    int data = header ? scan.next : first;
    return new TableFile(
        file,
        format,
        dialect,
        columns,
        header,
        Math.min(data, limit),
        sample(scan, Math.min(data, limit), columns.size()));
  }

  /// Takes whole records from the begin of the file: at least one.
  private void fill() {
    for (int want = HEAD_BYTES; ; want *= 2) {
      int length = (int) Math.min(want, file.size());
      bytes = new byte[length + RecordCutter.SLACK];
      file.read(0, bytes, 0, length);
      requireText(length);
      limit = length == file.size() ? length : lastLine(length);
      if (limit > 0) break;
      if (want >= RecordCutter.MAX_RECORD) throw bad(RecordCutter.tooLong());
    }
    bytes[limit] = '\n';
  }

  /// The end of the last line that is there as a whole. It may lie within quotes: then the sample
  /// has one record less.
  private int lastLine(int length) {
    int at = length;
    while (at > 0 && bytes[at - 1] != '\n') at--;
    return at;
  }

  private void requireText(int length) {
    boolean marked = length >= 2 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe;
    for (int i = 0; i < length && !marked; i++) marked = bytes[i] == 0;
    if (marked) {
      throw bad("is not UTF-8 text: it looks like UTF-16 or a binary file; convert it to UTF-8");
    }
  }

  /// Skips the byte order mark that some editors put in front.
  private int skipMark() {
    boolean marked =
        limit >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
    return marked ? 3 : 0;
  }

  private Dialect dialect(int begin) {
    Dialect dialect = format.dialect();
    if (options.delimiter().isPresent()) {
      boolean quotes = dialect.quotes();
      dialect = dialect.withDelimiter(options.delimiter().get()).withQuotes(quotes);
    } else if (format == Format.CSV) {
      dialect = dialect.withDelimiter(sniff(dialect, begin));
    } else if (format == Format.EDGELIST) {
      dialect = sniffEdges(dialect, begin);
    }
    return options.quote().map(dialect::withQuotes).orElse(dialect);
  }

  /// The delimiter that occurs most often in the first record, outside of quotes.
  private byte sniff(Dialect dialect, int begin) {
    byte best = dialect.delimiter();
    int most = 1;
    for (int i = 0; i < DELIMITERS.length(); i++) {
      byte candidate = (byte) DELIMITERS.charAt(i);
      CellScan scan = new CellScan(dialect.withDelimiter(candidate));
      int from = skipEmpty(scan, begin);
      int cells = from < limit ? record(scan, from).size() : 0;
      if (cells > most) {
        most = cells;
        best = candidate;
      }
    }
    return best;
  }

  /// Blanks, unless the first record has none but commas.
  private Dialect sniffEdges(Dialect dialect, int begin) {
    CellScan scan = new CellScan(dialect);
    int from = skipEmpty(scan, begin);
    if (from >= limit || record(scan, from).size() > 1) return dialect;
    Dialect commas = dialect.withDelimiter((byte) ',');
    return record(new CellScan(commas), from).size() > 1 ? commas : dialect;
  }

  private int skipEmpty(CellScan scan, int begin) {
    int at = begin;
    while (at < limit && scan.skippable(bytes, at)) at = CellScan.nextLine(bytes, at);
    return at;
  }

  private boolean hasHeader(List<Cell> head) {
    if (options.header().isPresent()) return options.header().get();
    return format.mayHaveHeader() && head.stream().noneMatch(TableHead::isNumber);
  }

  private static boolean isNumber(Cell cell) {
    return cell.text().strip().matches("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?");
  }

  private List<String> names(List<Cell> head) {
    List<String> names = head.stream().map(cell -> cell.text().strip()).toList();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        throw bad("column %d has no name in the header %s; name it".formatted(i, names));
      }
      if (!seen.add(names.get(i))) {
        throw bad("two columns are named '%s'; rename one".formatted(names.get(i)));
      }
    }
    return names;
  }

  private static List<String> positions(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) names.add(Integer.toString(i));
    return names;
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

  private LoadException.BadFile bad(String message) {
    return new LoadException.BadFile(file.path(), message);
  }
}
