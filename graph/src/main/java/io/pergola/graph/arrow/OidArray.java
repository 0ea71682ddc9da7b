package io.pergola.graph.arrow;

import io.pergola.graph.Column;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.Oid;
import io.pergola.graph.TextColumn;

/// The ids of some vertices of a label, in the order of their offsets.
record OidArray(Column column) {
  long size() {
    return column.length();
  }

  /// @throws IndexOutOfBoundsException if there is no such row
  Oid at(long row) {
    return switch (column) {
      case TextColumn text -> Oid.of(text.at(row));
      case NumberColumn numbers -> Oid.of(numbers.longAt(row));
      default -> throw new IllegalStateException(column.property() + " can't hold ids");
    };
  }

  /// The value under a row's id in a map from ids.
  long findIn(HashMapView map, long row) {
    return switch (column) {
      case TextColumn text -> map.find(text.bytes(row));
      case NumberColumn numbers -> map.find(numbers.longAt(row));
      default -> -1;
    };
  }
}
