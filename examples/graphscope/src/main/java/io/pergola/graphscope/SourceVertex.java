package io.pergola.graphscope;

import io.pergola.graph.Oid;
import io.pergola.graph.PropertyType;
import io.pergola.graph.VertexLabel;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Finds the vertex that a user means by `OID` or `LABEL:OID`.
final class SourceVertex {
  private SourceVertex() {}

  /// The flat index of the vertex.
  ///
  /// @throws StoreException.NotFound if there is none
  /// @throws StoreException.Invalid if several labels have one, or the text can't be an id
  static int find(FlatGraph graph, String text) {
    List<VertexLabel> labels = graph.selection.vertexLabels();
    for (VertexLabel label : labels) {
      if (!text.startsWith(label.name() + ":")) continue;
      OptionalInt found = find(graph, label, text.substring(label.name().length() + 1));
      if (found.isPresent()) return found.getAsInt();
    }
    List<String> names = new ArrayList<>();
    int flat = -1;
    for (VertexLabel label : labels) {
      OptionalInt found = find(graph, label, text);
      if (found.isEmpty()) continue;
      flat = found.getAsInt();
      names.add(label.name());
    }
    if (names.size() == 1) return flat;
    if (names.isEmpty()) throw missing(labels, text);
    throw new StoreException.Invalid(
        "source '%s' is a vertex of several labels %s; say which, as in '%s:%s'"
            .formatted(text, names, names.getFirst(), text));
  }

  private static StoreException missing(List<VertexLabel> labels, String text) {
    List<String> names = labels.stream().map(VertexLabel::name).toList();
    return new StoreException.NotFound(
        "there is no vertex '%s' to start from in labels %s; give the id of one of their vertices, with several labels as LABEL:ID"
            .formatted(text, names));
  }

  private static OptionalInt find(FlatGraph graph, VertexLabel label, String text) {
    if (!fits(text, label.oidType())) return OptionalInt.empty();
    Oid oid = Oid.parse(text, label.oidType());
    for (Span span : graph.spans) {
      if (span.label().id() != label.id()) continue;
      int lid = graph.fragment(span).lid(label.id(), oid);
      if (lid < 0) continue;
      int flat = span.base() + lid;
      return graph.vertices.has(flat) ? OptionalInt.of(flat) : OptionalInt.empty();
    }
    return OptionalInt.empty();
  }

  private static boolean fits(String text, PropertyType type) {
    try {
      Oid.parse(text, type);
      return true;
    } catch (StoreException.Invalid notSuchAnId) {
      return false;
    }
  }
}
