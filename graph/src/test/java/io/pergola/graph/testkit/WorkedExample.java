package io.pergola.graph.testkit;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Oid;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.VertexLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The graph behind the captures of Vineyard's loader and of the independent writer: eight people
/// who know each other, four programs that some of them created.
public final class WorkedExample {
  private static final int[][] KNOWS = {
    {0, 1}, {1, 2}, {2, 0}, {2, 2}, {3, 1}, {0, 1}, {5, 7}, {7, 6}, {6, 1}, {4, 0}
  };
  private static final int[][] CREATED = {{0, 100}, {1, 101}, {3, 103}, {5, 100}};

  private final PropertyType oid;

  private WorkedExample(PropertyType oid) {
    this.oid = oid;
  }

  /// The graph of a capture, as its name says. Compact ones have people only, but for one.
  public static GraphModel of(String capture) {
    PropertyType oid =
        capture.contains("string")
            ? PropertyType.STRING
            : capture.contains("int32_") ? PropertyType.INT32 : PropertyType.INT64;
    boolean directed = !capture.contains("_und");
    boolean whole = !capture.contains("compact") || capture.contains("multi");
    return new WorkedExample(oid).graph(directed, whole ? 2 : 1);
  }

  private GraphModel graph(boolean directed, int labels) {
    VertexLabel person = new VertexLabel(0, "person", oid, properties("age int64", "name string"));
    VertexLabel software = new VertexLabel(1, "software", oid, properties("price double"));
    EdgeLabel knows =
        new EdgeLabel(
            0, "knows", properties("weight double"), List.of(new EdgeLabel.Relation(0, 0)));
    EdgeLabel created =
        new EdgeLabel(
            1, "created", properties("since int32"), List.of(new EdgeLabel.Relation(0, 1)));
    List<GraphModel.Vertex> people =
        IntStream.range(0, 8).mapToObj(i -> vertex(i, 20L + i, "name" + i)).toList();
    List<GraphModel.Vertex> programs =
        IntStream.range(100, 104).mapToObj(i -> vertex(i, i * 0.5)).toList();
    return new GraphModel(
        new Schema(
            List.of(person, software).subList(0, labels),
            List.of(knows, created).subList(0, labels)),
        directed,
        List.of(people, programs).subList(0, labels),
        List.of(edges(KNOWS, 0.0, 0.25), edges(CREATED, 2000L, 1L)).subList(0, labels));
  }

  private static List<Property> properties(String... definitions) {
    List<Property> properties = new ArrayList<>();
    for (String definition : definitions) {
      String[] parts = definition.split(" ", 2);
      properties.add(new Property(parts[0], PropertyType.parse(parts[1])));
    }
    return properties;
  }

  private GraphModel.Vertex vertex(int id, Object... values) {
    return new GraphModel.Vertex(oid(id), List.of(values).stream().map(Optional::of).toList());
  }

  private Oid oid(int id) {
    return Oid.parse(oid == PropertyType.STRING ? "v" + id : Integer.toString(id), oid);
  }

  /// Edges whose only property grows by a step.
  private List<GraphModel.Edge> edges(int[][] ends, Number first, Number step) {
    List<GraphModel.Edge> edges = new ArrayList<>();
    for (int i = 0; i < ends.length; i++) {
      Object value =
          first instanceof Long
              ? (Object) (first.longValue() + i * step.longValue())
              : (Object) (first.doubleValue() + i * step.doubleValue());
      edges.add(new GraphModel.Edge(oid(ends[i][0]), oid(ends[i][1]), List.of(Optional.of(value))));
    }
    return edges;
  }
}
