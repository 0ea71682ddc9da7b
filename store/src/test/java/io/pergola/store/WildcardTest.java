package io.pergola.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
  /// Checked against `fnmatch` of glibc 2.36 in the C locale.
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "* vineyard::Tensor<int64> true",
        "vineyard::* vineyard::Tensor<int64> true",
        "*Tensor* vineyard::Tensor<int64> true",
        "a*b*c aXbXbXc true",
        "a*b*c aXbXb false",
        "a?c abc true",
        "a?c ac false",
        "a* a/b true",
        "[abc] b true",
        "[abc] d false",
        "[a-c]x bx true",
        "[!a-c]x bx false",
        "[!a-c]x dx true",
        "[^a-c]x dx true",
        "[]] ] true",
        "[]a] a true",
        "[!]] ] false",
        "[!]] a true",
        "[a-] - true",
        "[abc [abc true",
        "[ [ true",
        "a\\*c a*c true",
        "a\\*c abc false",
        "a\\?c abc false",
        "[\\]] ] true",
        "[[:digit:]] 7 true",
        "[[:digit:]x] x true",
        "[[:digit:]] a false",
        "[![:alpha:]] 7 true",
        "[[:upper:]]* Abc true",
        "abc abc true",
        "abc abcd false",
        "abcd abc false",
        "** abc true",
        "*?*?* a false",
        "*?*?* ab true",
        "? é true",
        "? 😀 true",
        "[[:foo:]] f] false",
        "{a,b} {a,b} true",
      })
  void aWildcardMatchesAsTheShellsDo(String pattern, String text, String expected) {
    boolean matches = expected.equals("true");
    assertEquals(
        matches,
        TextMatcher.of(new Pattern.Wildcard(pattern)).matches(text),
        pattern + " on " + text);
  }

  @Test
  void theEmptyTextIsMatchedByStarsOnly() {
    assertTrue(TextMatcher.of(new Pattern.Wildcard("")).matches(""));
    assertTrue(TextMatcher.of(new Pattern.Wildcard("**")).matches(""));
    assertFalse(TextMatcher.of(new Pattern.Wildcard("?")).matches(""));
    assertFalse(TextMatcher.of(new Pattern.Wildcard("")).matches("a"));
  }

  @Test
  void aRangeIsOneOfCodePoints() {
    assertTrue(TextMatcher.of(new Pattern.Wildcard("[😀-😂]x")).matches("😁x"));
  }

  @Test
  void aBackslashAtTheEndMatchesNothing() {
    assertFalse(TextMatcher.of(new Pattern.Wildcard("a\\")).matches("a\\"));
    assertFalse(TextMatcher.of(new Pattern.Wildcard("a\\")).matches("a"));
  }

  @Test
  void manyStarsTakeNoLongerThanOne() {
    String text = "a".repeat(2000);
    assertFalse(TextMatcher.of(new Pattern.Wildcard("a*".repeat(1000) + "b")).matches(text));
  }

  @Test
  void wildcardsAgreeWithASlowDefinition() {
    Trial.repeat(
        5000,
        random -> {
          String pattern = some(random, "*", "?", "a", "b", "[ab]", "[!a]", "\\*", "\\a");
          String text = some(random, "a", "b", "*");
          assertEquals(
              slow(pattern, text),
              TextMatcher.of(new Pattern.Wildcard(pattern)).matches(text),
              pattern + " on " + text);
        });
  }

  private static String some(Random random, String... parts) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(7); i > 0; i--) text.append(parts[random.nextInt(parts.length)]);
    return text.toString();
  }

  private static boolean slow(String pattern, String text) {
    if (pattern.isEmpty()) return text.isEmpty();
    if (pattern.startsWith("*")) {
      return slow(pattern.substring(1), text)
          || (!text.isEmpty() && slow(pattern, text.substring(1)));
    }
    if (text.isEmpty()) return false;
    char c = text.charAt(0);
    String rest = text.substring(1);
    if (pattern.startsWith("?")) return slow(pattern.substring(1), rest);
    if (pattern.startsWith("[ab]")) {
      return (c == 'a' || c == 'b') && slow(pattern.substring(4), rest);
    }
    if (pattern.startsWith("[!a]")) return c != 'a' && slow(pattern.substring(4), rest);
    int literal = pattern.startsWith("\\") ? 1 : 0;
    return c == pattern.charAt(literal) && slow(pattern.substring(literal + 1), rest);
  }
}
