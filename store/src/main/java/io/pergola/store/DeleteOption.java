package io.pergola.store;

/// How far a deletion reaches.
///
/// Without options an object goes if nothing has it as a member, and with it those of its blobs
/// that nothing else has. If A has the blob b, and B has A:
///
/// | delete | b | A | B |
/// |---|---|---|---|
/// | A, or A deep | stays | stays | stays |
/// | A by force | goes | goes | goes |
/// | B | stays | stays | goes |
/// | B deep | goes | goes | goes |
/// | A and B | goes | goes | goes |
/// | b | stays | stays | stays |
/// | b by force | goes | goes | goes |
/// | b by the fast path | goes | stays | stays |
public enum DeleteOption {
  /// Deletes objects that others still have as members, and those others with them.
  FORCE,
  /// Deletes members too, as long as nothing else has them.
  DEEP,
  /// Takes blobs only and ignores who links to them.
  FASTPATH,
  /// Returns the pages of all free memory to the operating system at once.
  TRIM
}
