package io.pergola.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A table for people: a line of headings, then rows; numbers stand on the right.
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();

  TextTable(String... headings) {
    rows.add(List.of(headings));
    for (int i = 0; i < headings.length; i++) numeric.add(true);
  }

  /// Adds a row: text as it is, whole numbers with separators, sizes with their unit.
  TextTable row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      row.add(text(cells[i]));
      boolean number = cells[i] instanceof Number || cells[i] instanceof ByteSize;
      if (!number && !row.getLast().isEmpty()) numeric.set(i, false);
    }
    rows.add(row);
    return this;
  }

  private static String text(Object cell) {
    return switch (cell) {
      case Number whole -> String.format(Locale.ROOT, "%,d", whole.longValue());
      case ByteSize size -> ByteSize.human(size.bytes());
      default -> cell.toString();
    };
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  void print(PrintWriter out) {
    out.println(this);
  }

  @Override
  public String toString() {
    return rows.stream().map(this::line).collect(Collectors.joining("\n"));
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String gap = " ".repeat(width(i) - row.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(rightAligned(i) ? gap + row.get(i) : row.get(i) + gap);
    }
    return line.toString().stripTrailing();
  }

  private boolean rightAligned(int column) {
    return numeric.get(column) && rows.size() > 1;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
