package io.pergola.graphscope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The numbers of a [Program]'s vertices, by flat index, and which of the vertices are active.
final class ProgramState {
  private static final VarHandle DOUBLE = MethodHandles.arrayElementVarHandle(double[].class);
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  final FlatGraph graph;
  final Weights[][] weights;
  final double[] values;
  private final Program.Combine combine;
  private final long[] active;

  ProgramState(FlatGraph graph, Weights[][] weights, Program.Combine combine) {
    this.graph = graph;
    this.weights = weights;
    this.combine = combine;
    this.values = new double[graph.size];
    this.active = Bits.of(graph.size);
  }

  /// Gives a vertex a number if that is better; returns whether it was.
  boolean improve(int v, double value) {
    double old = values[v];
    while (isBetter(value, old)) {
      if (DOUBLE.compareAndSet(values, v, old, value)) return true;
      old = (double) DOUBLE.getVolatile(values, v);
    }
    return false;
  }

  private boolean isBetter(double value, double old) {
    return switch (combine) {
      case MIN -> value < old;
      case MAX -> value > old;
      case OWNER -> false;
    };
  }

  /// Makes a vertex active, and puts it into a queue if it was not.
  void activate(int v, Found found) {
    long bit = 1L << v;
    long before = (long) WORD.getAndBitwiseOr(active, v >>> 6, bit);
    if ((before & bit) == 0) found.add(v, 0);
  }

  /// Makes it inactive.
  void rest(int v) {
    WORD.getAndBitwiseAnd(active, v >>> 6, ~(1L << v));
  }
}
