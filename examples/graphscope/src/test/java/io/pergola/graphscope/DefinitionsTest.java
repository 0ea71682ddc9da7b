package io.pergola.graphscope;

import static io.pergola.graphscope.Models.edge;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Oid;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.testkit.GraphModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Small cases worked out by hand from LDBC Graphalytics' definitions, on one to three fragments,
/// and the text that is printed.
class DefinitionsTest {
  private static final Sssp WEIGHTED = new Sssp("0", Optional.of(Models.WEIGHT));

  private final GraphStore graphs = new GraphStore();

  @AfterEach
  void close() {
    graphs.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void bfsFollowsOutEdges(int fnum) {
    GraphModel model = Models.of(true, 5, edge(0, 1), edge(1, 2), edge(3, 0), edge(0, 2));
    String expected =
        """
        0 0
        1 1
        2 1
        3 9223372036854775807
        4 9223372036854775807\
        """;
    assertEquals(expected, graphs.print(model, fnum, new Bfs("0")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void bfsGoesBothWaysWhereEdgesHaveNoDirection(int fnum) {
    GraphModel model = Models.of(false, 4, edge(1, 0), edge(2, 1), edge(2, 2), edge(2, 1));
    String expected =
        """
        0 0
        1 1
        2 2
        3 9223372036854775807\
        """;
    assertEquals(expected, graphs.print(model, fnum, new Bfs("0")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void ssspTakesTheLightestOfParallelEdgesAndDetours(int fnum) {
    GraphModel model =
        Models.of(
            true,
            5,
            edge(0, 1, 5),
            edge(0, 1, 0.5),
            edge(1, 2, 0),
            edge(0, 2, 7),
            edge(3, 0, 1),
            edge(2, 2, 0),
            edge(2, 4, 0.1));
    String expected =
        """
        0 0.000000000000000e+00
        1 5.000000000000000e-01
        2 5.000000000000000e-01
        3 infinity
        4 6.000000000000000e-01\
        """;
    assertEquals(expected, graphs.print(model, fnum, WEIGHTED));
  }

  @Test
  void ssspWithoutAWeightCountsEdges() {
    GraphModel model = Models.of(false, 3, edge(0, 1, 7), edge(1, 2, 7));
    String expected =
        """
        0 0.000000000000000e+00
        1 1.000000000000000e+00
        2 2.000000000000000e+00\
        """;
    assertEquals(expected, graphs.print(model, 1, new Sssp("0", Optional.empty())));
  }

  @Test
  void anInfinitelyHeavyEdgeLeadsNowhere() {
    GraphModel model = Models.of(true, 2, edge(0, 1, Double.POSITIVE_INFINITY));
    assertEquals("0 0.000000000000000e+00\n1 infinity", graphs.print(model, 1, WEIGHTED));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aDanglingVertexGivesItsRankToAll(int fnum) {
    // One step: each gets 0.5/2, and 0.5 * 0.5/2 of what 1 has; 1 gets 0.5 * 0.5 from 0.
    GraphModel model = Models.of(true, 2, edge(0, 1));
    assertEquals(
        "0 3.750000000000000e-01\n1 6.250000000000000e-01",
        graphs.print(model, fnum, new PageRank(0.5, 1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void parallelEdgesAndSelfLoopsCountAsOftenAsTheyAreStored(int fnum) {
    // Half of 0's rank goes to 1, a quarter to 0 and to 2; 1 and 2 give all of theirs to 0.
    GraphModel model =
        Models.of(true, 3, edge(0, 1), edge(0, 1), edge(0, 0), edge(0, 2), edge(1, 0), edge(2, 0));
    String expected =
        """
        0 7.500000000000000e-01
        1 1.666666666666667e-01
        2 8.333333333333333e-02\
        """;
    assertEquals(expected, graphs.print(model, fnum, new PageRank(1, 1)));
  }

  @Test
  void anUndirectedEdgeGivesBothWays() {
    GraphModel model = Models.of(false, 3, edge(0, 1), edge(1, 2));
    String expected =
        """
        0 1.666666666666667e-01
        1 6.666666666666666e-01
        2 1.666666666666667e-01\
        """;
    assertEquals(expected, graphs.print(model, 1, new PageRank(1, 1)));
  }

  @Test
  void withoutAnIterationAllRanksAreEqual() {
    GraphModel model = Models.of(true, 4, edge(0, 1));
    assertEquals(
        "0 2.500000000000000e-01",
        graphs.print(model, 1, new PageRank(0.85, 0)).lines().findFirst().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aComponentIsNamedByItsSmallestVertex(int fnum) {
    GraphModel model = Models.of(true, 6, edge(5, 1), edge(3, 5), edge(4, 2), edge(2, 4));
    assertEquals("0 0\n1 1\n2 2\n3 1\n4 2\n5 1", graphs.print(model, fnum, new Wcc()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void ofEquallyFrequentLabelsTheSmallestWins(int fnum) {
    // 3 hears 0, 1 and 2, once each; 0, 1 and 2 hear only 3.
    GraphModel star = Models.of(true, 5, edge(3, 2), edge(1, 3), edge(3, 0));
    assertEquals("0 3\n1 3\n2 3\n3 0\n4 4", graphs.print(star, fnum, new Cdlp(1)));
    assertEquals("0 0\n1 0\n2 0\n3 3\n4 4", graphs.print(star, fnum, new Cdlp(2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anEdgeThereAndOneBackAreTwoVotes(int fnum) {
    GraphModel directed = Models.of(true, 3, edge(2, 1), edge(1, 2), edge(2, 0));
    assertEquals("0 2\n1 2\n2 1", graphs.print(directed, fnum, new Cdlp(1)));
    GraphModel parallel = Models.of(false, 3, edge(2, 1), edge(2, 1), edge(2, 0));
    assertEquals("0 2\n1 2\n2 1", graphs.print(parallel, fnum, new Cdlp(1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aSelfLoopIsTwoVotesForItsVertex(int fnum) {
    for (boolean directed : new boolean[] {true, false}) {
      GraphModel model = Models.of(directed, 2, edge(1, 1), edge(1, 0));
      assertEquals("0 1\n1 1", graphs.print(model, fnum, new Cdlp(1)));
    }
  }

  @Test
  void labelsThatStayEndTheRun() {
    GraphModel pair = Models.of(true, 3, edge(0, 1), edge(0, 2), edge(1, 2));
    Result result = graphs.run(pair, 1, new Cdlp(1000), RunOptions.defaults());
    assertEquals("0 0\n1 0\n2 0\n", GraphStore.print(result));
    assertEquals(3, result.rounds());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aCoefficientIsTheShareOfEdgesAmongNeighbors(int fnum) {
    // 0 has the neighbors 1, 2 and 3, among which the edge 1-2 is: 2 of 6 ordered pairs.
    GraphModel undirected =
        Models.of(false, 5, edge(0, 1), edge(0, 2), edge(0, 3), edge(1, 2), edge(2, 1), edge(3, 3));
    String expected =
        """
        0 3.333333333333333e-01
        1 1.000000000000000e+00
        2 1.000000000000000e+00
        3 0.000000000000000e+00
        4 0.000000000000000e+00\
        """;
    assertEquals(expected, graphs.print(undirected, fnum, new Lcc()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void withDirectionAnEdgeThereAndOneBackAreTwo(int fnum) {
    // Between 1 and 2 there are edges both ways, between 0 and each of them only one.
    GraphModel directed =
        Models.of(true, 4, edge(0, 1), edge(2, 0), edge(1, 2), edge(2, 1), edge(1, 2), edge(0, 3));
    String expected =
        """
        0 3.333333333333333e-01
        1 5.000000000000000e-01
        2 5.000000000000000e-01
        3 0.000000000000000e+00\
        """;
    assertEquals(expected, graphs.print(directed, fnum, new Lcc()));
  }

  @Test
  void whereAllAreNeighborsBothWaysEveryPairIsATriangle() {
    List<double[]> edges = new ArrayList<>();
    for (int u = 0; u < 20; u++) for (int v = 0; v < 20; v++) edges.add(edge(u, v));
    GraphModel model = Models.of(true, 20, edges.toArray(double[][]::new));
    RunOptions options = RunOptions.defaults();
    assertEquals(1140L, graphs.run(model, 1, new Triangles(), options).summary().get("triangles"));
    assertEquals(1.0, graphs.run(model, 1, new Lcc(), options).summary().get("mean"));
    assertEquals(19L, graphs.run(model, 1, new KCore(), options).summary().get("highest"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void trianglesAndCoresKnowNoDirection(int fnum) {
    // A square 0-1-2-3 with the diagonal 0-2, and 4 at the end of a path.
    GraphModel model =
        Models.of(
            true,
            6,
            edge(0, 1),
            edge(1, 2),
            edge(2, 3),
            edge(3, 0),
            edge(0, 2),
            edge(2, 0),
            edge(3, 4),
            edge(4, 4));
    assertEquals("0 2\n1 1\n2 2\n3 1\n4 0\n5 0", graphs.print(model, fnum, new Triangles()));
    assertEquals("0 2\n1 2\n2 2\n3 2\n4 1\n5 0", graphs.print(model, fnum, new KCore()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void withSeveralLabelsIdsNameTheirs(int fnum) {
    GraphModel model = people(true);
    assertEquals(
        "city:1 person:1\ncity:2 city:2\nperson:1 person:1\nperson:bo person:1",
        graphs.print(model, fnum, new Wcc()));
    assertEquals(
        "city:1 2\ncity:2 9223372036854775807\nperson:1 0\nperson:bo 1",
        graphs.print(model, fnum, new Bfs("person:1")));
  }

  @Test
  void oneChosenLabelIsAGraphOfItsOwn() {
    RunOptions people =
        RunOptions.defaults().withThreads(1).withLabels(List.of("person"), List.of());
    Result result = graphs.run(people(false), 2, new Bfs("bo"), people);
    assertEquals(
        "1 1\nbo 0", String.join("\n", GraphStore.print(result).lines().sorted().toList()));
  }

  @Test
  void onlyChosenEdgesCount() {
    RunOptions lives = RunOptions.defaults().withThreads(1).withLabels(List.of(), List.of("lives"));
    Result result = graphs.run(people(true), 2, new Wcc(), lives);
    assertEquals(3L, result.summary().get("components"));
  }

  @Test
  void anEmptyGraphHasNothingToPrint() {
    GraphModel model = Models.of(true, 0);
    assertEquals("", graphs.print(model, 2, PageRank.DEFAULT));
    assertEquals("", graphs.print(model, 2, new Wcc()));
  }

  /// Two persons who know each other; one lives in city 1. Both a person and a city are called 1.
  static GraphModel people(boolean directed) {
    VertexLabel person = new VertexLabel(0, "person", PropertyType.STRING, List.of());
    VertexLabel city = new VertexLabel(1, "city", PropertyType.INT32, List.of());
    EdgeLabel knows = new EdgeLabel(0, "knows", List.of(), List.of(new EdgeLabel.Relation(0, 0)));
    EdgeLabel lives = new EdgeLabel(1, "lives", List.of(), List.of(new EdgeLabel.Relation(0, 1)));
    return new GraphModel(
        new Schema(List.of(person, city), List.of(knows, lives)),
        directed,
        List.of(
            List.of(vertex(Oid.of("bo")), vertex(Oid.of("1"))),
            List.of(vertex(Oid.of(1)), vertex(Oid.of(2)))),
        List.of(
            List.of(new GraphModel.Edge(Oid.of("1"), Oid.of("bo"), List.of())),
            List.of(new GraphModel.Edge(Oid.of("bo"), Oid.of(1), List.of()))));
  }

  private static GraphModel.Vertex vertex(Oid oid) {
    return new GraphModel.Vertex(oid, List.of());
  }
}
