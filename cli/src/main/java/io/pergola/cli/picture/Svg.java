package io.pergola.cli.picture;

import java.util.List;
import java.util.Locale;

/// Writes SVG elements, one a line.
final class Svg {
  private final StringBuilder text = new StringBuilder();

  /// Opens an element with its attributes as they stand in SVG; `%s` is for strings, which are
  /// escaped, and numbers, which are cut to two decimals.
  Svg open(String element, Object... values) {
    text.append('<').append(fill(element, values)).append(">\n");
    return this;
  }

  Svg close(String name) {
    text.append("</").append(name).append(">\n");
    return this;
  }

  /// An element without content.
  Svg add(String element, Object... values) {
    text.append('<').append(fill(element, values)).append("/>\n");
    return this;
  }

  /// An element with text in it.
  Svg text(String content, String element, Object... values) {
    text.append('<').append(fill(element, values)).append('>').append(escape(content));
    text.append("</").append(element, 0, (element + " ").indexOf(' ')).append(">\n");
    return this;
  }

  /// The `d` of a path through the points.
  static String path(List<Point> points, boolean closed) {
    StringBuilder d = new StringBuilder();
    for (Point point : points) {
      d.append(d.isEmpty() ? 'M' : 'L').append(number(point.x())).append(' ');
      d.append(number(point.y()));
    }
    return closed ? d.append('Z').toString() : d.toString();
  }

  /// A number as SVG has it, with at most one decimal: the picture is measured in pixels.
  static String number(double value) {
    long tenths = Math.round(value * 10);
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String fill(String element, Object... values) {
    Object[] written = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      written[i] =
          switch (value) {
            case Double decimal -> number(decimal);
            default -> escape(value.toString());
          };
    }
    return String.format(Locale.ROOT, element, written);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
