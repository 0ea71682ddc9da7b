package io.pergola.graph.arrow;

import io.pergola.graph.Column;
import io.pergola.graph.Table;
import java.util.ArrayList;
import java.util.List;

/// What a fragment holds of one vertex label.
///
/// @param inner stored inner vertices
/// @param outer stored outer vertices
/// @param visible whether a projection left the label visible; a hidden one has no vertices for
///   [io.pergola.graph.Fragment], though lists count them
/// @param oids the ids of inner vertices
/// @param properties their properties
/// @param outers outer vertices by gid
/// @param search finds ids
record ArrowVertices(
    int inner,
    int outer,
    boolean visible,
    OidArray oids,
    Table properties,
    Lazy<OuterVertices> outers,
    OidSearch search) {
  int shownInner() {
    return visible ? inner : 0;
  }

  int shownOuter() {
    return visible ? outer : 0;
  }

  /// The columns: ids first.
  Table table() {
    List<Column> columns = new ArrayList<>();
    columns.add(oids.column());
    columns.addAll(properties.columns());
    return new Table(inner, columns);
  }
}
