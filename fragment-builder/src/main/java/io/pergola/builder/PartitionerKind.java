package io.pergola.builder;

import io.pergola.builder.input.LoadException;
import java.util.Locale;

/// How vertices are spread over fragments.
public enum PartitionerKind {
  /// By a hash of the id, as [io.pergola.graph.Partitioner.Hash] says.
  HASH,
  /// By ranges of ids, each with as many vertices as the others.
  RANGE;

  /// Reads a name as users write it.
  ///
  /// @throws LoadException.BadOption if there is no such partitioner
  public static PartitionerKind parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "hash" -> HASH;
      case "range" -> RANGE;
      default ->
          throw new LoadException.BadOption(
              "'%s' is not a partitioner; there are hash and range".formatted(text));
    };
  }
}
