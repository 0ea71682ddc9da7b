package io.pergola.graph;

import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// The labels of a property graph and their properties.
///
/// @param vertexLabels by id
/// @param edgeLabels by id
public record Schema(List<VertexLabel> vertexLabels, List<EdgeLabel> edgeLabels) {
  /// Labels of either kind that fit into an id.
  public static final int MAX_LABELS = 128;

  /// @throws StoreException.Invalid if ids are not 0, 1, 2, …, a name stands twice, a relation
  ///   names no vertex label, or there are more than [#MAX_LABELS] labels
  public Schema {
    vertexLabels = List.copyOf(vertexLabels);
    edgeLabels = List.copyOf(edgeLabels);
    requireDistinct("vertex label", "the schema", vertexLabels, VertexLabel::name);
    requireDistinct("edge label", "the schema", edgeLabels, EdgeLabel::name);
    requireLabels(vertexLabels.size(), "vertex");
    requireLabels(edgeLabels.size(), "edge");
    for (int id = 0; id < vertexLabels.size(); id++) {
      requireId(vertexLabels.get(id).id(), id, vertexLabels.get(id).name());
    }
    for (int id = 0; id < edgeLabels.size(); id++) {
      EdgeLabel label = edgeLabels.get(id);
      requireId(label.id(), id, label.name());
      for (EdgeLabel.Relation relation : label.relations()) {
        requireVertexLabel(relation.source(), vertexLabels.size(), label.name());
        requireVertexLabel(relation.destination(), vertexLabels.size(), label.name());
      }
    }
  }

  /// All triples by id.
  public List<Triple> triples() {
    List<Triple> triples = new ArrayList<>();
    for (EdgeLabel label : edgeLabels) {
      for (EdgeLabel.Relation relation : label.relations()) {
        triples.add(
            new Triple(triples.size(), label.id(), relation.source(), relation.destination()));
      }
    }
    return List.copyOf(triples);
  }

  /// Whether another schema has the same labels and properties, and no relation that is not here.
  public boolean includes(Schema other) {
    if (!vertexLabels.equals(other.vertexLabels)) return false;
    if (edgeLabels.size() != other.edgeLabels.size()) return false;
    for (EdgeLabel label : edgeLabels) {
      EdgeLabel theirs = other.edgeLabels.get(label.id());
      boolean same =
          label.name().equals(theirs.name()) && label.properties().equals(theirs.properties());
      if (!same || !label.relations().containsAll(theirs.relations())) return false;
    }
    return true;
  }

  /// The vertex label of that name.
  ///
  /// @throws StoreException.NotFound if there is none; the message lists those that are there
  public VertexLabel vertexLabel(String name) {
    return find(vertexLabels, VertexLabel::name, name, "vertex");
  }

  /// The edge label of that name.
  ///
  /// @throws StoreException.NotFound if there is none; the message lists those that are there
  public EdgeLabel edgeLabel(String name) {
    return find(edgeLabels, EdgeLabel::name, name, "edge");
  }

  private static <L> L find(List<L> labels, Function<L, String> nameOf, String name, String kind) {
    for (L label : labels) if (nameOf.apply(label).equals(name)) return label;
    throw new StoreException.NotFound(
        "there is no %s label '%s'; there are %s"
            .formatted(kind, name, labels.stream().map(nameOf).toList()));
  }

  static <T> void requireDistinct(
      String what, String where, Collection<T> items, Function<T, Object> key) {
    Set<Object> seen = new HashSet<>();
    for (T item : items) {
      if (!seen.add(key.apply(item))) {
        throw new StoreException.Invalid(
            "%s has two entries for %s '%s'; each may stand once"
                .formatted(where, what, key.apply(item)));
      }
    }
  }

  private static void requireLabels(int count, String kind) {
    if (count > MAX_LABELS) {
      throw new StoreException.Invalid(
          "%d %s labels, expected at most %d".formatted(count, kind, MAX_LABELS));
    }
  }

  private static void requireId(int found, int expected, String name) {
    if (found != expected) {
      throw new StoreException.Invalid(
          "label '%s' has id %d at position %d; ids are positions"
              .formatted(name, found, expected));
    }
  }

  private static void requireVertexLabel(int id, int count, String edgeLabel) {
    if (id < 0 || id >= count) {
      throw new StoreException.Invalid(
          "edge label '%s' joins vertex label %d; there are %d".formatted(edgeLabel, id, count));
    }
  }
}
