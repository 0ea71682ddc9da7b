package io.pergola.graphscope;

import io.pergola.graph.Csr;
import io.pergola.graph.Direction;
import io.pergola.graph.Fragment;
import io.pergola.graph.Rows;
import io.pergola.graph.Triple;
import io.pergola.store.StoreException;
import java.util.Optional;

/// One direction of a triple in one fragment.
record TripleSide(Fragment fragment, Triple triple, Direction direction) {
  Csr csr() {
    return direction == Direction.OUT ? fragment.out(triple) : fragment.in(triple);
  }

  /// The row of each entry in the edge table; nothing if it is the position.
  ///
  /// @throws StoreException.Unsupported if the fragment doesn't know them
  Optional<Rows> rows() {
    if (direction == Direction.OUT || fragment.symmetric(triple)) return Optional.empty();
    return Optional.of(
        fragment
            .inRows(triple)
            .orElseThrow(() ->
                new StoreException.Unsupported(
                    "the edges %s were loaded without the rows of in-edges, so their properties can't be found backwards; load the graph with --in-properties rows"
                        .formatted(description()))));
  }

  /// The edge label and the labels that it joins.
  String description() {
    var schema = fragment.schema();
    return "'%s' (%s to %s)"
        .formatted(
            schema.edgeLabels().get(triple.edgeLabel()).name(),
            schema.vertexLabels().get(triple.source()).name(),
            schema.vertexLabels().get(triple.destination()).name());
  }
}
