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
import org.jspecify.annotations.Nullable;

/// Graphs that are small enough to know by heart.
public final class SmallGraphs {
  private SmallGraphs() {}

  /// Five people, the cities they live in, and whom they know:
  ///
  /// ```
  /// person: 1 Ada, 2 Ben, 3 (no name), 4 Dao, 5 Eve      city: "Basel", "Zürich"
  /// knows (since): 1→2 (2001), 2→1 (null), 1→3 (2003), 3→3 (2004), 1→2 (2005), 5→4 (2006)
  /// lives: 1→Zürich, 2→Basel, 3→Zürich, 4→Zürich         (5 lives nowhere)
  /// ```
  ///
  /// Directed. Two of the edges 1→2 are parallel, 3→3 is a self loop.
  public static GraphModel people() {
    Schema schema =
        new Schema(
            List.of(
                new VertexLabel(
                    0,
                    "person",
                    PropertyType.INT64,
                    List.of(new Property("name", PropertyType.STRING))),
                new VertexLabel(1, "city", PropertyType.STRING, List.of())),
            List.of(
                new EdgeLabel(
                    0,
                    "knows",
                    List.of(new Property("since", PropertyType.INT32)),
                    List.of(new EdgeLabel.Relation(0, 0))),
                new EdgeLabel(1, "lives", List.of(), List.of(new EdgeLabel.Relation(0, 1)))));
    List<GraphModel.Vertex> people =
        List.of(
            person(1, "Ada"),
            person(2, "Ben"),
            person(3, null),
            person(4, "Dao"),
            person(5, "Eve"));
    List<GraphModel.Vertex> cities =
        List.of(
            new GraphModel.Vertex(Oid.of("Basel"), List.of()),
            new GraphModel.Vertex(Oid.of("Zürich"), List.of()));
    List<GraphModel.Edge> knows =
        List.of(
            knows(1, 2, 2001L),
            knows(2, 1, null),
            knows(1, 3, 2003L),
            knows(3, 3, 2004L),
            knows(1, 2, 2005L),
            knows(5, 4, 2006L));
    List<GraphModel.Edge> lives =
        List.of(lives(1, "Zürich"), lives(2, "Basel"), lives(3, "Zürich"), lives(4, "Zürich"));
    return new GraphModel(schema, true, List.of(people, cities), List.of(knows, lives));
  }

  /// The same with edges that have no direction.
  public static GraphModel undirectedPeople() {
    GraphModel people = people();
    return new GraphModel(people.schema(), false, people.vertices(), people.edges());
  }

  /// A graph of one vertex label `v` (int64) and one edge label `e` without properties: `edges` are
  /// pairs of oids, and the vertices are 0 to `vertices − 1`.
  public static GraphModel plain(boolean directed, int vertices, long[]... edges) {
    Schema schema =
        new Schema(
            List.of(new VertexLabel(0, "v", PropertyType.INT64, List.of())),
            List.of(new EdgeLabel(0, "e", List.of(), List.of(new EdgeLabel.Relation(0, 0)))));
    List<GraphModel.Vertex> all = new ArrayList<>();
    for (int oid = 0; oid < vertices; oid++) {
      all.add(new GraphModel.Vertex(Oid.of(oid), List.of()));
    }
    List<GraphModel.Edge> pairs = new ArrayList<>();
    for (long[] edge : edges) {
      pairs.add(new GraphModel.Edge(Oid.of(edge[0]), Oid.of(edge[1]), List.of()));
    }
    return new GraphModel(schema, directed, List.of(all), List.of(pairs));
  }

  private static GraphModel.Vertex person(long oid, @Nullable String name) {
    return new GraphModel.Vertex(Oid.of(oid), List.of(Optional.ofNullable(name)));
  }

  private static GraphModel.Edge knows(long source, long destination, @Nullable Long since) {
    return new GraphModel.Edge(
        Oid.of(source), Oid.of(destination), List.of(Optional.ofNullable(since)));
  }

  private static GraphModel.Edge lives(long person, String city) {
    return new GraphModel.Edge(Oid.of(person), Oid.of(city), List.of());
  }
}
