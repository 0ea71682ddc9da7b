package io.pergola.graphscope;

import static io.pergola.graphscope.Models.edge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is refused, and with which words.
class RefusalsTest {
  private final GraphStore graphs = new GraphStore();

  @AfterEach
  void close() {
    graphs.close();
  }

  @Test
  void anUnknownSource() {
    refused(
        StoreException.NotFound.class,
        Models.of(true, 2),
        new Bfs("7"),
        "there is no vertex '7' to start from in labels [v]; give the id of one of their vertices, with several labels as LABEL:ID");
    refused(
        StoreException.NotFound.class,
        Models.of(true, 2),
        new Bfs("seven"),
        "there is no vertex 'seven' to start from in labels [v]; give the id of one of their vertices, with several labels as LABEL:ID");
  }

  @Test
  void aSourceThatSeveralLabelsHave() {
    refused(
        StoreException.Invalid.class,
        DefinitionsTest.people(true),
        new Bfs("1"),
        "source '1' is a vertex of several labels [person, city]; say which, as in 'person:1'");
  }

  @Test
  void aSourceOfALabelThatWasNotChosen() {
    RunOptions people =
        RunOptions.defaults().withThreads(1).withLabels(List.of("person"), List.of());
    refused(
        StoreException.NotFound.class,
        DefinitionsTest.people(true),
        new Bfs("city:1"),
        people,
        "there is no vertex 'city:1' to start from in labels [person]; give the id of one of their vertices, with several labels as LABEL:ID");
  }

  @Test
  void labelsThatAreNotThere() {
    refused(
        StoreException.NotFound.class,
        DefinitionsTest.people(true),
        new Wcc(),
        RunOptions.defaults().withThreads(1).withLabels(List.of("dog"), List.of()),
        "there is no vertex label 'dog'; there are [person, city]");
    refused(
        StoreException.NotFound.class,
        DefinitionsTest.people(true),
        new Wcc(),
        RunOptions.defaults().withThreads(1).withLabels(List.of(), List.of("eats")),
        "there is no edge label 'eats'; there are [knows, lives]");
  }

  @Test
  void anEdgeLabelWithoutItsVertices() {
    refused(
        StoreException.Invalid.class,
        DefinitionsTest.people(true),
        new Wcc(),
        RunOptions.defaults().withThreads(1).withLabels(List.of("person"), List.of("lives")),
        "edge label 'lives' joins none of the chosen vertex labels [person]; choose the labels of both of its ends");
  }

  @Test
  void aWeightThatIsNotThere() {
    refused(
        StoreException.NotFound.class,
        Models.of(true, 1),
        new Sssp("0", Optional.of("cost")),
        "edge label 'e' has no property 'cost' to weigh its edges; its numeric ones are [weight]");
  }

  @Test
  void aWeightThatIsNoNumber() {
    refused(
        StoreException.Invalid.class,
        weighted(PropertyType.STRING, Optional.of("heavy")),
        new Sssp("0", Optional.of("w")),
        "property 'w' of edge label 'e' is string, expected a numeric one as weight: []");
  }

  @Test
  void aWeightWithANull() {
    refused(
        StoreException.Invalid.class,
        weighted(PropertyType.INT32, Optional.empty()),
        new Sssp("0", Optional.of("w")),
        "property 'w' of 'e' (v to v) is null in row 1 of fragment 0, expected a number of at least 0; correct the edge or choose another weight");
  }

  @Test
  void aWeightThatIsNegativeOrNotANumber() {
    refused(
        StoreException.Invalid.class,
        weighted(PropertyType.INT64, Optional.of(-3L)),
        new Sssp("0", Optional.of("w")),
        "property 'w' of 'e' (v to v) is -3 in row 1 of fragment 0, expected a number of at least 0; correct the edge or choose another weight");
    refused(
        StoreException.Invalid.class,
        weighted(PropertyType.DOUBLE, Optional.of(Double.NaN)),
        new Sssp("0", Optional.of("w")),
        "property 'w' of 'e' (v to v) is NaN in row 1 of fragment 0, expected a number of at least 0; correct the edge or choose another weight");
  }

  @Test
  void weightsThatCantBeFoundBackwards() {
    VertexLabel a = new VertexLabel(0, "a", PropertyType.INT64, List.of());
    VertexLabel b = new VertexLabel(1, "b", PropertyType.INT64, List.of());
    EdgeLabel e = label(PropertyType.INT64, new EdgeLabel.Relation(0, 1));
    GraphModel.Vertex zero = new GraphModel.Vertex(Oid.of(0), List.of());
    GraphModel model =
        new GraphModel(
            new Schema(List.of(a, b), List.of(e)),
            false,
            List.of(List.of(zero), List.of(zero)),
            List.of(List.of(new GraphModel.Edge(Oid.of(0), Oid.of(0), List.of(Optional.of(4L))))));
    NaiveFragments lean = NaiveFragments.into(graphs.store).withoutInRows();
    FragmentGroup group = lean.write(model, new Partitioner.Hash(1));
    Sssp weighted = new Sssp("a:0", Optional.of("w"));
    StoreException thrown =
        assertThrows(
            StoreException.Unsupported.class,
            () -> Analytics.run(graphs.store, group, weighted, RunOptions.defaults()));
    assertEquals(
        "the edges 'e' (a to b) were loaded without the rows of in-edges, so their properties can't be found backwards; load the graph with --in-properties rows",
        thrown.getMessage());
  }

  @Test
  void fragmentsOnOtherInstances() {
    FragmentGroup here = graphs.load(Models.of(true, 2, edge(0, 1)), 1);
    FragmentGroup.Part part = here.fragments().getFirst();
    List<FragmentGroup.Part> parts = new ArrayList<>(here.fragments());
    parts.add(new FragmentGroup.Part(1, 5, part.id(), part.vertices(), part.edges()));
    FragmentGroup group =
        new FragmentGroup(
            here.id(), here.format(), true, here.schema(), new Partitioner.Hash(2), parts);
    StoreException thrown =
        assertThrows(
            StoreException.Unsupported.class,
            () -> Analytics.run(graphs.store, group, new Wcc(), RunOptions.defaults()));
    assertEquals(
        "fragment 1 of the graph lives on instance 5, this is instance 0; analytics runs where all fragments are",
        thrown.getMessage());
  }

  @Test
  void parametersOutOfRange() {
    assertMessage(
        "PageRank: damping is 1.5, expected a number from 0 to 1", () -> new PageRank(1.5, 1));
    assertMessage(
        "PageRank: damping is NaN, expected a number from 0 to 1",
        () -> new PageRank(Double.NaN, 1));
    assertMessage("PageRank: -1 iterations, expected at least 0", () -> new PageRank(0.5, -1));
    assertMessage("0 threads, expected at least 1", () -> RunOptions.defaults().withThreads(0));
    assertMessage("repeat 0, expected at least 1", () -> RunOptions.defaults().withRepeat(0));
  }

  private static void assertMessage(String message, org.junit.jupiter.api.function.Executable use) {
    assertEquals(message, assertThrows(StoreException.Invalid.class, use).getMessage());
  }

  /// Two edges; the second has the weight.
  private static GraphModel weighted(PropertyType type, Optional<Object> weight) {
    GraphModel plain = Models.of(true, 2);
    Optional<Object> good =
        Optional.of(
            type == PropertyType.STRING
                ? "light"
                : type == PropertyType.DOUBLE ? (Object) 1.0 : 1L);
    return new GraphModel(
        new Schema(
            plain.schema().vertexLabels(), List.of(label(type, new EdgeLabel.Relation(0, 0)))),
        true,
        plain.vertices(),
        List.of(
            List.of(
                new GraphModel.Edge(Oid.of(0), Oid.of(1), List.of(good)),
                new GraphModel.Edge(Oid.of(1), Oid.of(0), List.of(weight)))));
  }

  private static EdgeLabel label(PropertyType type, EdgeLabel.Relation relation) {
    return new EdgeLabel(0, "e", List.of(new Property("w", type)), List.of(relation));
  }

  private void refused(
      Class<? extends StoreException> type, GraphModel model, Algorithm algorithm, String message) {
    refused(type, model, algorithm, RunOptions.defaults(), message);
  }

  private void refused(
      Class<? extends StoreException> type,
      GraphModel model,
      Algorithm algorithm,
      RunOptions options,
      String message) {
    StoreException thrown = assertThrows(type, () -> graphs.run(model, 1, algorithm, options));
    assertEquals(message, thrown.getMessage());
  }
}
