package io.pergola.graph.csr;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.VertexLabel;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A schema as JSON text:
///
/// ```
/// {"vertices":[{"label":"person","oid":"int64","properties":[{"name":"age","type":"int32"}]}],
///  "edges":[{"label":"knows","properties":[],"relations":[[0,0]]}]}
/// ```
///
/// Labels stand by id; a relation is the ids of its source and destination label; triples are
/// counted over edge labels, then over their relations.
final class SchemaJson {
  private SchemaJson() {}

  static String write(Schema schema) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode vertices = root.putArray("vertices");
    for (VertexLabel label : schema.vertexLabels()) {
      ObjectNode node = vertices.addObject();
      node.put("label", label.name()).put("oid", label.oidType().label());
      writeProperties(node, label.properties());
    }
    ArrayNode edges = root.putArray("edges");
    for (EdgeLabel label : schema.edgeLabels()) {
      ObjectNode node = edges.addObject().put("label", label.name());
      writeProperties(node, label.properties());
      ArrayNode relations = node.putArray("relations");
      for (EdgeLabel.Relation relation : label.relations()) {
        relations.addArray().add(relation.source()).add(relation.destination());
      }
    }
    return root.toString();
  }

  private static void writeProperties(ObjectNode label, List<Property> properties) {
    ArrayNode list = label.putArray("properties");
    for (Property property : properties) {
      list.addObject().put("name", property.name()).put("type", property.type().label());
    }
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws StoreException.Corrupt if it is something else
  static Schema read(String text) {
    try {
      JsonNode root = JsonMapper.shared().readTree(text);
      return new Schema(vertexLabels(list(root, "vertices")), edgeLabels(list(root, "edges")));
    } catch (JacksonException | StoreException.Invalid wrong) {
      throw new StoreException.Corrupt("key 'schema' holds no schema: " + wrong.getMessage());
    }
  }

  private static List<VertexLabel> vertexLabels(JsonNode nodes) {
    List<VertexLabel> labels = new ArrayList<>();
    for (JsonNode node : nodes) {
      PropertyType oidType = PropertyType.parse(string(node, "oid"));
      labels.add(new VertexLabel(labels.size(), string(node, "label"), oidType, properties(node)));
    }
    return labels;
  }

  private static List<EdgeLabel> edgeLabels(JsonNode nodes) {
    List<EdgeLabel> labels = new ArrayList<>();
    for (JsonNode node : nodes) {
      List<EdgeLabel.Relation> relations = new ArrayList<>();
      for (JsonNode pair : list(node, "relations")) relations.add(relation(pair));
      labels.add(new EdgeLabel(labels.size(), string(node, "label"), properties(node), relations));
    }
    return labels;
  }

  private static EdgeLabel.Relation relation(JsonNode pair) {
    JsonNode source = pair.path(0);
    JsonNode destination = pair.path(1);
    if (pair.size() != 2 || !source.canConvertToInt() || !destination.canConvertToInt()) {
      throw new StoreException.Invalid("a relation is " + pair + ", expected two label ids");
    }
    return new EdgeLabel.Relation(source.intValue(), destination.intValue());
  }

  private static List<Property> properties(JsonNode label) {
    List<Property> properties = new ArrayList<>();
    for (JsonNode node : list(label, "properties")) {
      properties.add(new Property(string(node, "name"), PropertyType.parse(string(node, "type"))));
    }
    return properties;
  }

  private static JsonNode list(JsonNode node, String key) {
    if (node.path(key).isArray()) return node.path(key);
    throw new StoreException.Invalid("no list '%s' in %s".formatted(key, node));
  }

  private static String string(JsonNode node, String key) {
    if (node.path(key).isString()) return node.path(key).stringValue();
    throw new StoreException.Invalid("no text '%s' in %s".formatted(key, node));
  }
}
