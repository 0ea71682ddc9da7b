package io.pergola.cli.picture;

import io.pergola.builder.PartitionReport;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// A picture of how a graph was cut: for each fragment three bars, its vertices, its edges and the
/// vertices of others that it holds, each against the largest of its kind.
public final class PartitionChart {
  private static final int WIDTH = 640;
  private static final int LEFT = 60;
  private static final int ROW = 18;
  private static final int HEAD = 64;
  private static final List<String> COLORS = List.of("#31688e", "#35b779", "#c7c7c7");
  private static final List<String> NAMES = List.of("vertices", "edges", "outer vertices");

  private PartitionChart() {}

  /// The picture as SVG.
  public static String svg(PartitionReport report) {
    int height = HEAD + report.fragments().size() * (3 * ROW + 10) + 10;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">\n"
            .formatted(WIDTH, height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(svg, 10, 20, summary(report));
    for (int i = 0; i < NAMES.size(); i++) {
      rect(svg, LEFT + i * 140, 34, 12, COLORS.get(i));
      text(svg, LEFT + 18 + i * 140, 45, NAMES.get(i));
    }
    for (int fid = 0; fid < report.fragments().size(); fid++) bars(svg, report, fid);
    return svg.append("</svg>\n").toString();
  }

  private static String summary(PartitionReport report) {
    return String.format(
        Locale.ROOT,
        "%d fragments: %.1f %% of the edges cut, replication %.2f, balance %.2f (vertices) %.2f (edges)",
        report.fragments().size(),
        100 * report.edgeCut(),
        report.replication(),
        report.vertexBalance(),
        report.edgeBalance());
  }

  private static void bars(StringBuilder svg, PartitionReport report, int fid) {
    List<ToLongFunction<PartitionReport.Part>> kinds =
        List.of(
            PartitionReport.Part::vertices,
            PartitionReport.Part::entries,
            PartitionReport.Part::outer);
    int top = HEAD + fid * (3 * ROW + 10);
    text(svg, 10, top + ROW * 2, Integer.toString(fid));
    for (int i = 0; i < kinds.size(); i++) {
      long most = report.fragments().stream().mapToLong(kinds.get(i)).max().orElse(0);
      long value = kinds.get(i).applyAsLong(report.fragments().get(fid));
      int length = most == 0 ? 0 : (int) (value * (WIDTH - LEFT - 110) / most);
      rect(svg, LEFT, top + i * ROW, Math.max(1, length), COLORS.get(i));
      text(svg, LEFT + length + 6, top + i * ROW + 11, String.format(Locale.ROOT, "%,d", value));
    }
  }

  private static void rect(StringBuilder svg, int x, int y, int width, String color) {
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" fill=\"%s\"/>\n"
            .formatted(x, y, width, color));
  }

  private static void text(StringBuilder svg, int x, int y, String text) {
    svg.append("<text x=\"%d\" y=\"%d\">%s</text>\n".formatted(x, y, text));
  }
}
