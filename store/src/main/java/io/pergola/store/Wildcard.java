package io.pergola.store;

/// A shell wildcard, as POSIX `fnmatch` without flags reads it: `*` any run of characters, `?` any
/// one, `[…]` one of a set, `\` takes the next character literally. A `[` without its `]` stands
/// for itself.
///
/// Matching takes at most (length of text) × (length of pattern) steps: only the last `*` is ever
/// tried again.
record Wildcard(String pattern) implements TextMatcher {
  @Override
  public boolean matches(String text) {
    int at = 0;
    int next = 0;
    int starAt = -1;
    int starText = -1;
    while (next < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        starAt = at++;
        starText = next;
        continue;
      }
      int after = at < pattern.length() ? step(at, text.charAt(next)) : -1;
      if (after >= 0) {
        at = after;
        next++;
      } else if (starAt >= 0) {
        at = starAt + 1;
        next = ++starText;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') at++;
    return at == pattern.length();
  }

  /// The position behind the pattern's element at `at` if that matches `c`, else −1.
  private int step(int at, char c) {
    char element = pattern.charAt(at);
    if (element == '?') return at + 1;
    if (element == '\\' && at + 1 < pattern.length()) {
      return pattern.charAt(at + 1) == c ? at + 2 : -1;
    }
    int close = element == '[' ? closeOf(at) : -1;
    if (close >= 0) return inSet(at + 1, close, c) ? close + 1 : -1;
    return element == c ? at + 1 : -1;
  }

  /// Where the set that opens at `open` ends, or −1. A `]` that comes first is a member.
  private int closeOf(int open) {
    int first = isNegated(open + 1) ? open + 2 : open + 1;
    for (int at = first; at < pattern.length(); at++) {
      char c = pattern.charAt(at);
      if (c == ']' && at > first) return at;
      if (c == '\\') at++;
      else if (pattern.startsWith("[:", at)) at = Math.max(at, pattern.indexOf(":]", at + 2) + 1);
    }
    return -1;
  }

  private boolean isNegated(int at) {
    return at < pattern.length() && (pattern.charAt(at) == '!' || pattern.charAt(at) == '^');
  }

  private boolean inSet(int from, int close, char c) {
    boolean negated = isNegated(from);
    int at = negated ? from + 1 : from;
    while (at < close) {
      int classEnd = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
      if (classEnd >= 0) {
        if (inClass(pattern.substring(at + 2, classEnd), c)) return !negated;
        at = classEnd + 2;
        continue;
      }
      if (pattern.charAt(at) == '\\') at++;
      char low = pattern.charAt(at++);
      char high = low;
      if (at + 1 < close && pattern.charAt(at) == '-') {
        at++;
        if (pattern.charAt(at) == '\\' && at + 1 < close) at++;
        high = pattern.charAt(at++);
      }
      if (low <= c && c <= high) return !negated;
    }
    return negated;
  }

  private static boolean inClass(String name, char c) {
    return switch (name) {
      case "alpha" -> Character.isLetter(c);
      case "digit" -> c >= '0' && c <= '9';
      case "alnum" -> Character.isLetter(c) || (c >= '0' && c <= '9');
      case "upper" -> Character.isUpperCase(c);
      case "lower" -> Character.isLowerCase(c);
      case "space" -> Character.isWhitespace(c);
      case "blank" -> c == ' ' || c == '\t';
      case "punct" -> c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
      case "xdigit" -> Character.digit(c, 16) >= 0 && c < 128;
      case "cntrl" -> Character.isISOControl(c);
      case "print" -> !Character.isISOControl(c);
      case "graph" -> !Character.isISOControl(c) && c != ' ';
      default -> false;
    };
  }
}
