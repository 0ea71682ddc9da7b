package io.pergola.builder;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.store.ObjectStore;
import java.util.List;

/// What every step of the building needs.
///
/// @param spaces by vertex label
/// @param outers all outer vertices
record BuildContext(
    ObjectStore store,
    Schema schema,
    LoadOptions options,
    Staging staging,
    Workers workers,
    List<VertexSpace> spaces,
    OuterSets outers) {
  boolean symmetric(Triple triple) {
    return options.undirected() && triple.joinsOneLabel();
  }

  EdgeLabel label(Triple triple) {
    return schema.edgeLabels().get(triple.edgeLabel());
  }

  VertexSpace sources(Triple triple) {
    return spaces.get(triple.source());
  }

  VertexSpace destinations(Triple triple) {
    return spaces.get(triple.destination());
  }

  /// Whether in-entries of the triple know the rows of their edges.
  boolean inRows(Triple triple) {
    return options.inRows() && !symmetric(triple) && !label(triple).properties().isEmpty();
  }

  int fnum() {
    return options.fragments();
  }
}
