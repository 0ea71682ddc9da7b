package io.pergola.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A shell wildcard, as POSIX `fnmatch` without flags reads it: `*` any run of characters, `?` any
/// one, `[…]` one of a set, `\` takes the next character literally. A `[` without its `]` stands
/// for itself, a `\` at the end matches nothing.
///
/// Only the last `*` is ever tried again, so matching takes at most (length of text) × (length of
/// pattern) steps.
final class Wildcard implements Predicate<String> {
  /// @param star whether it takes any number of characters, not just one of `set`
  private record Element(boolean star, IntPredicate set) {}

  private final int[] source;
  private final List<Element> elements = new ArrayList<>();
  private final TextMatcher effort;
  private int at;

  private Wildcard(String pattern, TextMatcher effort) {
    source = pattern.codePoints().toArray();
    this.effort = effort;
    while (at < source.length) {
      boolean star = source[at] == '*';
      elements.add(new Element(star, element()));
    }
  }

  static Wildcard of(String pattern, TextMatcher effort) {
    return new Wildcard(pattern, effort);
  }

  @Override
  public boolean test(String string) {
    int[] text = string.codePoints().toArray();
    int element = 0;
    int next = 0;
    int afterStar = -1;
    int starTook = 0;
    while (next < text.length) {
      effort.spend(1);
      if (element < elements.size() && elements.get(element).star) {
        afterStar = ++element;
        starTook = next;
      } else if (element < elements.size() && elements.get(element).set.test(text[next])) {
        element++;
        next++;
      } else if (afterStar >= 0) {
        element = afterStar;
        next = ++starTook;
      } else {
        return false;
      }
    }
    while (element < elements.size() && elements.get(element).star) element++;
    return element == elements.size();
  }

  private IntPredicate element() {
    int c = source[at++];
    if (c == '*' || c == '?') return any -> true;
    if (c == '\\') return at < source.length ? literal(source[at++]) : none -> false;
    if (c != '[') return literal(c);
    int open = at;
    IntPredicate set = set();
    if (set != null) return set;
    at = open;
    return literal('[');
  }

  private static IntPredicate literal(int expected) {
    return c -> c == expected;
  }

  /// The set behind a `[`, or null if it has no end. A `]` that comes first is a member.
  private @Nullable IntPredicate set() {
    boolean negated = at < source.length && (source[at] == '!' || source[at] == '^');
    if (negated) at++;
    IntPredicate set = c -> false;
    for (int first = at; at < source.length; ) {
      if (source[at] == ']' && at > first) {
        at++;
        return negated ? set.negate() : set;
      }
      IntPredicate member = member();
      if (member == null) return null;
      set = set.or(member);
    }
    return null;
  }

  private @Nullable IntPredicate member() {
    IntPredicate named = namedClass();
    if (named != null) return named;
    int low = character();
    boolean range = at + 1 < source.length && source[at] == '-' && source[at + 1] != ']';
    if (range) at++;
    int high = range ? character() : low;
    return low < 0 || high < 0 ? null : c -> low <= c && c <= high;
  }

  /// The class at `[:name:]`; an unknown one is empty.
  private @Nullable IntPredicate namedClass() {
    if (at + 1 >= source.length || source[at] != '[' || source[at + 1] != ':') return null;
    for (int end = at + 2; end + 1 < source.length; end++) {
      if (source[end] != ':' || source[end + 1] != ']') continue;
      IntPredicate named = CharClass.posix(new String(source, at + 2, end - at - 2));
      at = end + 2;
      return named != null ? named : none -> false;
    }
    return null;
  }

  /// One character of a set, or −1 if the pattern ends.
  private int character() {
    if (source[at] == '\\') at++;
    return at < source.length ? source[at++] : -1;
  }
}
