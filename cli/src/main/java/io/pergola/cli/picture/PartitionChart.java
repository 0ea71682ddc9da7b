package io.pergola.cli.picture;

import io.pergola.builder.PartitionReport;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// A picture of how a graph was cut. Above what was asked for: the share of the edges that is cut,
/// the replication and the balance. Below, for each fragment three bars: its vertices, its edges
/// and the vertices of others that it holds, each kind against its mean, a dashed line.
public final class PartitionChart {
  private static final double WIDTH = 920;
  private static final double MARGIN = 36;
  private static final double TILES = 92;
  private static final double TILE_HEIGHT = 104;
  private static final double PANELS = 256;
  private static final double LABEL = 34;
  private static final double GAP = 28;
  private static final double MOST_ROW = 26;
  private static final double LEAST_ROW = 4;
  private static final double ROWS_HEIGHT = 640;

  private final PartitionReport report;
  private final int count;
  private final double row;
  private final Svg svg = new Svg();

  private PartitionChart(PartitionReport report) {
    this.report = report;
    this.count = report.fragments().size();
    this.row = Math.clamp(ROWS_HEIGHT / Math.max(1, count), LEAST_ROW, MOST_ROW);
  }

  /// The picture as SVG.
  public static String svg(PartitionReport report) {
    return new PartitionChart(report).draw();
  }

  private record Panel(String name, ToLongFunction<PartitionReport.Part> value) {}

  private static final List<Panel> PARTS =
      List.of(
          new Panel("vertices", PartitionReport.Part::vertices),
          new Panel("edges", PartitionReport.Part::entries),
          new Panel("vertices of others", PartitionReport.Part::outer));

  private String draw() {
    double height = PANELS + count * row + MARGIN;
    svg.open(
        "svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" font-family=\"Helvetica, Arial, sans-serif\" role=\"img\"",
        WIDTH, height, WIDTH, height);
    svg.add("rect width=\"100%%\" height=\"100%%\" fill=\"%s\"", Palette.PAPER);
    text(MARGIN, 48, 22, Palette.INK, count == 1 ? "One fragment" : count + " fragments");
    text(
        MARGIN,
        72,
        13,
        Palette.MUTED,
        "%,d vertices, %,d edges; dashed: the mean of a fragment"
            .formatted(sum(PARTS.getFirst()), report.edges()));
    tiles();
    for (int i = 0; i < PARTS.size(); i++) panel(PARTS.get(i), i);
    return svg.close("svg").toString();
  }

  private void tiles() {
    double balance = Math.max(report.vertexBalance(), report.edgeBalance());
    String what = report.edgeBalance() >= report.vertexBalance() ? "edges" : "vertices";
    tile(0, number("%.1f %%", 100 * report.edgeCut()), "of the edges are cut", report.edgeCut());
    tile(
        1,
        number("%.2f ×", report.replication()),
        "fragments hold a vertex, on average",
        (report.replication() - 1) / Math.max(1, count - 1));
    tile(
        2,
        number("%.2f ×", balance),
        "largest fragment to mean, in " + what,
        (balance - 1) / Math.max(1, count - 1));
  }

  /// @param share of the worst that there can be
  private void tile(int index, String value, String caption, double share) {
    double x = left(index);
    double wide = panelWidth();
    svg.add(
        "rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"8\" fill=\"%s\"",
        x, TILES, wide, TILE_HEIGHT, Palette.LAND);
    text(x + 16, TILES + 44, 30, Palette.INK, value);
    text(x + 16, TILES + 68, 12.5, Palette.MUTED, caption);
    double bar = wide - 32;
    bar(x + 16, TILES + 82, bar, 5, Palette.COAST);
    bar(x + 16, TILES + 82, bar * Math.clamp(share, 0, 1), 5, Palette.fragment(1));
  }

  private void panel(Panel panel, int index) {
    double x = left(index);
    double wide = panelWidth() - LABEL;
    long most = 1;
    for (PartitionReport.Part part : report.fragments()) {
      most = Math.max(most, panel.value().applyAsLong(part));
    }
    text(x + LABEL, PANELS - 22, 14, Palette.INK, panel.name());
    for (int fid = 0; fid < count; fid++) {
      long value = panel.value().applyAsLong(report.fragments().get(fid));
      bar(panel, fid, x, wide * value / most);
    }
    double mean = x + LABEL + wide * sum(panel) / Math.max(1, count) / most;
    if (count > 1 && sum(panel) > 0) {
      svg.add(
          "line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-dasharray=\"4 3\"",
          mean, PANELS - 10, mean, PANELS + count * row, Palette.INK);
    }
  }

  private void bar(Panel panel, int fid, double x, double length) {
    double y = PANELS + fid * row;
    double thick = row * 0.78;
    bar(x + LABEL, y, Math.max(1, length), thick, Palette.fragment(fid));
    if (row < 14) return;
    double base = y + thick / 2 + 4;
    svg.text(
        Integer.toString(fid),
        "text x=\"%s\" y=\"%s\" font-size=\"12\" text-anchor=\"end\" fill=\"%s\"",
        x + LABEL - 8,
        base,
        Palette.MUTED);
    String value = "%,d".formatted(panel.value().applyAsLong(report.fragments().get(fid)));
    boolean inside = length > 9.0 * value.length() + 12;
    svg.text(
        value,
        "text x=\"%s\" y=\"%s\" font-size=\"12\" fill=\"%s\"",
        x + LABEL + (inside ? 8 : length + 6),
        base,
        inside ? Palette.PAPER : Palette.INK);
  }

  private void bar(double x, double y, double width, double height, String color) {
    svg.add(
        "rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\" fill=\"%s\"",
        x, y, width, height, color);
  }

  private void text(double x, double y, double size, String color, String content) {
    svg.text(content, "text x=\"%s\" y=\"%s\" font-size=\"%s\" fill=\"%s\"", x, y, size, color);
  }

  private long sum(Panel panel) {
    return report.fragments().stream().mapToLong(panel.value()).sum();
  }

  private static double panelWidth() {
    return (WIDTH - 2 * MARGIN - (PARTS.size() - 1) * GAP) / PARTS.size();
  }

  private static double left(int index) {
    return MARGIN + index * (panelWidth() + GAP);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
