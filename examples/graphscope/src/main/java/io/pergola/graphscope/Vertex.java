package io.pergola.graphscope;

import java.util.Arrays;

/// The inner vertex that a [Program]'s task is at. It is lent to one thread for one call: don't
/// keep it. Other vertices are named by numbers, which are the same in all calls of a run.
public final class Vertex {
  /// What is done with each edge.
  public interface EdgeTask {
    /// Takes an edge.
    ///
    /// @param neighbor the vertex at the other end
    /// @param weight of the edge
    void accept(int neighbor, double weight);
  }

  private final ProgramState state;
  private final Found found;
  private final int[] neighbors = new int[Lists.BATCH];
  private final double[] weights = new double[Lists.BATCH];
  private Span span;
  private int number;

  Vertex(ProgramState state, Found found) {
    this.state = state;
    this.found = found;
    this.span = state.graph.spans.getFirst();
  }

  Vertex at(int flat) {
    span = state.graph.span(flat);
    number = flat;
    return this;
  }

  /// Its number.
  public int number() {
    return number;
  }

  /// What it has.
  public double value() {
    return state.values[number];
  }

  /// What another vertex has: here, for outer vertices, what it had when messages last came.
  public double value(int other) {
    return state.values[other];
  }

  /// Gives it a number, whatever it had. Copies of it hear of it before the next evaluation.
  public void set(double value) {
    state.values[number] = value;
  }

  /// Offers a number to a vertex. If it is better, [Program.Combine] says so, the vertex takes it
  /// and becomes active: an inner one at once, an outer one where it is at home, after this
  /// evaluation. Many threads may offer at a time.
  public void offer(int other, double value) {
    if (state.improve(other, value)) state.activate(other, found);
  }

  /// The number of its out-edges; of its edges if they have no direction.
  public long degree() {
    return state.graph.degree(span, number - span.base());
  }

  /// Its out-edges; its edges if they have no direction.
  public void forEachOut(EdgeTask task) {
    forEach(state.graph.forward[span.index()], state.weights[span.index()], task);
  }

  /// Its in-edges, each weighing 1; its edges if they have no direction.
  public void forEachIn(EdgeTask task) {
    forEach(state.graph.backward[span.index()], NO_WEIGHTS, task);
  }

  private static final Weights[] NO_WEIGHTS = {};

  private void forEach(Lists[] lists, Weights[] weightsOf, EdgeTask task) {
    for (int i = 0; i < lists.length; i++) {
      long end = lists[i].end(number - span.base());
      for (long at = lists[i].begin(number - span.base()); at < end; at += Lists.BATCH) {
        int count = (int) Math.min(Lists.BATCH, end - at);
        lists[i].read(at, count, neighbors);
        if (i < weightsOf.length) weightsOf[i].read(at, count, weights);
        else Arrays.fill(weights, 0, count, 1);
        for (int k = 0; k < count; k++) {
          if (neighbors[k] >= 0) task.accept(neighbors[k], weights[k]);
        }
      }
    }
  }
}
