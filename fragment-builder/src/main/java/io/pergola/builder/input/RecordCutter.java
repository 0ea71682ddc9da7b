package io.pergola.builder.input;

/// Finds the end of the last whole record in a buffer that begins with a record.
final class RecordCutter {
  /// Bytes behind the records that parsers may look at.
  static final int SLACK = 16;

  /// The longest record.
  static final int MAX_RECORD = 1 << 27;

  /// Newlines are only looked for near the end, unless there are none.
  private static final int NEAR = 1 << 16;

  private RecordCutter() {}

  static String tooLong() {
    return "has a record of more than %d bytes; is a quote not closed, or is it no text at all?"
        .formatted(MAX_RECORD);
  }

  /// The end of the last record in `bytes[0 .. length)`; 0 if there is no whole record.
  static int cut(Dialect dialect, byte[] bytes, int length) {
    if (!dialect.quotes()) return lastLine(bytes, 0, length);
    int end = cut(dialect, bytes, length, length - NEAR);
    return end > 0 ? end : cut(dialect, bytes, length, 0);
  }

  /// @param near newlines before it do not count
  private static int cut(Dialect dialect, byte[] bytes, int length, int near) {
    int end = 0;
    int at = 0;
    while (true) {
      int quote = opening(dialect, bytes, at, length);
      if (quote > near) end = Math.max(end, lastLine(bytes, at, quote));
      if (quote == length) return end;
      at = closing(bytes, quote + 1, length) + 1;
      if (at > length) return end;
    }
  }

  private static int lastLine(byte[] bytes, int from, int to) {
    for (int at = to; at > from; at--) if (bytes[at - 1] == '\n') return at;
    return 0;
  }

  /// The next quote that begins a cell; `length` if there is none.
  private static int opening(Dialect dialect, byte[] bytes, int from, int length) {
    for (int at = ByteSearch.quote(bytes, from, length);
        at < length;
        at = ByteSearch.quote(bytes, at + 1, length)) {
      if (at == 0 || bytes[at - 1] == '\n' || bytes[at - 1] == dialect.delimiter()) return at;
    }
    return length;
  }

  /// The quote that closes the cell whose content begins at `from`; `length` if there is none, or
  /// if the buffer ends before one can tell.
  private static int closing(byte[] bytes, int from, int length) {
    int at = ByteSearch.quote(bytes, from, length);
    while (at + 1 < length && bytes[at + 1] == '"') at = ByteSearch.quote(bytes, at + 2, length);
    return at + 1 < length ? at : length;
  }
}
