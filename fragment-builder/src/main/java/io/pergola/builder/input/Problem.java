package io.pergola.builder.input;

/// A record that can't be loaded.
///
/// @param file its index in the scan
/// @param offset where in the file the cell, or else the record, begins
/// @param column its index among the wanted columns; −1 if it is none of them, or the record as a
///   whole
/// @param name the name of the column; empty if it is the record as a whole
/// @param value the cell as written; empty if it is the record as a whole
/// @param reason completes "value …": "is not an int64"
/// @param remedy what to do about it
public record Problem(
    int file, long offset, int column, String name, String value, String reason, String remedy) {
  /// Cells are shortened to this many characters.
  private static final int MAX_VALUE = 100;

  /// Shortens the value.
  public Problem {
    if (value.length() > MAX_VALUE) value = value.substring(0, MAX_VALUE) + "…";
  }

  /// The sentence for people, without the place.
  public String message() {
    String subject = name.isEmpty() ? "the record " : "'" + value + "' ";
    return subject + reason + "; " + remedy;
  }
}
