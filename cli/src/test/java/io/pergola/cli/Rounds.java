package io.pergola.cli;

/// How often tests repeat what must hold at any moment: a few times, or with `.ci/rounds` many.
final class Rounds {
  private static final int LONG = Integer.getInteger("pergola.rounds", 0);

  private Rounds() {}

  static boolean isLong() {
    return LONG > 0;
  }

  /// The number of rounds.
  ///
  /// @param few how many are enough for every day
  static int orFew(int few) {
    return isLong() ? LONG : few;
  }
}
