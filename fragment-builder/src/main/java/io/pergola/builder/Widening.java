package io.pergola.builder;

import io.pergola.builder.input.BoundFile;
import io.pergola.builder.input.Problem;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Ends an attempt to load: properties were taken for int64 by their first records, but hold
/// decimal numbers further on. The next attempt reads them as double.
final class Widening extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String DECIMAL = "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,4})?";

  private final transient Set<Planner.WidenedColumn> columns;

  private Widening(Set<Planner.WidenedColumn> columns) {
    super("", null, false, false);
    this.columns = columns;
  }

  /// What is double.
  Set<Planner.WidenedColumn> columns() {
    return columns;
  }

  /// The label whose files are read.
  ///
  /// @param edges whether it is an edge label
  /// @param keys how many columns come before the properties
  record Table(
      boolean edges, String label, List<Property> properties, int keys, List<BoundFile> files) {
    /// @throws Widening if some of the problems are such cells
    void check(List<Problem> problems) {
      Set<Planner.WidenedColumn> found =
          problems.stream()
              .filter(this::isDecimal)
              .map(problem -> properties.get(problem.column() - keys).name())
              .map(property -> new Planner.WidenedColumn(edges, label, property))
              .collect(Collectors.toSet());
      if (!found.isEmpty()) throw new Widening(found);
    }

    boolean isDecimal(Problem problem) {
      if (problem.column() < keys) return false;
      BoundFile.Column column = files.get(problem.file()).columns().get(problem.column());
      return column.guessed()
          && column.type() == PropertyType.INT64
          && problem.value().strip().matches(DECIMAL);
    }
  }
}
