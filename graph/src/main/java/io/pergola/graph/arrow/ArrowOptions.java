package io.pergola.graph.arrow;

import java.util.EnumSet;
import java.util.Set;

/// Which `arrow` fragments to write. GraphScope's Python client takes only [#DEFAULTS]; C++ clients
/// ask for any.
///
/// @param vid the width of gids and lids
/// @param map which vertices each fragment's vertex map knows
/// @param edges how neighbours are stored
/// @param extras columns that are no properties
public record ArrowOptions(VidWidth vid, MapKind map, EdgeKind edges, Set<Extra> extras) {
  /// What every GraphScope engine accepts: 64-bit vids, a global map, plain edges, all extras.
  public static final ArrowOptions DEFAULTS =
      new ArrowOptions(VidWidth.UINT64, MapKind.GLOBAL, EdgeKind.PLAIN, EnumSet.allOf(Extra.class));

  /// A column that is no property.
  public enum Extra {
    /// First in each edge table: `eid`, int64, unique in the graph, equal in both fragments of a
    /// cut edge. GraphScope's query engine wants it.
    EDGE_IDS,
    /// Last in each vertex table: the id, `id` unless a property is called so.
    RETAINED_IDS
  }

  /// Keeps the set unmodifiable.
  public ArrowOptions {
    extras = Set.copyOf(extras);
  }
}
