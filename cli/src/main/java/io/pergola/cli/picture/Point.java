package io.pergola.cli.picture;

/// A place in the picture, in pixels from its top left corner.
record Point(double x, double y) {
  Point plus(double right, double down) {
    return new Point(x + right, y + down);
  }

  double distance(Point other) {
    return Math.hypot(other.x - x, other.y - y);
  }
}
