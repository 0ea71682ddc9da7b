package io.pergola.cli.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A map of airports, sized by PageRank and colored by fragment, with their busiest routes.
///
/// Airports outside the United States have no place on it and are left out; so are their routes.
public final class FlightMap {
  static final double WIDTH = 1400;
  static final double HEIGHT = 860;

  private static final double LARGEST_RADIUS = 25;
  private static final double QUIET = 1.3;
  private static final int BUSIEST = 480;
  private static final double BOW = 0.13;

  /// An airport at its place.
  record Site(Airport airport, Point at, double radius) {}

  /// The flights between two airports, both directions together.
  record Link(Site west, Site east, long flights) {
    boolean isCut() {
      return west.airport().fid() != east.airport().fid();
    }
  }

  private record Ends(Site west, Site east) {
    static Ends of(Site one, Site other) {
      int order = Double.compare(one.at().x(), other.at().x());
      if (order == 0) order = one.airport().code().compareTo(other.airport().code());
      return order < 0 ? new Ends(one, other) : new Ends(other, one);
    }
  }

  private final UsaProjection projection = new UsaProjection(new Point(540, 424), 1290);
  private final List<Site> sites;
  private final List<Link> links;
  private final Svg svg = new Svg();

  private FlightMap(List<Airport> airports, List<Route> routes) {
    sites = place(airports);
    links = join(routes);
  }

  /// The picture as an SVG document.
  ///
  /// @param airports all vertices, in any order
  /// @param routes all edges; those with unknown ends are left out
  public static String draw(List<Airport> airports, List<Route> routes) {
    return new FlightMap(airports, routes).draw();
  }

  private String draw() {
    svg.open(
        "svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" font-family=\"Helvetica Neue,Helvetica,Arial,DejaVu Sans,sans-serif\"",
        WIDTH, HEIGHT);
    svg.add("rect width=\"100%%\" height=\"100%%\" fill=\"%s\"", Palette.PAPER);
    drawLand();
    drawQuietRoutes();
    drawBusyRoutes();
    drawQuietAirports();
    drawAirports();
    new Codes(svg, sites).draw();
    new MapNotes(svg, sites, links).draw();
    return svg.close("svg").toString();
  }

  private List<Site> place(List<Airport> airports) {
    DoubleSummaryStatistics ranks =
        airports.stream().mapToDouble(Airport::rank).summaryStatistics();
    double span = Math.max(ranks.getMax() - ranks.getMin(), Double.MIN_NORMAL);
    List<Site> placed = new ArrayList<>();
    for (Airport airport : airports) {
      double share = (airport.rank() - ranks.getMin()) / span;
      double radius = LARGEST_RADIUS * Math.sqrt(share);
      projection
          .project(airport.longitude(), airport.latitude())
          .ifPresent(point -> placed.add(new Site(airport, point, radius)));
    }
    placed.sort(Comparator.comparingDouble(Site::radius).reversed());
    return placed;
  }

  private List<Link> join(List<Route> routes) {
    Map<String, Site> byCode = new HashMap<>();
    sites.forEach(site -> byCode.put(site.airport().code(), site));
    Map<Ends, Long> flights = new LinkedHashMap<>();
    for (Route route : routes) {
      Site from = byCode.get(route.from());
      Site to = byCode.get(route.to());
      if (from == null || to == null || from.equals(to)) continue;
      flights.merge(Ends.of(from, to), route.flights(), Long::sum);
    }
    return flights.entrySet().stream()
        .map(e -> new Link(e.getKey().west(), e.getKey().east(), e.getValue()))
        .sorted(Comparator.comparingLong(Link::flights).reversed())
        .toList();
  }

  private void drawLand() {
    StringBuilder land = new StringBuilder();
    StringBuilder borders = new StringBuilder();
    for (Outline outline : Outline.ofUsa()) {
      List<Point> points =
          outline.degrees().stream()
              .flatMap(degrees -> projection.project(degrees[0], degrees[1]).stream())
              .toList();
      (outline.land() ? land : borders).append(Svg.path(points, outline.land()));
    }
    svg.add(
        "path d=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"0.8\" stroke-linejoin=\"round\"",
        land, Palette.LAND, Palette.COAST);
    svg.add(
        "path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.1\" stroke-linejoin=\"round\"",
        borders, Palette.PAPER);
  }

  private void drawQuietRoutes() {
    String quiet = links.stream().skip(BUSIEST).map(this::curve).collect(Collectors.joining());
    svg.add(
        "path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"0.4\" stroke-opacity=\"0.16\"",
        quiet, Palette.CUT);
  }

  private void drawBusyRoutes() {
    double most = links.isEmpty() ? 1 : links.getFirst().flights();
    svg.open("g fill=\"none\" stroke-linecap=\"round\"");
    for (Link link : links.stream().limit(BUSIEST).toList().reversed()) {
      double share = Math.sqrt(link.flights() / most);
      String color = link.isCut() ? Palette.CUT : Palette.fragment(link.west().airport().fid());
      svg.add(
          "path d=\"%s\" stroke=\"%s\" stroke-width=\"%s\" stroke-opacity=\"%s\"",
          curve(link),
          color,
          0.3 + 2.6 * share * share,
          String.format(Locale.ROOT, "%.2f", 0.16 + 0.5 * share));
    }
    svg.close("g");
  }

  private void drawQuietAirports() {
    Map<Integer, String> byFragment =
        sites.stream()
            .filter(site -> site.radius() < QUIET)
            .collect(
                Collectors.groupingBy(
                    site -> site.airport().fid(),
                    TreeMap::new,
                    Collectors.mapping(
                        site ->
                            "M"
                                + Svg.number(site.at().x())
                                + " "
                                + Svg.number(site.at().y())
                                + "h0",
                        Collectors.joining())));
    byFragment.forEach((fid, d) ->
        svg.add(
            "path d=\"%s\" stroke=\"%s\" stroke-width=\"1.7\" stroke-linecap=\"round\" stroke-opacity=\"0.5\"",
            d, Palette.fragment(fid)));
  }

  private void drawAirports() {
    svg.open("g stroke=\"%s\" stroke-width=\"0.9\"", Palette.PAPER);
    for (Site site : sites) {
      if (site.radius() < QUIET) continue;
      svg.open(
          "circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" fill-opacity=\"0.9\"",
          site.at().x(), site.at().y(), site.radius(), Palette.fragment(site.airport().fid()));
      svg.text(site.airport().code() + " " + site.airport().name(), "title").close("circle");
    }
    svg.close("g");
  }

  /// A curve that bows upwards, as the shortest way on the globe does on this map.
  private String curve(Link link) {
    Point a = link.west().at();
    Point b = link.east().at();
    Point middle = new Point((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
    Point control = middle.plus(BOW * (b.y() - a.y()), -BOW * (b.x() - a.x()));
    return "M%s %sQ%s %s %s %s"
        .formatted(
            Svg.number(a.x()),
            Svg.number(a.y()),
            Svg.number(control.x()),
            Svg.number(control.y()),
            Svg.number(b.x()),
            Svg.number(b.y()));
  }
}
