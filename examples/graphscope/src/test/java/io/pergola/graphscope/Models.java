package io.pergola.graphscope;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Oid;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.testkit.GraphModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Graphs to test on.
final class Models {
  static final String WEIGHT = "weight";

  private static final PropertyType[] NUMERIC = {
    PropertyType.INT8, PropertyType.UINT8, PropertyType.INT16, PropertyType.UINT16,
    PropertyType.INT32, PropertyType.UINT32, PropertyType.INT64, PropertyType.UINT64,
    PropertyType.FLOAT, PropertyType.DOUBLE
  };

  private Models() {}

  /// One vertex label `v` with ids 0 to n − 1, one edge label `e` with a double weight.
  ///
  /// @param edges each as source, destination, weight
  static GraphModel of(boolean directed, int n, double[]... edges) {
    VertexLabel v = new VertexLabel(0, "v", PropertyType.INT64, List.of());
    EdgeLabel e =
        new EdgeLabel(
            0,
            "e",
            List.of(new Property(WEIGHT, PropertyType.DOUBLE)),
            List.of(new EdgeLabel.Relation(0, 0)));
    List<GraphModel.Vertex> vertices =
        IntStream.range(0, n).mapToObj(i -> new GraphModel.Vertex(Oid.of(i), List.of())).toList();
    List<GraphModel.Edge> list = new ArrayList<>();
    for (double[] edge : edges) {
      list.add(
          new GraphModel.Edge(
              Oid.of((long) edge[0]), Oid.of((long) edge[1]), List.of(Optional.of(edge[2]))));
    }
    return new GraphModel(
        new Schema(List.of(v), List.of(e)), directed, List.of(vertices), List.of(list));
  }

  /// An edge that weighs 1.
  static double[] edge(int source, int destination) {
    return new double[] {source, destination, 1};
  }

  /// An edge.
  static double[] edge(int source, int destination, double weight) {
    return new double[] {source, destination, weight};
  }

  /// A graph large enough for several chunks, frontiers and threads: a long path, some hubs, many
  /// small components, and isolated vertices.
  static GraphModel medium(boolean directed, long seed) {
    Random random = new Random(seed);
    int n = 3000;
    List<double[]> edges = new ArrayList<>();
    for (int v = 0; v < 400; v++) edges.add(edge(v, v + 1, random.nextInt(5)));
    for (int i = 0; i < 6000; i++) {
      int from = random.nextInt(4) == 0 ? random.nextInt(4) : random.nextInt(n / 2);
      edges.add(
          edge(from, random.nextInt(n / 2), Math.scalb(random.nextDouble(), random.nextInt(30))));
    }
    for (int v = n / 2; v < n - 100; v += 3) edges.add(edge(v + 2, v));
    return of(directed, n, edges.toArray(double[][]::new));
  }

  /// A graph on whose second level a hundred vertices have 8,300 edges of 128,400: so many that
  /// threads share them, and too few for a search to turn around.
  static GraphModel wide(long seed) {
    Random random = new Random(seed);
    int n = 1_000;
    List<double[]> edges = new ArrayList<>();
    for (int v = 1; v <= 100; v++) {
      edges.add(edge(0, v));
      for (int i = 0; i < 83; i++) edges.add(edge(v, random.nextInt(101, n), random.nextInt(3)));
    }
    for (int i = 0; i < 120_000; i++) {
      edges.add(edge(random.nextInt(101, n), random.nextInt(101, n), random.nextInt(9)));
    }
    return of(true, n, edges.toArray(double[][]::new));
  }

  /// The same graph, with one numeric property of a random type as each edge label's only one.
  static GraphModel weighted(GraphModel model, Random random) {
    List<EdgeLabel> labels = new ArrayList<>();
    for (EdgeLabel label : model.schema().edgeLabels()) {
      Property weight = new Property(WEIGHT, NUMERIC[random.nextInt(NUMERIC.length)]);
      labels.add(new EdgeLabel(label.id(), label.name(), List.of(weight), label.relations()));
    }
    Schema schema = new Schema(model.schema().vertexLabels(), labels);
    List<List<GraphModel.Edge>> edges = new ArrayList<>();
    schema
        .triples()
        .forEach(triple -> {
          PropertyType type = labels.get(triple.edgeLabel()).properties().getFirst().type();
          edges.add(
              model.edges().get(triple.id()).stream()
                  .map(e ->
                      new GraphModel.Edge(
                          e.source(), e.destination(), List.of(Optional.of(weight(type, random)))))
                  .toList());
        });
    return new GraphModel(schema, model.directed(), model.vertices(), edges);
  }

  private static Object weight(PropertyType type, Random random) {
    return switch (type) {
      case INT8 -> (long) random.nextInt(128);
      case UINT8 -> (long) random.nextInt(256);
      case INT16, INT32, INT64 -> (long) random.nextInt(1 << 15);
      case UINT16, UINT32 -> (long) random.nextInt(1 << 16);
      case UINT64 -> random.nextLong(1L << 40);
      case FLOAT -> (double) random.nextFloat();
      default -> random.nextInt(9) == 0 ? 0.0 : Math.scalb(random.nextDouble(), random.nextInt(40));
    };
  }
}
