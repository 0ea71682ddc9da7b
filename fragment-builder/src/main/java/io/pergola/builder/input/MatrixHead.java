package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The head of a Matrix Market file: the banner `%%MatrixMarket matrix coordinate FIELD SYMMETRY`,
/// comments, and a line with the numbers of rows, columns and entries.
///
/// @param columns row, column and, unless it is a pattern, weight
/// @param dataAt where the entries begin
/// @param entries how many there are
/// @param symmetric whether an entry stands for its mirror image too
record MatrixHead(List<ColumnHead> columns, long dataAt, long entries, boolean symmetric) {
  private static final String EXPECTED =
      "expected '%%MatrixMarket matrix coordinate pattern|integer|real general|symmetric'";

  static MatrixHead read(TextHead head) {
    int at = head.begin;
    int end = lineEnd(head, at);
    String[] banner = line(head, at, end).strip().toLowerCase(Locale.ROOT).split("\\s+");
    if (banner.length != 5 || !banner[0].equals("%%matrixmarket")) {
      throw head.bad(
          "begins with '%s', %s".formatted(line(head, at, Math.min(end, at + 80)), EXPECTED));
    }
    Optional<PropertyType> weight = weight(head, banner);
    do {
      at = end + 1;
      if (at >= head.limit) throw head.bad("ends before its line of sizes: 'rows columns entries'");
      end = lineEnd(head, at);
    } while (head.bytes[at] == '%' || line(head, at, end).isBlank());
    List<ColumnHead> columns = new ArrayList<>();
    columns.add(ColumnHead.typed("row", PropertyType.INT64));
    columns.add(ColumnHead.typed("column", PropertyType.INT64));
    weight.ifPresent(type -> columns.add(ColumnHead.typed("weight", type)));
    long entries = entries(head, line(head, at, end));
    return new MatrixHead(
        columns, Math.min(end + 1L, head.limit), entries, banner[4].equals("symmetric"));
  }

  private static Optional<PropertyType> weight(TextHead head, String[] banner) {
    boolean known = banner[1].equals("matrix") && banner[2].equals("coordinate");
    boolean symmetry = banner[4].equals("general") || banner[4].equals("symmetric");
    if (known && symmetry) {
      switch (banner[3]) {
        case "pattern" -> {
          return Optional.empty();
        }
        case "integer" -> {
          return Optional.of(PropertyType.INT64);
        }
        case "real", "double" -> {
          return Optional.of(PropertyType.DOUBLE);
        }
        default -> {}
      }
    }
    throw head.bad(
        "holds a '%s', which is no graph with plain weights; %s"
            .formatted(String.join(" ", banner), EXPECTED));
  }

  private static long entries(TextHead head, String line) {
    String[] sizes = line.strip().split("\\s+");
    if (sizes.length == 3
        && String.join("", sizes).matches("[0-9]{3,54}")
        && sizes[2].length() < 19) {
      return Long.parseLong(sizes[2]);
    }
    throw head.bad("has the sizes '%s', expected 'rows columns entries'".formatted(line.strip()));
  }

  private static int lineEnd(TextHead head, int from) {
    int at = from;
    while (at < head.limit && head.bytes[at] != '\n') at++;
    return at;
  }

  private static String line(TextHead head, int from, int to) {
    return new String(head.bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
