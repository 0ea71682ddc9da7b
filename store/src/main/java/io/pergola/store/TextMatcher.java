package io.pergola.store;

import java.util.regex.PatternSyntaxException;

/// Tells whether a text matches a [Pattern] as a whole.
sealed interface TextMatcher permits Wildcard, TextMatcher.Regular {
  boolean matches(String text);

  static TextMatcher of(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Wildcard(String text) -> wildcard(text);
      case Pattern.Regex(String text) -> Regular.of(text);
    };
  }

  static TextMatcher wildcard(String text) {
    return new Wildcard(text);
  }

  /// A regular expression.
  record Regular(java.util.regex.Pattern pattern) implements TextMatcher {
    static TextMatcher of(String text) {
      try {
        return new Regular(java.util.regex.Pattern.compile(text));
      } catch (PatternSyntaxException malformed) {
        return new Regular(java.util.regex.Pattern.compile("(?!)"));
      }
    }

    @Override
    public boolean matches(String text) {
      return pattern.matcher(text).matches();
    }
  }
}
