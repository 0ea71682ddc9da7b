package io.pergola.graph.verify;

import io.pergola.graph.VerifyReport;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/// What a verification has found so far. Each problem is one sentence that begins with where it is.
///
/// A check reports its first violation only: one wrong offset makes thousands of followers wrong.
public final class Findings {
  private static final class Counts {
    long checks;
    final List<String> problems = new ArrayList<>();
  }

  private final String place;
  private final Counts counts;

  private Findings(String place, Counts counts) {
    this.place = place;
    this.counts = counts;
  }

  /// Nothing yet.
  public static Findings start() {
    return new Findings("", new Counts());
  }

  /// The same findings, for a part of what is verified.
  public Findings in(String part) {
    return new Findings(place + part + ": ", counts);
  }

  /// Notes a check and its outcome, and returns it.
  public boolean check(boolean holds, String sentence) {
    counts.checks++;
    if (!holds) problem(sentence);
    return holds;
  }

  /// Notes what is wrong.
  public void problem(String sentence) {
    counts.problems.add(place + sentence);
  }

  /// Runs a check that notes its problems itself. Whatever garbage makes it fail is a problem too.
  ///
  /// @return whether it found nothing
  public boolean guard(String what, Runnable check) {
    int before = counts.problems.size();
    counts.checks++;
    try {
      check.run();
    } catch (StoreException.Disconnected gone) {
      throw gone;
    } catch (RuntimeException garbage) {
      problem("%s can't be read: %s".formatted(what, String.valueOf(garbage.getMessage())));
    }
    return counts.problems.size() == before;
  }

  /// How many problems there are so far.
  public int count() {
    return counts.problems.size();
  }

  /// The whole numbers from `least` to `most`, for a sentence.
  public static String range(long least, long most) {
    if (least > most) return "none";
    return least == most ? Long.toString(most) : least + " to " + most;
  }

  /// All of it.
  public VerifyReport report() {
    return new VerifyReport(counts.checks, counts.problems);
  }
}
