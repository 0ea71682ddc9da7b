package io.pergola.graph.testkit;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/// Random property graphs of every shape: several vertex and edge labels and triples, int64, int32
/// and string ids (consecutive, ascending or in any order), properties of all types with nulls,
/// self loops, parallel edges, isolated vertices, empty labels, directed and undirected. The same
/// seed gives the same graph.
public final class RandomGraphs {
  private static final int MAX_VERTICES = 24;
  private static final int MAX_EDGES = 60;

  private final Random random;
  private Optional<PropertyType> oidType = Optional.empty();

  private RandomGraphs(long seed) {
    this.random = new Random(seed);
  }

  /// The graph of a seed.
  public static GraphModel graph(long seed) {
    return new RandomGraphs(seed).graph();
  }

  /// As [#graphOfOneIdType(long, PropertyType)] with the type that the seed says.
  public static GraphModel graphOfOneIdType(long seed) {
    return graphOfOneIdType(
        seed,
        new RandomGraphs(seed).pick(PropertyType.INT64, PropertyType.INT32, PropertyType.STRING));
  }

  /// The graph of a seed whose ids all have the type, with the relations of an edge label never
  /// there and back: what the `arrow` layout can hold.
  public static GraphModel graphOfOneIdType(long seed, PropertyType oidType) {
    RandomGraphs graphs = new RandomGraphs(seed);
    graphs.oidType = Optional.of(oidType);
    return graphs.graph();
  }

  /// A partitioner for a graph, of the kind and `fnum` (1 to 4) that the seed says.
  public static Partitioner partitioner(GraphModel model, long seed) {
    return new RandomGraphs(~seed).partitioner(model);
  }

  private GraphModel graph() {
    Schema schema = schema();
    List<List<GraphModel.Vertex>> vertices = new ArrayList<>();
    for (VertexLabel label : schema.vertexLabels()) vertices.add(vertices(label));
    List<List<GraphModel.Edge>> edges = new ArrayList<>();
    for (Triple triple : schema.triples()) edges.add(edges(schema, triple, vertices));
    return new GraphModel(schema, random.nextBoolean(), vertices, edges);
  }

  private Schema schema() {
    List<VertexLabel> vertexLabels = new ArrayList<>();
    for (int count = 1 + random.nextInt(3); vertexLabels.size() < count; ) {
      int id = vertexLabels.size();
      PropertyType type =
          oidType.orElseGet(
              () -> pick(PropertyType.INT64, PropertyType.INT32, PropertyType.STRING));
      vertexLabels.add(new VertexLabel(id, "vértex " + id, type, properties()));
    }
    List<EdgeLabel> edgeLabels = new ArrayList<>();
    for (int count = random.nextInt(4); edgeLabels.size() < count; ) {
      int id = edgeLabels.size();
      edgeLabels.add(new EdgeLabel(id, "edge_" + id, properties(), relations(vertexLabels.size())));
    }
    return new Schema(vertexLabels, edgeLabels);
  }

  private List<EdgeLabel.Relation> relations(int labels) {
    List<EdgeLabel.Relation> all = new ArrayList<>();
    for (int source = 0; source < labels; source++) {
      for (int destination = 0; destination < labels; destination++) {
        all.add(new EdgeLabel.Relation(source, destination));
      }
    }
    Collections.shuffle(all, random);
    if (oidType.isPresent()) all.removeIf(relation -> relation.source() > relation.destination());
    return all.subList(0, 1 + random.nextInt(Math.min(2, all.size())));
  }

  private List<Property> properties() {
    List<Property> properties = new ArrayList<>();
    for (int count = random.nextInt(4); properties.size() < count; ) {
      properties.add(new Property("p" + properties.size(), pick(PropertyType.values())));
    }
    return properties;
  }

  private List<GraphModel.Vertex> vertices(VertexLabel label) {
    int count = random.nextInt(5) == 0 ? 0 : random.nextInt(MAX_VERTICES);
    List<GraphModel.Vertex> vertices = new ArrayList<>();
    for (Oid oid : oids(label.oidType(), count)) {
      vertices.add(new GraphModel.Vertex(oid, values(label.properties())));
    }
    return vertices;
  }

  private List<Oid> oids(PropertyType type, int count) {
    TreeSet<Oid> distinct = new TreeSet<>(Oid.ORDER);
    boolean consecutive = random.nextBoolean();
    long first = random.nextInt();
    while (distinct.size() < count) {
      distinct.add(
          switch (type) {
            case STRING -> Oid.of(RandomValues.text(random) + random.nextInt(1000));
            case INT32 ->
                Oid.of(consecutive ? (int) first / 2 + distinct.size() : random.nextInt());
            default -> Oid.of(consecutive ? first + distinct.size() : random.nextLong());
          });
    }
    List<Oid> oids = new ArrayList<>(distinct);
    if (random.nextBoolean()) Collections.shuffle(oids, random);
    return oids;
  }

  private List<GraphModel.Edge> edges(
      Schema schema, Triple triple, List<List<GraphModel.Vertex>> vertices) {
    List<GraphModel.Vertex> sources = vertices.get(triple.source());
    List<GraphModel.Vertex> destinations = vertices.get(triple.destination());
    List<GraphModel.Edge> edges = new ArrayList<>();
    if (sources.isEmpty() || destinations.isEmpty() || random.nextInt(8) == 0) return edges;
    List<Property> properties = schema.edgeLabels().get(triple.edgeLabel()).properties();
    int reach = 1 + random.nextInt(MAX_VERTICES); // few distinct ends: parallel edges and loops
    for (int count = random.nextInt(random.nextBoolean() ? 6 : MAX_EDGES); count > 0; count--) {
      Oid source = sources.get(random.nextInt(Math.min(reach, sources.size()))).oid();
      Oid destination =
          destinations.get(random.nextInt(Math.min(reach, destinations.size()))).oid();
      edges.add(new GraphModel.Edge(source, destination, values(properties)));
    }
    return edges;
  }

  private List<Optional<Object>> values(List<Property> properties) {
    List<Optional<Object>> values = new ArrayList<>();
    for (Property property : properties) values.add(RandomValues.of(property, random));
    return values;
  }

  private Partitioner partitioner(GraphModel model) {
    int fnum = 1 + random.nextInt(4);
    return switch (random.nextInt(3)) {
      case 0 -> new Partitioner.Hash(fnum);
      case 1 -> new Partitioner.Probe(fnum);
      default -> range(model, fnum);
    };
  }

  private Partitioner range(GraphModel model, int fnum) {
    List<List<Oid>> boundaries = new ArrayList<>();
    for (VertexLabel label : model.schema().vertexLabels()) {
      List<Oid> ends = new ArrayList<>(oids(label.oidType(), fnum - 1));
      for (GraphModel.Vertex vertex : model.vertices().get(label.id())) {
        if (!ends.isEmpty() && random.nextInt(3) == 0) {
          ends.set(random.nextInt(ends.size()), vertex.oid());
        }
      }
      ends.sort(Oid.ORDER);
      boundaries.add(ends);
    }
    return new Partitioner.Range(boundaries, fnum);
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
