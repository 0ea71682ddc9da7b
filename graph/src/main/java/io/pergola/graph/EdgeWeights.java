package io.pergola.graph;

import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jgrapht.Graph;

/// The weight of each edge of a fragment: a numeric property, or 1.
///
/// @param given whether there is such a property
/// @param columns by triple
record EdgeWeights(boolean given, String property, List<Optional<NumberColumn>> columns) {
  static EdgeWeights none(Fragment fragment) {
    return new EdgeWeights(
        false, "", fragment.schema().triples().stream().map(_ -> NO_COLUMN).toList());
  }

  private static final Optional<NumberColumn> NO_COLUMN = Optional.empty();

  static EdgeWeights of(Fragment fragment, String property) {
    List<Optional<NumberColumn>> columns = new ArrayList<>();
    for (Triple triple : fragment.schema().triples()) {
      columns.add(fragment.edges(triple).find(property).map(EdgeWeights::requireWeights));
    }
    if (columns.stream().allMatch(Optional::isEmpty)) {
      throw new StoreException.NotFound("no edge label has a property '%s'".formatted(property));
    }
    return new EdgeWeights(true, property, columns);
  }

  private static NumberColumn requireWeights(Column column) {
    Property property = column.property();
    if (!(column instanceof NumberColumn numbers) || !property.type().isNumeric()) {
      throw new StoreException.Invalid(
          "property '%s' is %s; weights are numbers"
              .formatted(property.name(), property.type().label()));
    }
    if (column.nullCount() > 0) {
      throw new StoreException.Invalid(
          "property '%s' is null in %d of %d rows; weights have a value in each"
              .formatted(property.name(), column.nullCount(), column.length()));
    }
    return numbers;
  }

  /// Refuses a triple that has edges without a row in its table.
  void requireRows(int triple, long rows) {
    columns
        .get(triple)
        .filter(column -> column.length() < rows)
        .ifPresent(column -> {
          throw new StoreException.NotFound(
              "property '%s' is here for %d of %d edges: the graph was loaded without the properties of in-edges, so those whose source is an outer vertex have none"
                  .formatted(property, column.length(), rows));
        });
  }

  double at(EdgeId edge) {
    return columns
        .get(edge.triple())
        .map(column -> column.doubleAt(edge.row()))
        .orElse(Graph.DEFAULT_EDGE_WEIGHT);
  }
}
