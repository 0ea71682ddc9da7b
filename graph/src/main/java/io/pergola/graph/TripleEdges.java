package io.pergola.graph;

import java.util.function.LongConsumer;

/// The edges of one triple in one fragment, each once, named by their rows as [EdgeId] says.
sealed interface TripleEdges permits DirectedEdges, SymmetricEdges {
  static TripleEdges of(Fragment fragment, Triple triple) {
    return fragment.symmetric(triple)
        ? new SymmetricEdges(fragment, triple)
        : new DirectedEdges(fragment, triple);
  }

  /// How many there are.
  long count();

  /// Rows are below this.
  long rowLimit();

  /// Whether the row names an edge.
  boolean has(long row);

  /// The lid of the edge's source.
  int source(long row);

  /// The lid of the edge's destination.
  int destination(long row);

  /// Gives the edges whose source is `lid`; of a symmetric triple all that touch it.
  void outgoing(int lid, LongConsumer rows);

  /// Gives the edges whose destination is `lid`; of a symmetric triple none.
  void incoming(int lid, LongConsumer rows);

  /// How many entries [#outgoing] stands for: a symmetric self loop counts twice.
  long outDegree(int lid);

  /// How many [#incoming] gives.
  long inDegree(int lid);
}
