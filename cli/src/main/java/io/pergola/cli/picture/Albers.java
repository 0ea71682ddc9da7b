package io.pergola.cli.picture;

import static java.lang.Math.cos;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static java.lang.Math.toRadians;

/// Albers' equal-area conic projection, which keeps areas and bends little between its two standard
/// parallels. Formulas: J. P. Snyder, Map Projections, a Working Manual (1987), page 100.
final class Albers {
  private final double n;
  private final double c;
  private final double rhoAtCenter;
  private final double centerLongitude;
  private final double scale;
  private final Point origin;

  /// @param south the southern standard parallel in degrees
  /// @param north the northern one
  /// @param centerLongitude what lies at `origin`, in degrees
  /// @param centerLatitude what lies at `origin`, in degrees
  /// @param scale pixels a radian
  Albers(
      double south,
      double north,
      double centerLongitude,
      double centerLatitude,
      double scale,
      Point origin) {
    double sinSouth = sin(toRadians(south));
    this.n = (sinSouth + sin(toRadians(north))) / 2;
    this.c = cos(toRadians(south)) * cos(toRadians(south)) + 2 * n * sinSouth;
    this.rhoAtCenter = rho(centerLatitude);
    this.centerLongitude = centerLongitude;
    this.scale = scale;
    this.origin = origin;
  }

  Point project(double longitude, double latitude) {
    double rho = rho(latitude);
    double theta = n * toRadians(longitude - centerLongitude);
    return origin.plus(scale * rho * sin(theta), scale * (rho * cos(theta) - rhoAtCenter));
  }

  private double rho(double latitude) {
    return sqrt(c - 2 * n * sin(toRadians(latitude))) / n;
  }
}
