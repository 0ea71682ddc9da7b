package io.pergola.graphscope;

import io.pergola.graph.Column;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Fragment;
import io.pergola.graph.Property;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.store.StoreException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// Turns conditions on properties into [Filters].
public final class Conditions {
  private final List<Fragment> fragments;
  private Filters filters = Filters.NONE;

  private Conditions(List<Fragment> fragments) {
    this.fragments = fragments;
  }

  /// What is left of a graph if all conditions are to hold: of the labels that they name the
  /// vertices or edges that fulfil them, of other labels everything. Reads the columns once.
  ///
  /// @param fragments all of a graph
  /// @throws StoreException.NotFound if a condition names no property
  /// @throws StoreException.Invalid if it names several, or its value does not fit
  public static Filters filters(List<Fragment> fragments, List<Condition> conditions) {
    Conditions found = new Conditions(fragments);
    for (Condition condition : conditions) found.add(condition);
    return found.filters;
  }

  private void add(Condition condition) {
    Schema schema = fragments.getFirst().schema();
    int uses = 0;
    for (VertexLabel label : schema.vertexLabels()) {
      uses += use(condition, label.name(), columns(label), p -> keepVertices(condition, label, p));
    }
    for (EdgeLabel label : schema.edgeLabels()) {
      uses += use(condition, label.name(), label.properties(), p -> keepEdges(condition, label, p));
    }
    if (uses == 0) {
      throw new StoreException.NotFound(
          "no label has the property '%s'; give it as LABEL.PROPERTY, 'pergola show' lists them"
              .formatted(condition.path()));
    }
    if (uses > 1) {
      throw new StoreException.Invalid(
          "'%s' is a property of several labels; rename one".formatted(condition.path()));
    }
  }

  private static List<Property> columns(VertexLabel label) {
    return Stream.concat(
            Stream.of(new Property(VertexLabel.OID, label.oidType())), label.properties().stream())
        .toList();
  }

  private static int use(
      Condition condition, String label, List<Property> properties, Consumer<Property> use) {
    List<Property> named = properties.stream().filter(p -> condition.names(label, p)).toList();
    named.forEach(use);
    return named.size();
  }

  private void keepVertices(Condition condition, VertexLabel label, Property property) {
    Predicate<Object> holds = condition.on(property);
    for (Fragment fragment : fragments) {
      Column column = fragment.table(label.id()).column(property.name());
      RoaringBitmap kept = rows(column, fragment.innerCount(label.id()), holds);
      filters.verticesOf(fragment.fid(), label.id()).ifPresent(kept::and);
      filters = filters.vertices(fragment.fid(), label.id(), kept);
    }
  }

  private void keepEdges(Condition condition, EdgeLabel label, Property property) {
    Predicate<Object> holds = condition.on(property);
    for (Fragment fragment : fragments) {
      for (Triple triple : fragment.schema().triples()) {
        if (triple.edgeLabel() != label.id()) continue;
        Column column = fragment.edges(triple).column(property.name());
        RoaringBitmap kept = rows(column, column.length(), holds);
        filters.edgesOf(fragment.fid(), triple).ifPresent(kept::and);
        filters = filters.edges(fragment.fid(), triple, kept);
      }
    }
  }

  private static RoaringBitmap rows(Column column, long count, Predicate<Object> holds) {
    RoaringBitmap kept = new RoaringBitmap();
    for (long row = 0; row < count; row++) {
      if (column.value(row).filter(holds).isPresent()) kept.add((int) row);
    }
    return kept;
  }
}
