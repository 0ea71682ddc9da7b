package io.pergola.store;

import java.util.List;
import java.util.function.IntPredicate;

/// A part of a regular expression.
sealed interface RegexNode {
  /// One character of a set.
  record One(IntPredicate set) implements RegexNode {}

  /// One after the other.
  record Sequence(List<RegexNode> parts) implements RegexNode {}

  /// One of several.
  record Choice(List<RegexNode> options) implements RegexNode {}

  /// The part at least `min` times and at most `max` times; [#UNBOUNDED] for any number.
  record Repeat(RegexNode part, int min, int max) implements RegexNode {}

  /// Nothing, at a certain place.
  record Check(Place place) implements RegexNode {}

  int UNBOUNDED = -1;

  /// A place in a text.
  enum Place {
    START,
    END,
    WORD_EDGE,
    NO_WORD_EDGE
  }
}
