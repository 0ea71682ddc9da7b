package io.pergola.cli.picture;

import io.pergola.cli.picture.FlightMap.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The codes of the large airports: inside their circles, or beside them where smaller circles lie
/// on top, and only where they cover nothing else.
final class Codes {
  /// Drawn below the code itself: not every viewer knows the attribute that would put a stroke
  /// under its fill.
  private static final String HALO =
      "fill=\"none\" stroke=\"%s\" stroke-width=\"2.4\" stroke-opacity=\"0.8\" stroke-linejoin=\"round\""
          .formatted(Palette.PAPER);

  private static final double SMALLEST = 6;
  private static final double SMALLEST_INSIDE = 12.5;
  private static final double OBSTACLE = 3;
  private static final double BESIDE_SIZE = 10.5;
  private static final double GAP = 3;

  /// A rectangle around its middle.
  private record Box(Point middle, double width, double height) {
    static Box ofText(Point middle, double size) {
      return new Box(middle, 2.2 * size, 0.9 * size);
    }

    boolean touches(Box other) {
      return Math.abs(middle.x() - other.middle.x()) < (width + other.width) / 2
          && Math.abs(middle.y() - other.middle.y()) < (height + other.height) / 2;
    }

    boolean touches(Site site) {
      double right = Math.max(0, Math.abs(site.at().x() - middle.x()) - width / 2);
      double down = Math.max(0, Math.abs(site.at().y() - middle.y()) - height / 2);
      return Math.hypot(right, down) < site.radius();
    }
  }

  private final Svg svg;
  private final List<Site> sites;
  private final List<Box> written = new ArrayList<>();

  /// @param sites the largest first, as they are drawn
  Codes(Svg svg, List<Site> sites) {
    this.svg = svg;
    this.sites = sites.stream().takeWhile(site -> site.radius() >= OBSTACLE).toList();
  }

  void draw() {
    svg.open("g text-anchor=\"middle\" font-weight=\"600\"");
    for (Site site : sites) {
      if (site.radius() < SMALLEST) break;
      if (!drawInside(site)) drawBeside(site);
    }
    svg.close("g");
  }

  private boolean drawInside(Site site) {
    double size = site.radius() * 0.64;
    Box box = Box.ofText(site.at(), size);
    if (site.radius() < SMALLEST_INSIDE || !isFree(box, site)) return false;
    write(site, box, size, "fill=\"#fff\"");
    return true;
  }

  private void drawBeside(Site site) {
    double away = site.radius() + GAP;
    double right = away + 1.1 * BESIDE_SIZE;
    double down = away + 0.4 * BESIDE_SIZE;
    double slant = 0.72;
    Optional<Box> free =
        Stream.of(
                site.at().plus(right, 0),
                site.at().plus(-right, 0),
                site.at().plus(0, -down),
                site.at().plus(0, down),
                site.at().plus(slant * right, -slant * down),
                site.at().plus(slant * right, slant * down),
                site.at().plus(-slant * right, -slant * down),
                site.at().plus(-slant * right, slant * down))
            .map(place -> Box.ofText(place, BESIDE_SIZE))
            .filter(box -> isFree(box, site))
            .findFirst();
    free.ifPresent(box -> {
      write(site, box, BESIDE_SIZE, HALO);
      write(site, box, BESIDE_SIZE, "fill=\"%s\"".formatted(Palette.INK));
    });
  }

  private boolean isFree(Box box, Site own) {
    return written.stream().noneMatch(box::touches)
        && sites.stream().noneMatch(site -> !site.equals(own) && box.touches(site));
  }

  private void write(Site site, Box box, double size, String style) {
    written.add(box);
    svg.text(
        site.airport().code(),
        "text x=\"%s\" y=\"%s\" font-size=\"%s\" " + style,
        box.middle().x(),
        box.middle().y() + size * 0.36,
        size);
  }
}
