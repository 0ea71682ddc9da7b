package io.pergola.store;

/// Which names or type names a listing takes.
public sealed interface Pattern {
  /// The pattern as it is written.
  String text();

  /// A shell wildcard over the whole text: `*`, `?`, `[a-z]`, `[!a-z]`; `*` also matches `/` and
  /// `:`.
  ///
  /// @param text such as `vineyard::*`
  record Wildcard(String text) implements Pattern {}

  /// A regular expression in ECMAScript's syntax that must match the whole text, without back
  /// references and lookahead; a malformed one matches nothing.
  ///
  /// @param text such as `.*Tensor.*`
  record Regex(String text) implements Pattern {}
}
