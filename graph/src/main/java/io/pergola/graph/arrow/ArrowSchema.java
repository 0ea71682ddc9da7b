package io.pergola.graph.arrow;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.VertexLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A schema, and where its properties stand in the tables of an `arrow` fragment.
///
/// The tables may hold more: a retained id (the last column of a vertex table, which the vertex map
/// has too), generated edge ids (`eid`, the first column of an edge table), what a projection has
/// hidden, and properties of types that [PropertyType] does not have.
///
/// @param schema without those
/// @param vertices by vertex label
/// @param edges by edge label
record ArrowSchema(Schema schema, List<Columns> vertices, List<Columns> edges) {
  /// The name of the column of generated edge ids.
  static final String EDGE_ID = "eid";

  /// The columns of one label's table.
  ///
  /// @param positions where each property of the schema stands
  /// @param special where the retained id or the edge id stands
  /// @param foreign names and types of visible columns that [PropertyType] does not have
  /// @param visibility whether a projection has hidden the whole label
  /// @param stored all columns; nothing for those of foreign types
  record Columns(
      List<Integer> positions,
      Optional<Special> special,
      List<String> foreign,
      Visibility visibility,
      List<Optional<Property>> stored) {
    Columns {
      stored = List.copyOf(stored);
      positions = List.copyOf(positions);
      foreign = List.copyOf(foreign);
    }

    boolean visible() {
      return visibility == Visibility.VISIBLE;
    }
  }

  /// A column that is no property.
  record Special(String name, int position) {}

  /// Whether a projection has left a label visible.
  enum Visibility {
    VISIBLE,
    HIDDEN
  }

  ArrowSchema {
    vertices = List.copyOf(vertices);
    edges = List.copyOf(edges);
  }

  /// Visible columns of types that [PropertyType] does not have, each as `label.column TYPE`.
  List<String> unshown() {
    List<String> found = new ArrayList<>();
    for (VertexLabel label : schema.vertexLabels()) {
      for (String column : vertices.get(label.id()).foreign()) {
        found.add(label.name() + "." + column);
      }
    }
    for (EdgeLabel label : schema.edgeLabels()) {
      for (String column : edges.get(label.id()).foreign()) found.add(label.name() + "." + column);
    }
    return found;
  }

  /// How a retained id's column is called: `id`, unless a property is.
  static String retainedName(VertexLabel label) {
    boolean taken = label.properties().stream().anyMatch(p -> p.name().equals("id"));
    return taken ? VertexLabel.OID : "id";
  }

  /// Whether a label's name for edge ids is taken by a property.
  static boolean hasOwnEdgeId(EdgeLabel label) {
    return label.properties().stream().map(Property::name).anyMatch(EDGE_ID::equals);
  }

  /// The word for a type in `schema_json_`.
  static String word(PropertyType type) {
    return switch (type) {
      case BOOL -> "BOOL";
      case INT8 -> "BYTE";
      case UINT8 -> "UBYTE";
      case INT16 -> "SHORT";
      case UINT16 -> "USHORT";
      case INT32 -> "INT";
      case UINT32 -> "UINT";
      case INT64 -> "LONG";
      case UINT64 -> "ULONG";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case STRING -> "STRING";
      case DATE -> "DATE32[DAY]";
      case TIMESTAMP_S -> "TIMESTAMP[S][]";
      case TIMESTAMP_MS -> "TIMESTAMP[MS][]";
      case TIMESTAMP_US -> "TIMESTAMP[US][]";
      case TIMESTAMP_NS -> "TIMESTAMP[NS][]";
    };
  }

  /// The type of a word, whatever its case; nothing for those that [PropertyType] does not have.
  static Optional<PropertyType> type(String word) {
    String upper = word.toUpperCase(java.util.Locale.ROOT);
    for (PropertyType type : PropertyType.values()) {
      if (word(type).equals(upper)) return Optional.of(type);
    }
    // The time zone follows the unit: TIMESTAMP[MS][UTC].
    int unit = upper.startsWith("TIMESTAMP[") ? upper.indexOf(']') : -1;
    return unit < 0 || upper.endsWith("[]")
        ? Optional.empty()
        : type(upper.substring(0, unit) + "][]");
  }
}
