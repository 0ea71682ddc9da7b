package io.pergola.store;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Sets of characters (code points) that patterns name.
final class CharClass {
  private CharClass() {}

  /// A class by its POSIX name, such as `alpha`; null if there is none.
  static @Nullable IntPredicate posix(String name) {
    return switch (name) {
      case "alpha" -> Character::isLetter;
      case "digit" -> CharClass::isDigit;
      case "alnum" -> c -> Character.isLetter(c) || isDigit(c);
      case "upper" -> Character::isUpperCase;
      case "lower" -> Character::isLowerCase;
      case "space" -> Character::isWhitespace;
      case "blank" -> c -> c == ' ' || c == '\t';
      case "punct" -> c -> c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
      case "xdigit" -> c -> c < 128 && Character.digit(c, 16) >= 0;
      case "cntrl" -> Character::isISOControl;
      case "print" -> c -> !Character.isISOControl(c);
      case "graph" -> c -> !Character.isISOControl(c) && !Character.isWhitespace(c);
      default -> null;
    };
  }

  /// The class that `\d`, `\w`, `\s` and their capitals stand for; null for other letters.
  static @Nullable IntPredicate escape(int letter) {
    IntPredicate positive =
        switch (Character.toLowerCase(letter)) {
          case 'd' -> CharClass::isDigit;
          case 'w' -> CharClass::isWord;
          case 's' -> Character::isWhitespace;
          default -> null;
        };
    return positive != null && Character.isUpperCase(letter) ? positive.negate() : positive;
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isWord(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isLineEnd(int c) {
    return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
  }
}
