package io.pergola.graph.arrow;

import io.pergola.graph.Oid;
import java.util.List;

/// Which ids the vertices of each fragment and label have, and where an id is. `[fid][label]`.
sealed interface VertexMap {
  /// The ids of the fragment's own inner vertices of a label.
  OidArray own(int label);

  /// How many vertices of a label a fragment owns.
  long count(int fid, int label);

  /// The id of a vertex that is an inner or outer one here.
  ///
  /// @throws IndexOutOfBoundsException if the map does not know it
  Oid oid(int fid, int label, long offset);

  /// Finds the offset of an inner vertex.
  OidSearch search(int label);

  /// `vineyard::ArrowVertexMap`: all vertices of all fragments.
  ///
  /// @param oids the ids of every fragment
  /// @param maps from ids to gids; empty with perfect hash maps
  record Global(int fid, List<List<OidArray>> oids, List<List<HashMapView>> maps, VidBits ids)
      implements VertexMap {
    @Override
    public OidArray own(int label) {
      return oids.get(fid).get(label);
    }

    @Override
    public long count(int fid, int label) {
      return oids.get(fid).get(label).size();
    }

    @Override
    public Oid oid(int fid, int label, long offset) {
      return oids.get(fid).get(label).at(offset);
    }

    @Override
    public OidSearch search(int label) {
      if (maps.isEmpty()) return new OidSearch.Rebuilt(own(label));
      return new OidSearch.Mapped(maps.get(fid).get(label));
    }
  }

  /// `vineyard::ArrowLocalVertexMap`: own vertices, and the outer ones that the fragment has.
  ///
  /// @param counts vertices of each fragment
  /// @param oids own ids; of other fragments those of known vertices if ids are strings
  /// @param offsets from ids to offsets
  /// @param outer of other fragments: from offsets to ids, or to rows of `oids` for strings
  record Local(
      int fid,
      List<List<Long>> counts,
      List<List<OidArray>> oids,
      List<List<HashMapView>> offsets,
      List<List<HashMapView>> outer)
      implements VertexMap {
    @Override
    public OidArray own(int label) {
      return oids.get(fid).get(label);
    }

    @Override
    public long count(int fid, int label) {
      return counts.get(fid).get(label);
    }

    @Override
    public Oid oid(int owner, int label, long offset) {
      if (owner == fid) return own(label).at(offset);
      HashMapView map = outer.get(owner).get(label);
      if (map.layout().value() != map.layout().key()) return Oid.of(known(map, offset));
      return oids.get(owner).get(label).at(known(map, offset));
    }

    /// Numbers may be negative, so −1 alone does not say that there is none.
    private static long known(HashMapView map, long offset) {
      long found = map.find(offset);
      if (found != -1 || map.has(offset)) return found;
      throw new IndexOutOfBoundsException("the vertex map has no vertex " + offset);
    }

    @Override
    public OidSearch search(int label) {
      HashMapView map = offsets.get(fid).get(label);
      boolean pointsElsewhere = map.elements() > 0 && map.text().byteSize() == 0;
      return map.layout().key() == io.pergola.graph.PropertyType.STRING && pointsElsewhere
          ? new OidSearch.Rebuilt(own(label))
          : new OidSearch.Mapped(map);
    }
  }
}
