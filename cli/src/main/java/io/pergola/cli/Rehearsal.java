package io.pergola.cli;

/// Does once what commands do.
final class Rehearsal {
  private Rehearsal() {}

  /// Runs.
  public static void main(String[] args) {
    Pergola.run(Console.ofProcess(), "--version");
  }
}
