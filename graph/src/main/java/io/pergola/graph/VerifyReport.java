package io.pergola.graph;

import java.util.List;

/// What a verifier found.
///
/// @param checks how many invariants were checked
/// @param problems what is wrong, in words; empty if the fragment is sound
public record VerifyReport(long checks, List<String> problems) {
  /// Keeps the list unmodifiable.
  public VerifyReport {
    problems = List.copyOf(problems);
  }

  /// Whether nothing is wrong.
  public boolean sound() {
    return problems.isEmpty();
  }
}
