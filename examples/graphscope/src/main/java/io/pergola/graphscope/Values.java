package io.pergola.graphscope;

import io.pergola.graph.PropertyType;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// The outcome of a kernel: something for each inner vertex, by flat index.
@SuppressWarnings("ArrayRecordComponent") // the state of kernels, not copied
sealed interface Values {
  /// The value as a number; infinity for vertices that can't be reached.
  double number(int flat);

  /// Appends it as text.
  void append(StringBuilder line, int flat);

  /// The type of a column that keeps the values.
  default PropertyType type() {
    return PropertyType.DOUBLE;
  }

  /// The value as such a column keeps it, if that is of INT64.
  default long whole(int flat) {
    return (long) number(flat);
  }

  /// Whether such a column has a value for the vertex.
  default boolean has(int flat) {
    return true;
  }

  /// Whether the vertex takes part when the greatest values are asked for.
  default boolean counts(int flat) {
    return Double.isFinite(number(flat));
  }

  /// Levels of [Bfs]; negative where it did not get.
  record Hops(int[] levels) implements Values {
    @Override
    public PropertyType type() {
      return PropertyType.INT64;
    }

    @Override
    public boolean has(int flat) {
      return levels[flat] >= 0;
    }

    @Override
    public double number(int flat) {
      return levels[flat] < 0 ? Double.POSITIVE_INFINITY : levels[flat];
    }

    @Override
    public void append(StringBuilder line, int flat) {
      line.append(levels[flat] < 0 ? Long.MAX_VALUE : levels[flat]);
    }
  }

  /// Distances of [Sssp].
  record Distances(IntToDoubleFunction distances) implements Values {
    @Override
    public double number(int flat) {
      return distances.applyAsDouble(flat);
    }

    @Override
    public void append(StringBuilder line, int flat) {
      Decimals.append(line, number(flat));
    }
  }

  /// Ranks of [PageRank].
  record Ranks(double[] ranks) implements Values {
    @Override
    public double number(int flat) {
      return ranks[flat];
    }

    @Override
    public void append(StringBuilder line, int flat) {
      Decimals.append(line, ranks[flat]);
    }
  }

  /// Neighbors' pairs of [Triangles], core numbers of [KCore].
  ///
  /// @param numbers which entry belongs to a flat index
  record Counts(long[] counts, int[] numbers) implements Values {
    @Override
    public PropertyType type() {
      return PropertyType.INT64;
    }

    @Override
    public double number(int flat) {
      return counts[numbers[flat]];
    }

    @Override
    public void append(StringBuilder line, int flat) {
      line.append(counts[numbers[flat]]);
    }
  }

  /// Numbers of a [Program].
  record Numbers(double[] numbers) implements Values {
    @Override
    public double number(int flat) {
      return numbers[flat];
    }

    @Override
    public void append(StringBuilder line, int flat) {
      Decimals.append(line, numbers[flat]);
    }
  }

  /// Coefficients of [Lcc].
  ///
  /// @param numbers which entry belongs to a flat index
  record Shares(double[] shares, int[] numbers) implements Values {
    @Override
    public double number(int flat) {
      return shares[numbers[flat]];
    }

    @Override
    public void append(StringBuilder line, int flat) {
      Decimals.append(line, number(flat));
    }
  }

  /// Components of [Wcc] and communities of [Cdlp].
  ///
  /// @param groups what group each vertex is in: an index into the other arrays
  /// @param named the vertex that each group is called after
  /// @param smallest the smallest vertex in each group
  /// @param sizes how many are in each group
  /// @param names what vertices are called
  record Groups(int[] groups, int[] named, int[] smallest, int[] sizes, Names names)
      implements Values {
    /// Components are called after their smallest vertices.
    ///
    /// @param roots of each vertex's component
    static Groups rooted(FlatGraph graph, int[] roots, Names names) {
      int[] smallest = new int[graph.size];
      Groups groups = new Groups(roots, smallest, smallest, new int[graph.size], names);
      return groups.fill(graph);
    }

    /// Communities are called after their labels.
    ///
    /// @param labels each vertex's, a number of `order`
    static Groups labelled(FlatGraph graph, Numbering order, int[] labels, Names names) {
      int count = order.count();
      Groups groups = new Groups(labels, order.flats(), new int[count], new int[count], names);
      return groups.fill(graph);
    }

    private Groups fill(FlatGraph graph) {
      Arrays.fill(smallest, -1);
      for (Span span : graph.spans) {
        for (int v = span.base(); v < span.innerEnd(); v++) {
          if (!graph.vertices.has(v)) continue;
          int group = groups[v];
          sizes[group]++;
          if (smallest[group] < 0 || names.compare(v, smallest[group]) < 0) smallest[group] = v;
        }
      }
      return this;
    }

    @Override
    public PropertyType type() {
      return names.areNumbers() ? PropertyType.INT64 : PropertyType.STRING;
    }

    @Override
    public long whole(int flat) {
      return names.whole(named[groups[flat]]);
    }

    @Override
    public double number(int flat) {
      return sizes[groups[flat]];
    }

    @Override
    public void append(StringBuilder line, int flat) {
      names.append(line, named[groups[flat]]);
    }

    @Override
    public boolean counts(int flat) {
      return smallest[groups[flat]] == flat;
    }
  }
}
