package io.pergola.store;

import io.pergola.store.RegexNode.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A regular expression as an automaton that goes through a text once and keeps the set of all
/// states that it may be in (Thompson's simulation). So there is no backtracking: matching takes at
/// most (length of text) × (size of program) steps, whatever the expression.
final class RegexProgram implements Predicate<String> {
  private static final int MAX_SIZE = 10_000;

  /// One state. With `set` it reads a character and goes to the next state; with `place` it goes
  /// there if the place is right; otherwise it goes to the next state and, if `jump` is not −1, to
  /// that one too. `skip` leaves the next state out.
  private record State(@Nullable IntPredicate set, @Nullable Place place, int jump, boolean skip) {}

  private final List<State> states = new ArrayList<>();
  private final TextMatcher effort;

  private RegexProgram(RegexNode all, TextMatcher effort) throws RegexParser.Malformed {
    this.effort = effort;
    compile(all);
  }

  /// Tells whether texts match as a whole. A malformed expression matches nothing.
  static Predicate<String> of(String text, TextMatcher effort) {
    try {
      return new RegexProgram(RegexParser.parse(text), effort);
    } catch (RegexParser.Malformed malformed) {
      return anything -> false;
    }
  }

  private void compile(RegexNode node) throws RegexParser.Malformed {
    switch (node) {
      case RegexNode.One(IntPredicate set) -> add(new State(set, null, -1, false));
      case RegexNode.Check(Place place) -> add(new State(null, place, -1, false));
      case RegexNode.Sequence(List<RegexNode> parts) -> {
        for (RegexNode part : parts) compile(part);
      }
      case RegexNode.Choice(List<RegexNode> options) -> compileChoice(options);
      case RegexNode.Repeat repeat -> compileRepeat(repeat);
    }
  }

  private int add(State state) throws RegexParser.Malformed {
    if (states.size() == MAX_SIZE) throw new RegexParser.Malformed("the expression is too large");
    states.add(state);
    return states.size() - 1;
  }

  private int addJump() throws RegexParser.Malformed {
    return add(new State(null, null, -1, false));
  }

  private void fork(int state, int to) {
    states.set(state, new State(null, null, to, false));
  }

  private void compileChoice(List<RegexNode> options) throws RegexParser.Malformed {
    List<Integer> exits = new ArrayList<>();
    for (RegexNode option : options.subList(0, options.size() - 1)) {
      int entry = addJump();
      compile(option);
      exits.add(addJump());
      fork(entry, states.size());
    }
    compile(options.getLast());
    for (int exit : exits) states.set(exit, new State(null, null, states.size(), true));
  }

  private void compileRepeat(RegexNode.Repeat repeat) throws RegexParser.Malformed {
    for (int i = 0; i < repeat.min(); i++) compile(repeat.part());
    if (repeat.max() == RegexNode.UNBOUNDED) {
      int entry = addJump();
      compile(repeat.part());
      add(new State(null, null, entry, true));
      fork(entry, states.size());
      return;
    }
    List<Integer> entries = new ArrayList<>();
    for (int i = repeat.min(); i < repeat.max(); i++) {
      entries.add(addJump());
      compile(repeat.part());
    }
    for (int entry : entries) fork(entry, states.size());
  }

  @Override
  public boolean test(String string) {
    int[] text = string.codePoints().toArray();
    StateSet current = new StateSet(states.size() + 1);
    StateSet next = new StateSet(states.size() + 1);
    enter(current, 0, text, 0);
    for (int at = 0; at < text.length; at++) {
      next.clear();
      for (int i = 0; i < current.size; i++) {
        int state = current.items[i];
        IntPredicate set = state < states.size() ? states.get(state).set : null;
        if (set != null && set.test(text[at])) enter(next, state + 1, text, at + 1);
      }
      effort.spend(1 + current.size);
      StateSet done = current;
      current = next;
      next = done;
      if (current.size == 0) return false;
    }
    return current.has(states.size());
  }

  /// Adds a state, and all that are reached from it without reading.
  private void enter(StateSet set, int first, int[] text, int at) {
    set.push(first);
    while (set.hasPushed()) {
      int number = set.pop();
      if (!set.add(number) || number == states.size()) continue;
      State state = states.get(number);
      if (state.set != null) continue;
      if (state.place != null && !isAt(state.place, text, at)) continue;
      if (state.jump >= 0) set.push(state.jump);
      if (!state.skip) set.push(number + 1);
    }
  }

  private static boolean isAt(Place place, int[] text, int at) {
    return switch (place) {
      case START -> at == 0;
      case END -> at == text.length;
      case WORD_EDGE -> isWordEdge(text, at);
      case NO_WORD_EDGE -> !isWordEdge(text, at);
    };
  }

  private static boolean isWordEdge(int[] text, int at) {
    boolean before = at > 0 && CharClass.isWord(text[at - 1]);
    boolean after = at < text.length && CharClass.isWord(text[at]);
    return before != after;
  }

  /// Numbers below a bound, in the order they came, with a stack of numbers to look at.
  private static final class StateSet {
    final int[] items;
    int size;
    private final boolean[] has;
    private int[] stack = new int[16];
    private int depth;

    StateSet(int bound) {
      items = new int[bound];
      has = new boolean[bound];
    }

    boolean has(int number) {
      return has[number];
    }

    boolean add(int number) {
      if (has[number]) return false;
      has[number] = true;
      items[size++] = number;
      return true;
    }

    void clear() {
      for (int i = 0; i < size; i++) has[items[i]] = false;
      size = 0;
    }

    void push(int number) {
      if (depth == stack.length) stack = Arrays.copyOf(stack, depth * 2);
      stack[depth++] = number;
    }

    int pop() {
      return stack[--depth];
    }

    boolean hasPushed() {
      return depth > 0;
    }
  }
}
