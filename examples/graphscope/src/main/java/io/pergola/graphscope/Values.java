package io.pergola.graphscope;

import java.util.Arrays;

/// The outcome of a kernel: something for each inner vertex, by flat index.
@SuppressWarnings("ArrayRecordComponent") // the state of kernels, not copied
sealed interface Values {
  /// The value as a number; infinity for vertices that can't be reached.
  double number(int flat);

  /// Appends it as text.
  void append(StringBuilder line, int flat);

  /// Whether the vertex takes part when the greatest values are asked for.
  default boolean counts(int flat) {
    return Double.isFinite(number(flat));
  }

  /// Levels of [Bfs]; negative where it did not get.
  record Hops(int[] levels) implements Values {
    @Override
    public double number(int flat) {
      return levels[flat] < 0 ? Double.POSITIVE_INFINITY : levels[flat];
    }

    @Override
    public void append(StringBuilder line, int flat) {
      line.append(levels[flat] < 0 ? Long.MAX_VALUE : levels[flat]);
    }
  }

  /// Distances of [Sssp], as the bits of doubles.
  record Distances(long[] bits) implements Values {
    @Override
    public double number(int flat) {
      return Double.longBitsToDouble(bits[flat]);
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

  /// Components of [Wcc].
  ///
  /// @param roots the root of each vertex's component
  /// @param smallest for each root the component's smallest vertex
  /// @param sizes for each root the component's vertices
  /// @param names what vertices are called
  record Components(int[] roots, int[] smallest, int[] sizes, Names names) implements Values {
    /// Finds the smallest vertex of each component.
    static Components of(FlatGraph graph, int[] roots, Names names) {
      int[] smallest = new int[graph.size];
      int[] sizes = new int[graph.size];
      Arrays.fill(smallest, -1);
      for (Span span : graph.spans) {
        for (int v = span.base(); v < span.innerEnd(); v++) {
          int root = roots[v];
          sizes[root]++;
          if (smallest[root] < 0 || names.less(span, v, smallest[root])) smallest[root] = v;
        }
      }
      return new Components(roots, smallest, sizes, names);
    }

    @Override
    public double number(int flat) {
      return sizes[roots[flat]];
    }

    @Override
    public void append(StringBuilder line, int flat) {
      names.append(line, smallest[roots[flat]]);
    }

    @Override
    public boolean counts(int flat) {
      return smallest[roots[flat]] == flat;
    }
  }
}
