package io.pergola.graph;

import io.pergola.store.ObjectId;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.jgrapht.Graph;
import org.roaringbitmap.RoaringBitmap;

/// One part of a property graph, mapped from shared memory without a copy. Immutable; any number of
/// threads may read it.
///
/// Vertices of a label are counted by **lid**: inner ones from 0 to `innerCount − 1`, outer ones
/// from there to `innerCount + outerCount − 1`. Opening costs O(metadata), whatever the size.
/// Everything that a fragment hands out is a view; after [#close] the fragment's methods throw
/// [IllegalStateException], and views must not be used.
public interface Fragment extends AutoCloseable {
  /// The object that it was opened from.
  ObjectId id();

  /// Its number, from 0 to `fnum − 1`.
  int fid();

  /// The number of fragments of the graph.
  int fnum();

  /// Whether edges have a direction.
  boolean directed();

  /// Labels and properties, the same in all fragments of a graph.
  Schema schema();

  /// Vertices of a label that this fragment owns.
  int innerCount(int vertexLabel);

  /// Vertices of a label that others own and edges of this fragment touch.
  int outerCount(int vertexLabel);

  /// All vertices of a label here, inner and outer.
  default int vertexCount(int vertexLabel) {
    return innerCount(vertexLabel) + outerCount(vertexLabel);
  }

  /// The triples of an edge label, by id.
  default List<Triple> triples(int edgeLabel) {
    return schema().triples().stream().filter(t -> t.edgeLabel() == edgeLabel).toList();
  }

  /// The triples whose sources have the label, by id.
  default List<Triple> outTriples(int vertexLabel) {
    return schema().triples().stream().filter(t -> t.source() == vertexLabel).toList();
  }

  /// The triples whose destinations have the label, by id.
  default List<Triple> inTriples(int vertexLabel) {
    return schema().triples().stream().filter(t -> t.destination() == vertexLabel).toList();
  }

  /// Whether a triple has one CSR that holds each edge at both of its ends: so for undirected
  /// triples of one label. Then [#out] and [#in] are the same.
  default boolean symmetric(Triple triple) {
    return !directed() && triple.joinsOneLabel();
  }

  /// Lists over the inner vertices of the source label; neighbors are lids of the destination
  /// label. Position p is row p of [#edges].
  Csr out(Triple triple);

  /// Lists over the inner vertices of the destination label; neighbors are lids of the source
  /// label.
  Csr in(Triple triple);

  /// The row in [#edges] of each in-entry, if the fragment has them. For a symmetric triple the row
  /// is the position and there is nothing to look up.
  Optional<Rows> inRows(Triple triple);

  /// The columns of a vertex label, `oid` first; row i is inner vertex i.
  Table table(int vertexLabel);

  /// The columns of an edge label for one triple; see [#out] and [#inRows].
  Table edges(Triple triple);

  /// A vertex's id as the user gave it.
  ///
  /// @throws io.pergola.store.StoreException.NotFound for an outer vertex if the fragment does not
  ///   keep the ids of outer vertices; ask its owner
  Oid oid(int vertexLabel, int lid);

  /// The lid of the inner vertex with that oid, or −1.
  int lid(int vertexLabel, Oid oid);

  /// A vertex's cluster-wide id.
  long gid(int vertexLabel, int lid);

  /// The lid of an inner or outer vertex within its label ([GidLayout#label]), or −1 if it is not
  /// here.
  int lid(long gid);

  /// The lid of the first outer vertex of the label that fragment `owner` or a later one owns. So
  /// the outer vertices of `owner` are `outerBegin(label, owner) .. outerBegin(label, owner + 1)`;
  /// they correspond one to one, in order, to `mirrors(label, fid())` of the owner.
  int outerBegin(int vertexLabel, int owner);

  /// The inner vertices of the label that fragment `other` holds as outer: int32 lids, ascending.
  MemorySegment mirrors(int vertexLabel, int other);

  /// The same as a vertex set.
  default RoaringBitmap mirrorSet(int vertexLabel, int other) {
    return VertexSets.of(mirrors(vertexLabel, other));
  }

  /// A read-only view as a JGraphT graph over all vertices here, which are gids. Its edges are
  /// those that touch an inner vertex, each once; so a cut edge is in the graph of both its
  /// fragments. Neither building nor asking for an inner vertex copies the graph.
  default Graph<Long, EdgeId> asJGraphT() {
    return FragmentGraph.of(this);
  }

  /// As [#asJGraphT()], with the values of an edge property as weights. Edges of labels without
  /// that property weigh 1.
  ///
  /// @throws io.pergola.store.StoreException.NotFound if no edge label has the property, or the
  ///   fragment does not keep it for edges whose source is an outer vertex
  /// @throws io.pergola.store.StoreException.Invalid if it is not numeric or has nulls
  default Graph<Long, EdgeId> asJGraphT(String weightProperty) {
    return FragmentGraph.of(this, weightProperty);
  }

  /// Unpins the fragment.
  @Override
  void close();
}
