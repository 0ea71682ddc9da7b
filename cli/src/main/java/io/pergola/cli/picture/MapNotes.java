package io.pergola.cli.picture;

import io.pergola.cli.picture.FlightMap.Link;
import io.pergola.cli.picture.FlightMap.Site;
import java.util.List;

/// The words around the map: title, the ten first airports, the busiest routes, the legend.
final class MapNotes {
  private static final double LEFT = 1112;
  private static final double RIGHT = 1352;
  private static final double INDENT = 36;
  private static final int MOST_FRAGMENTS = 5;

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
    topTen();
    busiestRoutes();
    fragments();
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

  private void topTen() {
    heading("TOP TEN BY PAGERANK", 150);
    double largest = sites.isEmpty() ? 1 : sites.getFirst().airport().rank();
    double y = 178;
    for (Site site : sites.stream().limit(10).toList()) {
      Airport airport = site.airport();
      String color = Palette.fragment(airport.fid());
      code(airport.code(), color, y);
      note(airport.name(), y);
      svg.add(
          "rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"2.5\" rx=\"1.2\" fill=\"%s\"",
          LEFT + INDENT, y + 5.5, (RIGHT - LEFT - INDENT) * airport.rank() / largest, color);
      y += 28;
    }
  }

  private void busiestRoutes() {
    heading("BUSIEST ROUTES, BOTH WAYS", 490);
    double y = 515;
    for (Link link : links.stream().limit(5).toList()) {
      code(link.west().airport().code() + " – " + link.east().airport().code(), Palette.INK, y);
      svg.text(
          "%,d".formatted(link.flights()),
          "text x=\"%s\" y=\"%s\" font-size=\"12\" text-anchor=\"end\" fill=\"%s\"",
          RIGHT,
          y,
          Palette.INK);
      y += 20;
    }
  }

  private void fragments() {
    heading("FRAGMENTS", 640);
    double y = 665;
    int fnum = sites.stream().mapToInt(site -> site.airport().fid()).max().orElse(0) + 1;
    for (int fid = 0; fid < Math.min(fnum, MOST_FRAGMENTS); fid++) {
      int owner = fid;
      long owned = sites.stream().filter(site -> site.airport().fid() == owner).count();
      long inside =
          links.stream().filter(l -> !l.isCut() && l.west().airport().fid() == owner).count();
      dot(Palette.fragment(fid), 5.5, y);
      note("%d: %,d airports, %,d routes inside".formatted(fid, owned, inside), y);
      y += 22;
    }
    svg.add(
        "path d=\"M%s %sh24\" stroke=\"%s\" stroke-width=\"2.4\" stroke-linecap=\"round\"",
        LEFT, y - 4, Palette.CUT);
    note("%,d routes between them".formatted(links.stream().filter(Link::isCut).count()), y);
  }

  private void heading(String words, double y) {
    svg.text(
        words,
        "text x=\"%s\" y=\"%s\" font-size=\"11\" letter-spacing=\"1.4\" fill=\"%s\"",
        LEFT,
        y,
        Palette.MUTED);
  }

  private void code(String words, String color, double y) {
    svg.text(
        words,
        "text x=\"%s\" y=\"%s\" font-size=\"12\" font-weight=\"600\" fill=\"%s\"",
        LEFT,
        y,
        color);
  }

  private void note(String words, double y) {
    svg.text(
        words,
        "text x=\"%s\" y=\"%s\" font-size=\"12\" fill=\"%s\"",
        LEFT + INDENT,
        y,
        Palette.INK);
  }

  private void dot(String color, double radius, double y) {
    svg.add("circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"", LEFT + 12, y - 4, radius, color);
  }
}
