package io.pergola.store;

import io.pergola.store.RegexNode.Check;
import io.pergola.store.RegexNode.Choice;
import io.pergola.store.RegexNode.One;
import io.pergola.store.RegexNode.Place;
import io.pergola.store.RegexNode.Repeat;
import io.pergola.store.RegexNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Reads a regular expression in ECMAScript's syntax, with POSIX classes in sets, and without what
/// no automaton can do: back references and lookahead.
///
/// ```
/// choice   = sequence { "|" sequence }
/// sequence = { atom [ ( "*" | "+" | "?" | "{" min [ "," [ max ] ] "}" ) [ "?" ] ] }
/// atom     = "." | "^" | "$" | "(" [ "?:" ] choice ")" | "[" [ "^" ] { member } "]"
///          | "\" escape | character
/// ```
final class RegexParser {
  /// What the text is instead of a regular expression.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  private static final int MAX_NESTING = 100;
  private static final int MAX_COUNT = 1000;

  private final int[] source;
  private int at;
  private int nesting;

  private RegexParser(String text) {
    source = text.codePoints().toArray();
  }

  static RegexNode parse(String text) throws Malformed {
    RegexParser parser = new RegexParser(text);
    RegexNode all = parser.choice();
    if (!parser.atEnd()) throw new Malformed("unbalanced )");
    return all;
  }

  private RegexNode choice() throws Malformed {
    if (++nesting > MAX_NESTING) throw new Malformed("too many parentheses inside each other");
    List<RegexNode> options = new ArrayList<>();
    do {
      options.add(sequence());
    } while (take('|'));
    nesting--;
    return options.size() == 1 ? options.getFirst() : new Choice(options);
  }

  private RegexNode sequence() throws Malformed {
    List<RegexNode> parts = new ArrayList<>();
    while (!atEnd() && peek() != '|' && peek() != ')') parts.add(quantified(atom()));
    return new Sequence(parts);
  }

  private RegexNode quantified(RegexNode atom) throws Malformed {
    RegexNode result = atom;
    if (take('*')) result = new Repeat(atom, 0, RegexNode.UNBOUNDED);
    else if (take('+')) result = new Repeat(atom, 1, RegexNode.UNBOUNDED);
    else if (take('?')) result = new Repeat(atom, 0, 1);
    else if (take('{')) result = counted(atom);
    else return atom;
    // Greedy or not, the whole text matches or it doesn't.
    take('?');
    return result;
  }

  private RegexNode counted(RegexNode atom) throws Malformed {
    int min = number();
    int max = min;
    if (take(',')) max = !atEnd() && peek() == '}' ? RegexNode.UNBOUNDED : number();
    expect('}');
    if (max != RegexNode.UNBOUNDED && max < min) throw new Malformed("{max} is below {min}");
    return new Repeat(atom, min, max);
  }

  private int number() throws Malformed {
    int value = 0;
    int start = at;
    while (!atEnd() && CharClass.isDigit(peek())) {
      value = value * 10 + (source[at++] - '0');
      if (value > MAX_COUNT) throw new Malformed("more than %d repetitions".formatted(MAX_COUNT));
    }
    if (at == start) throw new Malformed("a number is missing");
    return value;
  }

  private RegexNode atom() throws Malformed {
    int c = source[at++];
    return switch (c) {
      case '.' -> new One(any -> !CharClass.isLineEnd(any));
      case '^' -> new Check(Place.START);
      case '$' -> new Check(Place.END);
      case '(' -> group();
      case '[' -> new One(set());
      case '\\' -> escape();
      case '*', '+', '?', '{', '}', ']' -> throw new Malformed("nothing before " + (char) c);
      default -> literal(c);
    };
  }

  private static RegexNode literal(int expected) {
    return new One(c -> c == expected);
  }

  private RegexNode group() throws Malformed {
    if (take('?')) expect(':');
    RegexNode inside = choice();
    expect(')');
    return inside;
  }

  private RegexNode escape() throws Malformed {
    if (!atEnd() && take('b')) return new Check(Place.WORD_EDGE);
    if (!atEnd() && take('B')) return new Check(Place.NO_WORD_EDGE);
    IntPredicate named = namedEscape();
    return named != null ? new One(named) : literal(escapedCharacter());
  }

  private @Nullable IntPredicate namedEscape() {
    IntPredicate named = atEnd() ? null : CharClass.escape(peek());
    if (named != null) at++;
    return named;
  }

  private int escapedCharacter() throws Malformed {
    if (atEnd()) throw new Malformed("\\ at the end");
    int c = source[at++];
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'v' -> 0x0b;
      case '0' -> 0;
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      default -> {
        if (CharClass.isWord(c)) throw new Malformed("unknown escape \\" + Character.toString(c));
        yield c;
      }
    };
  }

  private int hex(int digits) throws Malformed {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = atEnd() ? -1 : Character.digit(source[at++], 16);
      if (digit < 0) throw new Malformed("a hex digit is missing");
      value = value * 16 + digit;
    }
    return value;
  }

  private IntPredicate set() throws Malformed {
    boolean negated = take('^');
    IntPredicate set = c -> false;
    while (!take(']')) {
      if (atEnd()) throw new Malformed("] is missing");
      set = set.or(member());
    }
    return negated ? set.negate() : set;
  }

  private IntPredicate member() throws Malformed {
    IntPredicate named = posixClass();
    if (named != null) return named;
    int start = at;
    int low = source[at++];
    if (low == '\\') {
      named = namedEscape();
      if (named != null) return named;
      low = take('b') ? '\b' : escapedCharacter();
    }
    if (at + 1 >= source.length || peek() != '-' || source[at + 1] == ']') {
      int only = low;
      return c -> c == only;
    }
    at++;
    int from = low;
    int to = source[at++];
    if (to == '\\') to = escapedCharacter();
    if (to < from) throw new Malformed("range out of order at " + start);
    int last = to;
    return c -> from <= c && c <= last;
  }

  private @Nullable IntPredicate posixClass() throws Malformed {
    if (at + 1 >= source.length || peek() != '[' || source[at + 1] != ':') return null;
    StringBuilder name = new StringBuilder();
    for (at += 2; !atEnd() && peek() != ':'; at++) name.appendCodePoint(peek());
    expect(':');
    expect(']');
    IntPredicate named = CharClass.posix(name.toString());
    if (named == null) throw new Malformed("unknown class [:%s:]".formatted(name));
    return named;
  }

  private void expect(int c) throws Malformed {
    if (!take(c)) throw new Malformed(Character.toString(c) + " is missing");
  }

  private boolean take(int c) {
    if (atEnd() || source[at] != c) return false;
    at++;
    return true;
  }

  private int peek() {
    return source[at];
  }

  private boolean atEnd() {
    return at >= source.length;
  }
}
