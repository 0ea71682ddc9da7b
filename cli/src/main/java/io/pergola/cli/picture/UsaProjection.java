package io.pergola.cli.picture;

import java.util.List;
import java.util.Optional;

/// The map of the United States as atlases print it: the conterminous states, with Alaska
/// (smaller), Hawaii and Puerto Rico moved in below them. Places elsewhere have no point.
final class UsaProjection {
  /// A piece of the map: what lies within its bounds is projected in its own way.
  private record Region(double west, double east, double south, double north, Albers albers) {
    boolean contains(double longitude, double latitude) {
      return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
    }
  }

  private final List<Region> regions;

  /// @param center where the middle of the conterminous states lies
  /// @param scale pixels a radian of the conterminous states
  UsaProjection(Point center, double scale) {
    Point alaska = center.plus(-0.318 * scale, 0.212 * scale);
    Point hawaii = center.plus(-0.178 * scale, 0.236 * scale);
    Point puertoRico = center.plus(0.318 * scale, 0.236 * scale);
    regions =
        List.of(
            new Region(-180, -129, 50.5, 72, new Albers(55, 65, -154, 62, 0.35 * scale, alaska)),
            new Region(-161, -154, 18, 23, new Albers(8, 18, -157.5, 20.6, scale, hawaii)),
            new Region(-68, -64, 17, 19, new Albers(8, 18, -66, 18.1, scale, puertoRico)),
            new Region(-126, -66, 24, 50, new Albers(29.5, 45.5, -96, 38.2, scale, center)));
  }

  Optional<Point> project(double longitude, double latitude) {
    double west = longitude > 170 ? longitude - 360 : longitude;
    return regions.stream()
        .filter(region -> region.contains(Math.max(west, -180), latitude))
        .findFirst()
        .map(region -> region.albers().project(west, latitude));
  }
}
