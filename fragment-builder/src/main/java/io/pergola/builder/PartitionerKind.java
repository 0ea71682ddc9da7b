package io.pergola.builder;

import io.pergola.builder.input.LoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// How vertices are spread over fragments.
public sealed interface PartitionerKind {
  /// By a hash of the id, as [io.pergola.graph.Partitioner.Hash] says.
  PartitionerKind HASH = new ById(false);

  /// By ranges of ids, each with as many vertices as the others.
  PartitionerKind RANGE = new ById(true);

  /// [Rule#LDG], balanced by vertices.
  PartitionerKind LDG = new Streaming(Rule.LDG, Balance.VERTICES);

  /// [Rule#FENNEL], balanced by vertices.
  PartitionerKind FENNEL = new Streaming(Rule.FENNEL, Balance.VERTICES);

  /// The id alone decides.
  ///
  /// @param ranges by ranges of ids, or else by their hash
  record ById(boolean ranges) implements PartitionerKind {}

  /// Vertices come one after the other and go where their neighbors are.
  record Streaming(Rule rule, Balance balance) implements PartitionerKind {}

  /// A file says it: line k holds the fragment of the k-th vertex, counted over all labels, as
  /// METIS writes it.
  record Listed(Path file) implements PartitionerKind {}

  /// How a stream is partitioned.
  enum Rule {
    /// Linear deterministic greedy (Stanton and Kliot, 2012): most neighbors, weighted by the room
    /// that is left.
    LDG,
    /// Fennel (Tsourakakis and others, 2014): most neighbors, less a price that rises with the
    /// load.
    FENNEL
  }

  /// Of what fragments get equally many.
  enum Balance {
    VERTICES,
    EDGES
  }

  /// Reads a name as users write it: `hash`, `range`, `ldg`, `fennel`, the latter two perhaps with
  /// `:edges`, or the name of a file.
  ///
  /// @throws LoadException.BadOption if it is none of these
  static PartitionerKind parse(String text) {
    return parse(text, Path.of(""));
  }

  /// The same, the file being relative to a directory.
  static PartitionerKind parse(String text, Path directory) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "hash" -> HASH;
      case "range" -> RANGE;
      case "ldg", "ldg:vertices" -> LDG;
      case "fennel", "fennel:vertices" -> FENNEL;
      case "ldg:edges" -> new Streaming(Rule.LDG, Balance.EDGES);
      case "fennel:edges" -> new Streaming(Rule.FENNEL, Balance.EDGES);
      default -> listed(text, directory.resolve(text));
    };
  }

  private static PartitionerKind listed(String text, Path file) {
    if (!text.isBlank() && Files.isRegularFile(file)) return new Listed(file);
    throw new LoadException.BadOption(
        "'%s' is neither a partitioner nor a file; there are hash, range, ldg, fennel (ldg:edges and fennel:edges balance edges) and METIS partition files"
            .formatted(text));
  }
}
