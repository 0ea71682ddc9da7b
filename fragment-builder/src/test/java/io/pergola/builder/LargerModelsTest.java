package io.pergola.builder;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Oid;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.ModelAgreement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Graphs with so many vertices and edges that every step uses several chunks, buckets and digits.
class LargerModelsTest {
  private static final int VERTICES = 3_000;
  private static final int EDGES = 20_000;

  @TempDir Path directory;

  @Test
  void numbersInOneFragment() {
    check(PropertyType.INT64, true, LoadOptions.defaults());
  }

  @Test
  void numbersInThreeFragments() {
    check(
        PropertyType.INT64,
        true,
        LoadOptions.defaults().withFragments(3).withPartitioner(PartitionerKind.RANGE));
  }

  @Test
  void textsInTwoFragments() {
    check(PropertyType.STRING, true, LoadOptions.defaults().withFragments(2).withInRows(false));
  }

  @Test
  void undirectedInFourFragments() {
    check(PropertyType.STRING, false, LoadOptions.defaults().withFragments(4));
  }

  private void check(PropertyType ids, boolean directed, LoadOptions options) {
    GraphModel model = model(ids, directed);
    LoadSpec spec = ModelFiles.write(model, directory, 1, options.withThreads(3));
    try (TestStore store = new TestStore()) {
      LoadResult result = store.load(spec, 20_000);
      store.inspect(
          result,
          fragments -> ModelAgreement.check(model, result.group().partitioner(), fragments));
    }
  }

  private static GraphModel model(PropertyType ids, boolean directed) {
    Random random = new Random(5);
    List<Property> properties =
        List.of(
            new Property("flag", PropertyType.BOOL),
            new Property("weight", PropertyType.FLOAT),
            new Property("note", PropertyType.STRING));
    Schema schema =
        new Schema(
            List.of(new VertexLabel(0, "v", ids, List.of(new Property("n", PropertyType.INT16)))),
            List.of(new EdgeLabel(0, "e", properties, List.of(new EdgeLabel.Relation(0, 0)))));
    List<GraphModel.Vertex> vertices = new ArrayList<>();
    for (int i = 0; i < VERTICES; i++) {
      Oid oid = ids == PropertyType.STRING ? Oid.of("v" + i * 7) : Oid.of(i * 1_000_003L);
      vertices.add(new GraphModel.Vertex(oid, List.of(Optional.of((long) (short) i))));
    }
    List<GraphModel.Edge> edges = new ArrayList<>();
    for (int i = 0; i < EDGES; i++) {
      int source = random.nextInt(3) == 0 ? 42 : random.nextInt(VERTICES);
      int destination = random.nextInt(5) == 0 ? 42 : random.nextInt(VERTICES);
      edges.add(
          new GraphModel.Edge(
              vertices.get(source).oid(),
              vertices.get(destination).oid(),
              List.of(
                  Optional.of(random.nextBoolean()),
                  random.nextInt(9) == 0 ? Optional.empty() : Optional.of((double) i / 4),
                  random.nextInt(9) == 0 ? Optional.empty() : Optional.of("note " + i))));
    }
    return new GraphModel(schema, directed, List.of(vertices), List.of(edges));
  }
}
