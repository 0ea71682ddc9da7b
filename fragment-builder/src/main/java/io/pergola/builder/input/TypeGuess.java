package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Guesses a column's type from a sample: the first of bool, int64, double, date, timestamp that
/// all its cells are, else string. Numbers with leading zeros are codes, not numbers.
final class TypeGuess {
  private static final List<PropertyType> CANDIDATES =
      List.of(
          PropertyType.INT64,
          PropertyType.DOUBLE,
          PropertyType.DATE,
          PropertyType.TIMESTAMP_US,
          PropertyType.TIMESTAMP_NS);

  private TypeGuess() {}

  /// The type of property cells; nothing if all are empty.
  static Optional<PropertyType> ofProperty(List<Cell> cells) {
    List<Cell> values = cells.stream().filter(cell -> !cell.text().isEmpty()).toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(ofValues(values));
  }

  private static PropertyType ofValues(List<Cell> values) {
    if (values.stream().anyMatch(TypeGuess::isCode)) return PropertyType.STRING;
    if (values.stream().allMatch(TypeGuess::isTruth)) return PropertyType.BOOL;
    CellReader reader = new CellReader();
    for (PropertyType type : CANDIDATES) {
      if (values.stream().allMatch(cell -> fits(cell, type, reader))) return type;
    }
    return PropertyType.STRING;
  }

  /// The type of ids: int64 if all are whole numbers (in range or not), else string.
  static PropertyType ofIds(List<Cell> cells) {
    boolean numbers =
        cells.stream().allMatch(cell -> isWhole(cell.text().strip()) && !isCode(cell));
    return numbers ? PropertyType.INT64 : PropertyType.STRING;
  }

  private static boolean isTruth(Cell cell) {
    return cell.text().equalsIgnoreCase("true") || cell.text().equalsIgnoreCase("false");
  }

  private static boolean fits(Cell cell, PropertyType type, CellReader reader) {
    byte[] bytes = cell.text().getBytes(StandardCharsets.UTF_8);
    return reader.read(type, bytes, 0, bytes.length);
  }

  private static boolean isWhole(String text) {
    int first = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    for (int i = first; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
    }
    return text.length() > first;
  }

  private static boolean isCode(Cell cell) {
    String text = cell.text().strip();
    return text.length() > 1 && text.charAt(0) == '0' && isWhole(text);
  }
}
