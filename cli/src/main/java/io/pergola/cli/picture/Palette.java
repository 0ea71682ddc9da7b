package io.pergola.cli.picture;

import java.util.List;

/// The colors: paper, ink, and one for each fragment.
final class Palette {
  static final String PAPER = "#fbf9f4";
  static final String LAND = "#ece6da";
  static final String COAST = "#cfc6b4";
  static final String INK = "#2b2a28";
  static final String MUTED = "#8b857a";
  static final String CUT = "#8f8574";

  private static final List<String> FRAGMENTS =
      List.of(
          "#20648f", "#cf5c36", "#5d8a3c", "#8159a0", "#c3932c", "#3f9490", "#ab4668", "#6d6f5e");

  private Palette() {}

  /// The color of a fragment; the ninth has that of the first again.
  static String fragment(int fid) {
    return FRAGMENTS.get(fid % FRAGMENTS.size());
  }
}
