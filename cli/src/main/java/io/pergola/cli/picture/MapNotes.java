package io.pergola.cli.picture;

import io.pergola.cli.picture.FlightMap.Link;
import io.pergola.cli.picture.FlightMap.Site;
import java.util.ArrayList;
import java.util.List;

/// The words around the map: title, codes of the largest airports, the ten first, the legend.
final class MapNotes {
  private static final double LEFT = 1112;
  private static final double RIGHT = 1352;

  private static final double SMALLEST_WITH_CODE = 11;

  private final Svg svg;
  private final List<Site> sites;
  private final List<Link> links;

  MapNotes(Svg svg, List<Site> sites, List<Link> links) {
    this.svg = svg;
    this.sites = sites;
    this.links = links;
  }

  void draw() {
    title();
    codes();
    topTen();
    legend();
  }

  private void title() {
    svg.text(
        "Where the flights lead",
        "text x=\"48\" y=\"70\" font-family=\"Georgia,DejaVu Serif,serif\" font-size=\"34\" fill=\"%s\"",
        Palette.INK);
    svg.text(
        "Airports of the United States in 2001, sized by PageRank and colored by the fragment that owns them",
        "text x=\"49\" y=\"98\" font-size=\"14\" fill=\"%s\"",
        Palette.MUTED);
    svg.text(
        "Data: US Bureau of Transportation Statistics. Drawn by pergola demo.",
        "text x=\"49\" y=\"832\" font-size=\"11\" fill=\"%s\"",
        Palette.MUTED);
  }

  /// The code of each airport that is large enough to hold it, unless it would cover another one.
  private void codes() {
    List<Site> written = new ArrayList<>();
    svg.open(
        "g fill=\"#fff\" text-anchor=\"middle\" font-weight=\"600\" stroke-width=\"2.6\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
    for (Site site : sites) {
      if (site.radius() < SMALLEST_WITH_CODE) break;
      if (written.stream().anyMatch(other -> touches(site, other))) continue;
      written.add(site);
      double size = codeSize(site);
      svg.text(
          site.airport().code(),
          "text x=\"%s\" y=\"%s\" font-size=\"%s\" stroke=\"%s\"",
          site.at().x(),
          site.at().y() + size * 0.36,
          size,
          Palette.fragment(site.airport().fid()));
    }
    svg.close("g");
  }

  private static double codeSize(Site site) {
    return site.radius() * 0.62;
  }

  private static boolean touches(Site one, Site other) {
    double size = codeSize(one) + codeSize(other);
    return Math.abs(one.at().x() - other.at().x()) < 1.15 * size
        && Math.abs(one.at().y() - other.at().y()) < 0.5 * size;
  }

  private void topTen() {
    heading("TOP TEN BY PAGERANK", 190);
    double largest = sites.isEmpty() ? 1 : sites.getFirst().airport().rank();
    double y = 222;
    for (Site site : sites.stream().limit(10).toList()) {
      Airport airport = site.airport();
      svg.text(
          airport.code(),
          "text x=\"%s\" y=\"%s\" font-size=\"12\" font-weight=\"600\" fill=\"%s\"",
          LEFT,
          y,
          Palette.fragment(airport.fid()));
      svg.text(
          airport.name(),
          "text x=\"%s\" y=\"%s\" font-size=\"12\" fill=\"%s\"",
          LEFT + 36,
          y,
          Palette.INK);
      svg.add(
          "rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"3\" rx=\"1.5\" fill=\"%s\"",
          LEFT + 36,
          y + 6,
          (RIGHT - LEFT - 36) * airport.rank() / largest,
          Palette.fragment(airport.fid()));
      y += 31;
    }
  }

  private void legend() {
    heading("FRAGMENTS", 572);
    double y = 600;
    int fnum = sites.stream().mapToInt(site -> site.airport().fid()).max().orElse(0) + 1;
    for (int fid = 0; fid < Math.min(fnum, 5); fid++) {
      int owner = fid;
      long owned = sites.stream().filter(site -> site.airport().fid() == owner).count();
      svg.add(
          "circle cx=\"%s\" cy=\"%s\" r=\"5.5\" fill=\"%s\"",
          LEFT + 6, y - 4, Palette.fragment(fid));
      note("fragment %d: %,d airports".formatted(fid, owned), y);
      y += 23;
    }
    y += 22;
    heading("ROUTES", y);
    long cut = links.stream().filter(Link::isCut).count();
    line(Palette.fragment(0), y + 24);
    note("inside a fragment: %,d".formatted(links.size() - cut), y + 28);
    line(Palette.CUT, y + 47);
    note("between fragments: %,d".formatted(cut), y + 51);
    note("The wider, the more flights.", y + 74);
  }

  private void heading(String words, double y) {
    svg.text(
        words,
        "text x=\"%s\" y=\"%s\" font-size=\"11\" letter-spacing=\"1.4\" fill=\"%s\"",
        LEFT,
        y,
        Palette.MUTED);
  }

  private void note(String words, double y) {
    svg.text(
        words, "text x=\"%s\" y=\"%s\" font-size=\"12\" fill=\"%s\"", LEFT + 36, y, Palette.INK);
  }

  private void line(String color, double y) {
    svg.add(
        "path d=\"M%s %sh24\" stroke=\"%s\" stroke-width=\"2.4\" stroke-linecap=\"round\"",
        LEFT, y, color);
  }
}
