package io.pergola.graph.testkit;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Oid;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.VertexLabel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The graph that GraphScope's captures were made of, read from the same files by the simplest
/// code: the oracle of what must be in them.
public final class SmallData {
  private final boolean dates;
  private final PropertyType oid;

  private SmallData(boolean dates, PropertyType oid) {
    this.dates = dates;
    this.oid = oid;
  }

  /// The graph behind a capture, as its name says.
  public static GraphModel of(String capture) {
    PropertyType oid = capture.contains("string") ? PropertyType.STRING : PropertyType.INT64;
    return new SmallData(!capture.contains("nodates"), oid).graph(capture.contains("_dir_"));
  }

  private GraphModel graph(boolean directed) {
    List<Property> person = properties("name string", "age int32", "weight double", "score float");
    if (dates) person.addAll(properties("birth date", "seen timestamp_ms"));
    List<Property> software = properties("lang string", "price int64");
    if (dates) software.addAll(properties("released date"));
    List<Property> knows = properties("weight double", "since int64");
    List<Property> created = properties("w float", "note string");
    if (dates) created.addAll(properties("on date"));
    List<Property> uses = properties("cnt int32");
    EdgeLabel.Relation pp = new EdgeLabel.Relation(0, 0);
    EdgeLabel.Relation ps = new EdgeLabel.Relation(0, 1);
    EdgeLabel.Relation ss = new EdgeLabel.Relation(1, 1);
    Schema schema =
        new Schema(
            List.of(
                new VertexLabel(0, "person", oid, person),
                new VertexLabel(1, "software", oid, software)),
            List.of(
                new EdgeLabel(0, "knows", knows, List.of(pp)),
                new EdgeLabel(1, "created", created, List.of(ps)),
                new EdgeLabel(2, "uses", uses, List.of(ps, ss))));
    return new GraphModel(
        schema,
        directed,
        List.of(vertices("person", person), vertices("software", software)),
        List.of(
            edges("knows", knows),
            edges("created", created),
            edges("uses_ps", uses),
            edges("uses_ss", uses)));
  }

  private static List<Property> properties(String... definitions) {
    List<Property> properties = new ArrayList<>();
    for (String definition : definitions) {
      String[] parts = definition.split(" ", 2);
      properties.add(new Property(parts[0], PropertyType.parse(parts[1])));
    }
    return properties;
  }

  private List<GraphModel.Vertex> vertices(String file, List<Property> properties) {
    List<GraphModel.Vertex> vertices = new ArrayList<>();
    for (String[] row : rows(file)) {
      vertices.add(new GraphModel.Vertex(Oid.parse(row[0], oid), values(row, 1, properties)));
    }
    return vertices;
  }

  private List<GraphModel.Edge> edges(String file, List<Property> properties) {
    List<GraphModel.Edge> edges = new ArrayList<>();
    for (String[] row : rows(file)) {
      edges.add(
          new GraphModel.Edge(
              Oid.parse(row[0], oid), Oid.parse(row[1], oid), values(row, 2, properties)));
    }
    return edges;
  }

  private static List<Optional<Object>> values(String[] row, int from, List<Property> properties) {
    List<Optional<Object>> values = new ArrayList<>();
    for (int i = 0; i < properties.size(); i++) {
      String text = row[from + i];
      values.add(
          Optional.of(
              switch (properties.get(i).type()) {
                case STRING -> text;
                case DOUBLE -> Double.parseDouble(text);
                case FLOAT -> (double) Float.parseFloat(text);
                case DATE -> LocalDate.parse(text);
                case TIMESTAMP_MS -> LocalDateTime.parse(text.replace(' ', 'T'));
                default -> Long.parseLong(text);
              }));
    }
    return values;
  }

  private static List<String[]> rows(String file) {
    try (InputStream in =
        Objects.requireNonNull(SmallData.class.getResourceAsStream("/small/" + file + ".csv"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.strip().split("\n", -1))
          .skip(1)
          .map(row -> row.split(",", -1))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
