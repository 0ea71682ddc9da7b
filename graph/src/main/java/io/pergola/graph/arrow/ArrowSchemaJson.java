package io.pergola.graph.arrow;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.VertexLabel;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `schema_json_`: Vineyard's property graph schema.
///
/// ```
/// {"partitionNum":1,"types":[
///   {"id":0,"label":"person","type":"VERTEX",
///    "propertyDefList":[{"id":0,"name":"age","data_type":"LONG"},{"id":1,"name":"id","data_type":"LONG"}],
///    "indexes":[{"propertyNames":["id"]}],"rawRelationShips":[],"valid_properties":[1,1]},
///   {"id":0,"label":"knows","type":"EDGE","propertyDefList":[],"indexes":[],
///    "rawRelationShips":[{"srcVertexLabel":"person","dstVertexLabel":"person"}],"valid_properties":[]}],
///  "valid_vertices":[1],"valid_edges":[1]}
/// ```
///
/// Vertex labels stand first, each kind by id; a property's id is its column. `indexes` name the
/// retained id. The masks hide what a projection has left out; ids never shift.
final class ArrowSchemaJson {
  private ArrowSchemaJson() {}

  /// The text for tables with these columns.
  ///
  /// @param vertices the columns of each vertex table
  /// @param edges the columns of each edge table
  static String write(
      Schema schema, int fnum, List<List<Property>> vertices, List<List<Property>> edges) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("partitionNum", fnum);
    ArrayNode types = root.putArray("types");
    for (VertexLabel label : schema.vertexLabels()) {
      List<Property> columns = vertices.get(label.id());
      ObjectNode node = entry(types, label.id(), label.name(), "VERTEX", columns);
      ArrayNode indexes = node.putArray("indexes");
      if (columns.size() > label.properties().size()) {
        indexes.addObject().putArray("propertyNames").add(columns.getLast().name());
      }
      node.putArray("rawRelationShips");
    }
    for (EdgeLabel label : schema.edgeLabels()) {
      ObjectNode node = entry(types, label.id(), label.name(), "EDGE", edges.get(label.id()));
      node.putArray("indexes");
      ArrayNode relations = node.putArray("rawRelationShips");
      for (EdgeLabel.Relation relation : label.relations()) {
        relations
            .addObject()
            .put("srcVertexLabel", schema.vertexLabels().get(relation.source()).name())
            .put("dstVertexLabel", schema.vertexLabels().get(relation.destination()).name());
      }
    }
    ones(root.putArray("valid_vertices"), schema.vertexLabels().size());
    ones(root.putArray("valid_edges"), schema.edgeLabels().size());
    return root.toString();
  }

  private static ObjectNode entry(
      ArrayNode types, int id, String label, String kind, List<Property> columns) {
    ObjectNode node = types.addObject().put("id", id).put("label", label).put("type", kind);
    ArrayNode list = node.putArray("propertyDefList");
    for (Property column : columns) add(list, column);
    ones(node.putArray("valid_properties"), columns.size());
    return node;
  }

  private static void ones(ArrayNode mask, int count) {
    for (int i = 0; i < count; i++) mask.add(1);
  }

  /// The text with a property more, as the last column of some vertex labels' tables.
  static String with(String text, Set<Integer> labels, Property added) {
    JsonNode root = JsonMapper.shared().readTree(text);
    for (JsonNode node : root.path("types")) {
      boolean vertex = node.path("type").asString("").equalsIgnoreCase("VERTEX");
      if (!vertex || !labels.contains(node.path("id").asInt(-1))) continue;
      add((ArrayNode) node.path("propertyDefList"), added);
      ((ArrayNode) node.path("valid_properties")).add(1);
    }
    return root.toString();
  }

  private static void add(ArrayNode columns, Property column) {
    columns
        .addObject()
        .put("id", columns.size() - 1)
        .put("name", column.name())
        .put("data_type", ArrowSchema.word(column.type()));
  }

  /// Reads a schema.
  ///
  /// @param oid the type of all vertices' ids
  /// @throws StoreException.Corrupt if it is none
  static ArrowSchema read(String text, PropertyType oid) {
    try {
      return new Reader(JsonMapper.shared().readTree(text), oid).read();
    } catch (JacksonException | StoreException.Invalid wrong) {
      throw new StoreException.Corrupt(
          "key '%s' holds no schema: %s".formatted(ArrowKeys.SCHEMA, wrong.getMessage()));
    }
  }

  private static final class Reader {
    private final JsonNode root;
    private final PropertyType oid;
    private final List<JsonNode> vertexNodes;
    private final List<JsonNode> edgeNodes;

    Reader(JsonNode root, PropertyType oid) {
      this.root = root;
      this.oid = oid;
      this.vertexNodes = nodes("VERTEX");
      this.edgeNodes = nodes("EDGE");
    }

    private List<JsonNode> nodes(String kind) {
      List<JsonNode> nodes = new ArrayList<>();
      for (JsonNode node : list(root, "types")) {
        if (!text(node, "type").equalsIgnoreCase(kind)) continue;
        if (node.path("id").asInt(-1) != nodes.size()) {
          throw invalid("id", node, "the position among its kind, " + nodes.size());
        }
        nodes.add(node);
      }
      return nodes;
    }

    ArrowSchema read() {
      List<VertexLabel> vertexLabels = new ArrayList<>();
      List<ArrowSchema.Columns> vertexColumns = new ArrayList<>();
      for (JsonNode node : vertexNodes) {
        ArrowSchema.Columns columns = columns(node, "valid_vertices", retained(node));
        vertexColumns.add(columns);
        vertexLabels.add(
            new VertexLabel(
                vertexLabels.size(), text(node, "label"), oid, properties(node, columns)));
      }
      List<EdgeLabel> edgeLabels = new ArrayList<>();
      List<ArrowSchema.Columns> edgeColumns = new ArrayList<>();
      for (JsonNode node : edgeNodes) {
        ArrowSchema.Columns columns = columns(node, "valid_edges", edgeId(node));
        edgeColumns.add(columns);
        List<EdgeLabel.Relation> relations =
            columns.visible() ? relations(node, vertexLabels, vertexColumns) : List.of();
        edgeLabels.add(
            new EdgeLabel(
                edgeLabels.size(), text(node, "label"), properties(node, columns), relations));
      }
      return new ArrowSchema(new Schema(vertexLabels, edgeLabels), vertexColumns, edgeColumns);
    }

    /// The retained id: the primary key, if it has the ids' type.
    private Optional<ArrowSchema.Special> retained(JsonNode node) {
      String key = node.path("indexes").path(0).path("propertyNames").path(0).asString("");
      JsonNode definitions = list(node, "propertyDefList");
      for (int i = 0; i < definitions.size(); i++) {
        JsonNode definition = definitions.get(i);
        boolean fits = typeOf(definition).filter(oid::equals).isPresent();
        if (fits && text(definition, "name").equals(key)) {
          return Optional.of(new ArrowSchema.Special(key, i));
        }
      }
      return Optional.empty();
    }

    private Optional<ArrowSchema.Special> edgeId(JsonNode node) {
      JsonNode first = list(node, "propertyDefList").path(0);
      boolean fits =
          first.path("name").asString("").equals(ArrowSchema.EDGE_ID)
              && typeOf(first).filter(PropertyType.INT64::equals).isPresent();
      return fits ? Optional.of(new ArrowSchema.Special(ArrowSchema.EDGE_ID, 0)) : Optional.empty();
    }

    private ArrowSchema.Columns columns(
        JsonNode node, String mask, Optional<ArrowSchema.Special> special) {
      boolean visible = isOne(root.path(mask), node.path("id").intValue());
      List<Integer> positions = new ArrayList<>();
      List<String> foreign = new ArrayList<>();
      JsonNode definitions = list(node, "propertyDefList");
      for (int i = 0; visible && i < definitions.size(); i++) {
        JsonNode definition = definitions.get(i);
        if (definition.path("id").asInt(-1) != i) throw invalid("id", definition, "column " + i);
        boolean isSpecial = special.isPresent() && special.get().position() == i;
        if (isSpecial || !isOne(node.path("valid_properties"), i)) continue;
        if (typeOf(definition).isPresent()) positions.add(i);
        else foreign.add(text(definition, "name") + " " + text(definition, "data_type"));
      }
      return new ArrowSchema.Columns(
          positions,
          special,
          foreign,
          visible ? ArrowSchema.Visibility.VISIBLE : ArrowSchema.Visibility.HIDDEN,
          stored(definitions));
    }

    private static List<Optional<Property>> stored(JsonNode definitions) {
      List<Optional<Property>> stored = new ArrayList<>();
      for (JsonNode definition : definitions) {
        String name = text(definition, "name");
        stored.add(typeOf(definition).map(type -> new Property(name, type)));
      }
      return stored;
    }

    private List<Property> properties(JsonNode node, ArrowSchema.Columns columns) {
      List<Property> properties = new ArrayList<>();
      for (int position : columns.positions()) {
        JsonNode definition = list(node, "propertyDefList").path(position);
        PropertyType type = typeOf(definition).orElseThrow();
        String name = text(definition, "name");
        // Fragment's vertex tables have a column of that name already.
        boolean taken = name.equals(VertexLabel.OID) && text(node, "type").equals("VERTEX");
        properties.add(new Property(taken ? name + "_" : name, type));
      }
      return properties;
    }

    private List<EdgeLabel.Relation> relations(
        JsonNode node, List<VertexLabel> labels, List<ArrowSchema.Columns> columns) {
      List<EdgeLabel.Relation> relations = new ArrayList<>();
      for (JsonNode pair : list(node, "rawRelationShips")) {
        int source = label(labels, text(pair, "srcVertexLabel"));
        int destination = label(labels, text(pair, "dstVertexLabel"));
        EdgeLabel.Relation relation = new EdgeLabel.Relation(source, destination);
        boolean visible = columns.get(source).visible() && columns.get(destination).visible();
        if (visible && !relations.contains(relation)) relations.add(relation);
      }
      return relations;
    }

    private static int label(List<VertexLabel> labels, String name) {
      for (VertexLabel label : labels) if (label.name().equals(name)) return label.id();
      throw new StoreException.Invalid("a relation names vertex label '%s'".formatted(name));
    }

    private static Optional<PropertyType> typeOf(JsonNode definition) {
      return ArrowSchema.type(text(definition, "data_type"));
    }

    private static boolean isOne(JsonNode mask, int position) {
      if (!mask.isArray()) throw new StoreException.Invalid("a mask of valid labels is missing");
      return mask.path(position).asInt(0) != 0;
    }

    private static JsonNode list(JsonNode node, String key) {
      if (node.path(key).isArray()) return node.path(key);
      throw invalid(key, node, "a list");
    }

    private static String text(JsonNode node, String key) {
      if (node.path(key).isString()) return node.path(key).stringValue();
      throw invalid(key, node, "a text");
    }

    private static StoreException.Invalid invalid(String key, JsonNode node, String expected) {
      return new StoreException.Invalid(
          "'%s' is %s, expected %s".formatted(key, node.path(key), expected));
    }
  }
}
