package io.pergola.builder.input;

import java.nio.charset.StandardCharsets;

/// Finds where a cell begins and ends. This one class knows the rules of quoting; the fast paths of
/// [RowParser] only take what it would take alike.
///
/// The bytes must be followed by a newline at `limit`. An unquoted cell ends before the delimiter
/// or the end of the line (`\n` or `\r\n`); a quote inside it is a character like any other.
final class CellScan {
  /// How a cell ended.
  enum End {
    /// Before a delimiter.
    CELL,
    /// With the record.
    RECORD,
    /// Something stood between the closing quote and the delimiter.
    JUNK,
    /// The closing quote is missing.
    OPEN
  }

  private final Dialect dialect;
  private final long delimiter;
  int begin;
  int end;
  int next;
  boolean quoted;
  boolean escaped;

  CellScan(Dialect dialect) {
    this.dialect = dialect;
    this.delimiter = ByteSearch.pattern(dialect.delimiter());
  }

  /// Sets the fields for the cell that begins at `from`: its content is `begin .. end`, the next
  /// cell or record begins at `next`.
  End scan(byte[] bytes, int from, int limit) {
    quoted = false;
    escaped = false;
    if (dialect.blanks()) return blanks(bytes, from);
    if (dialect.quotes() && bytes[from] == '"') return quoted(bytes, from + 1, limit);
    begin = from;
    return unquoted(bytes, from);
  }

  /// Where the record that begins at `from` ends: the begin of the next.
  int skipRecord(byte[] bytes, int from, int limit) {
    int at = from;
    while (true) {
      End found = scan(bytes, at, limit);
      at = next;
      if (found == End.RECORD || found == End.OPEN || at > limit) return Math.min(at, limit);
      if (found == End.JUNK && bytes[at - 1] == '\n') return Math.min(at, limit);
    }
  }

  /// Whether the record at `from` holds nothing: an empty line, or a comment.
  boolean skippable(byte[] bytes, int from) {
    int at = from;
    if (dialect.blanks()) while (bytes[at] == ' ' || bytes[at] == '\t') at++;
    byte first = bytes[at];
    if (first == '\n' || (first == '\r' && bytes[at + 1] == '\n')) return true;
    return dialect.comments() && (first == '#' || first == '%');
  }

  /// The begin of the line after the one at `from`.
  static int nextLine(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] != '\n') at++;
    return at + 1;
  }

  /// The cell's content, decoded.
  String text(byte[] bytes) {
    String raw = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
    return escaped ? raw.replace("\"\"", "\"") : raw;
  }

  private End unquoted(byte[] bytes, int from) {
    int at = ByteSearch.lineEndOr(delimiter, bytes, from);
    next = at + 1;
    if (bytes[at] == '\n') {
      end = at > from && bytes[at - 1] == '\r' ? at - 1 : at;
      return End.RECORD;
    }
    end = at;
    return End.CELL;
  }

  private End quoted(byte[] bytes, int from, int limit) {
    quoted = true;
    begin = from;
    int at = ByteSearch.quote(bytes, from, limit);
    while (at < limit) {
      // the newline behind the limit is no quote
      if (bytes[at + 1] != '"') return closed(bytes, at);
      escaped = true;
      at = ByteSearch.quote(bytes, at + 2, limit);
    }
    end = limit;
    next = limit;
    return End.OPEN;
  }

  private End closed(byte[] bytes, int quote) {
    end = quote;
    int after = quote + 1;
    if (bytes[after] == dialect.delimiter()) {
      next = after + 1;
      return End.CELL;
    }
    if (bytes[after] == '\r' && bytes[after + 1] == '\n') after++;
    if (bytes[after] == '\n') {
      next = after + 1;
      return End.RECORD;
    }
    unquoted(bytes, after);
    return End.JUNK;
  }

  private End blanks(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] == ' ' || bytes[at] == '\t') at++;
    begin = at;
    while (bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\n') at++;
    end = at > begin && bytes[at] == '\n' && bytes[at - 1] == '\r' ? at - 1 : at;
    while (bytes[at] == ' ' || bytes[at] == '\t') at++;
    if (bytes[at] == '\r' && bytes[at + 1] == '\n') at++;
    if (bytes[at] == '\n') {
      next = at + 1;
      return End.RECORD;
    }
    next = at;
    return End.CELL;
  }
}
