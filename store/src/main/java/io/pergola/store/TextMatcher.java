package io.pergola.store;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Tells for a listing which texts match a [Pattern] as a whole.
///
/// No pattern can keep a store busy: a matcher remembers what it has answered, and gives up after a
/// fixed number of steps.
final class TextMatcher {
  /// How many steps one listing may take: seconds.
  private static final long MAX_STEPS = 1L << 28;

  private final Pattern pattern;
  private final Predicate<String> matches;
  private final Map<String, Boolean> known = new HashMap<>();
  private long stepsLeft;

  private TextMatcher(Pattern pattern, long maxSteps) {
    this.pattern = pattern;
    stepsLeft = maxSteps;
    matches =
        switch (pattern) {
          case Pattern.Wildcard(String text) -> Wildcard.of(text, this);
          case Pattern.Regex(String text) -> RegexProgram.of(text, this);
        };
  }

  static TextMatcher of(Pattern pattern) {
    return of(pattern, MAX_STEPS);
  }

  static TextMatcher of(Pattern pattern, long maxSteps) {
    return new TextMatcher(pattern, maxSteps);
  }

  /// @throws StoreException.Invalid if the pattern takes too long
  boolean matches(String text) {
    return known.computeIfAbsent(text, matches::test);
  }

  /// Counts the work of one text.
  void spend(long more) {
    stepsLeft -= more;
    if (stepsLeft >= 0) return;
    String text = pattern.text();
    throw new StoreException.Invalid(
        "the pattern '%s' takes too long; make it simpler"
            .formatted(text.length() <= 80 ? text : text.substring(0, 80) + "…"));
  }
}
