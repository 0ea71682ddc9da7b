package io.pergola.graphscope;

import io.pergola.graph.Triple;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/// Sets of vertices and edges that a run keeps to. Where no set is given for a fragment and label,
/// or a fragment and triple, all of them belong to it. The sets are read while kernels are set up,
/// and must not change then.
///
/// ```java
/// RoaringBitmap west = new RoaringBitmap();           // airports west of the Mississippi
/// for (int lid = 0; lid < fragment.innerCount(0); lid++) {
///   if (longitude.doubleAt(lid) < -90) west.add(lid);
/// }
/// options.withFilters(Filters.NONE.vertices(fragment.fid(), 0, west));
/// ```
///
/// @param vertices by fragment and vertex label
/// @param edges by fragment and triple
public record Filters(Map<Place, RoaringBitmap> vertices, Map<Place, RoaringBitmap> edges) {
  /// Everything belongs.
  public static final Filters NONE = new Filters(Map.of(), Map.of());

  /// What a set belongs to.
  ///
  /// @param fid a fragment
  /// @param id a vertex label or a triple
  public record Place(int fid, int id) {}

  /// Keeps the maps unmodifiable.
  public Filters {
    vertices = Map.copyOf(vertices);
    edges = Map.copyOf(edges);
  }

  /// The same, but of a fragment's vertices of one label only some.
  ///
  /// @param lids of inner vertices
  public Filters vertices(int fid, int vertexLabel, RoaringBitmap lids) {
    return new Filters(with(vertices, new Place(fid, vertexLabel), lids), edges);
  }

  /// The same, but of a fragment's edges of one triple only some.
  ///
  /// An edge is named by its row in [io.pergola.graph.Fragment#edges] of each fragment and list
  /// that it stands in: the row of an out-entry is its position; a symmetric triple has a row for
  /// either direction of an edge, and both belong into the set.
  ///
  /// @param rows as unsigned numbers
  public Filters edges(int fid, Triple triple, RoaringBitmap rows) {
    return new Filters(vertices, with(edges, new Place(fid, triple.id()), rows));
  }

  Optional<RoaringBitmap> verticesOf(int fid, int vertexLabel) {
    return Optional.ofNullable(vertices.get(new Place(fid, vertexLabel)));
  }

  Optional<RoaringBitmap> edgesOf(int fid, Triple triple) {
    return Optional.ofNullable(edges.get(new Place(fid, triple.id())));
  }

  private static Map<Place, RoaringBitmap> with(
      Map<Place, RoaringBitmap> sets, Place place, RoaringBitmap set) {
    Map<Place, RoaringBitmap> more = new HashMap<>(sets);
    more.put(place, set);
    return more;
  }
}
