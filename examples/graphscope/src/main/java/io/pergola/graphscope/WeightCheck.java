package io.pergola.graphscope;

import io.pergola.graph.Direction;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Fragment;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.Property;
import io.pergola.graph.Triple;
import io.pergola.store.StoreException;
import java.util.List;

/// Finds the weights of a graph's edges and makes sure, before a run, that kernels may use them:
/// every row of every column is a number of at least 0. What else it says is a by-product.
final class WeightCheck {
  private static final int ROWS = 1 << 16;

  private final Team team;
  private final String name;
  private double sum;
  private double most;
  private long count;
  private boolean whole = true;

  private WeightCheck(Team team, String name) {
    this.team = team;
    this.name = name;
  }

  /// @param name a property of all of the graph's edge labels
  /// @throws StoreException.NotFound if a label has no such property
  /// @throws StoreException.Invalid if it is not numeric, or a row is null, NaN or negative
  static WeightCheck of(FlatGraph graph, Team team, String name) {
    WeightCheck check = new WeightCheck(team, name);
    for (EdgeLabel label : graph.selection.edgeLabels()) check.requireNumeric(label);
    for (Span span : graph.spans) {
      for (Triple triple : graph.selection.triples()) {
        if (triple.source() == span.label().id()) check.scan(graph.fragment(span), triple);
      }
    }
    return check;
  }

  /// The mean weight, or 1 if there is no edge.
  double mean() {
    return count == 0 ? 1 : sum / count;
  }

  /// Whether all weights are of whole types, and no path over so many edges weighs 2^31 or more.
  boolean fitsInt(long edges) {
    return whole && most * edges < Integer.MAX_VALUE;
  }

  /// The weights of some lists' entries.
  ///
  /// @throws StoreException.Unsupported if they are in-lists without rows
  Weights of(Lists lists) {
    NumberColumn column = (NumberColumn) lists.fragment.edges(lists.triple).column(name);
    return new TripleSide(lists.fragment, lists.triple, lists.direction)
        .rows()
        .map(rows -> Weights.through(rows, column))
        .orElseGet(() -> Weights.aligned(column));
  }

  private void requireNumeric(EdgeLabel label) {
    List<Property> numeric = label.properties().stream().filter(p -> p.type().isNumeric()).toList();
    Property found =
        label.properties().stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new StoreException.NotFound(
                    "edge label '%s' has no property '%s' to weigh its edges; its numeric ones are %s"
                        .formatted(label.name(), name, names(numeric))));
    if (!found.type().isNumeric()) {
      throw new StoreException.Invalid(
          "property '%s' of edge label '%s' is %s, expected a numeric one as weight: %s"
              .formatted(name, label.name(), found.type().label(), names(numeric)));
    }
  }

  private static List<String> names(List<Property> properties) {
    return properties.stream().map(Property::name).toList();
  }

  private void scan(Fragment fragment, Triple triple) {
    NumberColumn column = (NumberColumn) fragment.edges(triple).column(name);
    int chunks = Math.toIntExact((column.length() + ROWS - 1) / ROWS);
    Seen[] seen = new Seen[chunks];
    team.forEach(chunks, (chunk, worker) -> seen[chunk] = scan(column, chunk));
    for (Seen each : seen) {
      if (each.bad >= 0) throw refused(fragment, triple, column, each.bad);
      sum += each.sum;
      most = Math.max(most, each.most);
    }
    count += column.length();
    whole &= column.property().type().isInteger();
  }

  /// What is in some rows.
  ///
  /// @param bad the first that can't be a weight, or −1
  private record Seen(double sum, double most, long bad) {}

  private static Seen scan(NumberColumn column, int chunk) {
    double[] batch = new double[Lists.BATCH];
    Weights weights = Weights.aligned(column);
    long end = Math.min(column.length(), (chunk + 1L) * ROWS);
    double sum = 0;
    double most = 0;
    for (long begin = (long) chunk * ROWS; begin < end; begin += batch.length) {
      int count = (int) Math.min(batch.length, end - begin);
      weights.read(begin, count, batch);
      boolean good = true;
      for (int i = 0; i < count; i++) {
        sum += batch[i];
        most = Math.max(most, batch[i]);
        good &= batch[i] >= 0;
      }
      long bad = good && column.nullCount() == 0 ? -1 : firstBad(column, begin, batch, count);
      if (bad >= 0) return new Seen(sum, most, bad);
    }
    return new Seen(sum, most, -1);
  }

  private static long firstBad(NumberColumn column, long begin, double[] batch, int count) {
    for (int i = 0; i < count; i++) {
      if (column.isNull(begin + i) || !(batch[i] >= 0)) return begin + i;
    }
    return -1;
  }

  private StoreException refused(Fragment fragment, Triple triple, NumberColumn column, long row) {
    return new StoreException.Invalid(
        "property '%s' of %s is %s in row %d of fragment %d, expected a number of at least 0; correct the edge or choose another weight"
            .formatted(
                name,
                new TripleSide(fragment, triple, Direction.OUT).description(),
                column.isNull(row) ? "null" : column.text(row),
                row,
                fragment.fid()));
  }
}
