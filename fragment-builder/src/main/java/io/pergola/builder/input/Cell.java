package io.pergola.builder.input;

/// One cell of the sample.
///
/// @param text without quotes
/// @param quoted whether it stood in quotes
record Cell(String text, boolean quoted) {
  boolean isNull() {
    return text.isEmpty() && !quoted;
  }
}
