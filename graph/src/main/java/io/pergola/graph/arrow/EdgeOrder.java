package io.pergola.graph.arrow;

import io.pergola.graph.BoolColumn;
import io.pergola.graph.Column;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.PropertyType;
import io.pergola.graph.TextColumn;
import java.util.List;
import java.util.Optional;

/// The order of parallel edges, which `arrow` leaves open: the same in out- and in-lists and in all
/// fragments. By generated edge id where there is one, else by properties; then by row.
///
/// @param edgeIds the column `eid`
/// @param properties the others
record EdgeOrder(Optional<NumberColumn> edgeIds, List<Column> properties) {
  int compare(long left, long right) {
    int order =
        edgeIds.isPresent()
            ? Long.compareUnsigned(edgeIds.get().longAt(left), edgeIds.get().longAt(right))
            : byProperties(left, right);
    return order != 0 ? order : Long.compare(left, right);
  }

  private int byProperties(long left, long right) {
    for (Column column : properties) {
      int order = compare(column, left, right);
      if (order != 0) return order;
    }
    return 0;
  }

  private static int compare(Column column, long left, long right) {
    boolean isNull = column.isNull(left);
    if (isNull || column.isNull(right)) return Boolean.compare(isNull, column.isNull(right));
    return switch (column) {
      case BoolColumn bits -> Boolean.compare(bits.at(left), bits.at(right));
      case TextColumn text -> text.at(left).compareTo(text.at(right));
      case NumberColumn numbers when isFloating(numbers) ->
          Double.compare(numbers.doubleAt(left), numbers.doubleAt(right));
      case NumberColumn numbers -> Long.compare(numbers.longAt(left), numbers.longAt(right));
    };
  }

  private static boolean isFloating(NumberColumn numbers) {
    PropertyType type = numbers.property().type();
    return type == PropertyType.FLOAT || type == PropertyType.DOUBLE;
  }
}
