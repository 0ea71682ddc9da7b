package io.pergola.builder.input;

/// How the records of a file are cut into cells.
///
/// @param delimiter between two cells; [#BLANKS] for any run of spaces and tabs
/// @param quotes whether a cell that begins with `"` goes on to the closing `"` (RFC 4180: a quote
///   inside is doubled; delimiters and newlines inside belong to the cell)
/// @param comments whether lines that begin with `#` or `%` are skipped
record Dialect(byte delimiter, boolean quotes, boolean comments) {
  /// The delimiter that stands for any run of spaces and tabs.
  static final byte BLANKS = 0;

  boolean blanks() {
    return delimiter == BLANKS;
  }

  Dialect withDelimiter(byte other) {
    return new Dialect(other, quotes && other != BLANKS, comments);
  }

  Dialect withQuotes(boolean wanted) {
    return new Dialect(delimiter, wanted, comments);
  }

  /// How a delimiter is spelled for users.
  static String name(byte delimiter) {
    return switch (delimiter) {
      case BLANKS -> "blanks";
      case '\t' -> "tab";
      default -> "'" + (char) delimiter + "'";
    };
  }
}
