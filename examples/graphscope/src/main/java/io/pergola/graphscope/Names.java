package io.pergola.graphscope;

import io.pergola.graph.Oid;
import java.util.List;

/// What the vertices of a graph are called: copies of their ids that outlive the fragments.
///
/// @param spans of the flat index
/// @param ids by span
/// @param vertices those that count
/// @param qualified whether ids are printed with their labels
record Names(List<Span> spans, List<Ids> ids, VertexSet vertices, boolean qualified) {
  static Names of(FlatGraph graph) {
    return new Names(
        graph.spans,
        graph.spans.stream().map(span -> Ids.of(graph.fragment(span), span.label())).toList(),
        graph.vertices,
        graph.selection.severalLabels());
  }

  /// A vertex's id.
  Oid oid(Span span, int flat) {
    return ids.get(span.index()).at(flat - span.base());
  }

  /// Whether vertices are called by numbers, without labels.
  boolean areNumbers() {
    return !qualified && ids.stream().allMatch(Ids.Numbers.class::isInstance);
  }

  /// The number that a vertex is called by.
  long whole(int flat) {
    Span span = span(flat);
    return ((Ids.Numbers) ids.get(span.index())).values()[flat - span.base()];
  }

  /// Appends `OID` or `LABEL:OID`.
  void append(StringBuilder line, int flat) {
    append(line, span(flat), flat);
  }

  /// Appends `OID` or `LABEL:OID`.
  void append(StringBuilder line, Span span, int flat) {
    if (qualified) line.append(span.label().name()).append(':');
    ids.get(span.index()).append(line, flat - span.base());
  }

  /// Which of two vertices is smaller: by label, then by id.
  int compare(int flat, int other) {
    Span span = span(flat);
    Span otherSpan = span(other);
    if (span.label().id() != otherSpan.label().id()) {
      return Integer.compare(span.label().id(), otherSpan.label().id());
    }
    Ids others = ids.get(otherSpan.index());
    return ids.get(span.index()).compare(flat - span.base(), others, other - otherSpan.base());
  }

  private Span span(int flat) {
    if (spans.size() == 1) return spans.getFirst();
    int low = 0;
    int high = spans.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (spans.get(middle).base() <= flat) low = middle;
      else high = middle - 1;
    }
    return spans.get(low);
  }
}
