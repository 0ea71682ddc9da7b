package io.pergola.builder.edge;

import io.pergola.builder.stage.Staging;
import io.pergola.builder.stage.Workers;
import io.pergola.builder.vertex.VertexSpace;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.store.ObjectStore;
import java.util.List;

/// What every step of the building needs.
///
/// @param fnum how many fragments
/// @param directed whether edges have a direction
/// @param withInRows whether in-entries know the rows of their properties
/// @param spaces by vertex label
/// @param outers all outer vertices
public record BuildContext(
    ObjectStore store,
    Schema schema,
    int fnum,
    boolean directed,
    boolean withInRows,
    Staging staging,
    Workers workers,
    List<VertexSpace> spaces,
    OuterSets outers) {
  boolean symmetric(Triple triple) {
    return !directed && triple.joinsOneLabel();
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
    return withInRows && !symmetric(triple) && !label(triple).properties().isEmpty();
  }
}
