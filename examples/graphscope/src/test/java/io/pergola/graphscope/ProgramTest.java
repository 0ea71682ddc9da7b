package io.pergola.graphscope;

import static io.pergola.graphscope.Models.edge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.testkit.GraphModel;
import io.pergola.graphscope.NaiveGraph.Arc;
import io.pergola.graphscope.NaiveGraph.Vertex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Algorithms of one's own: the tutorial's, and one that pulls.
class ProgramTest {
  private final GraphStore graphs = new GraphStore();

  @AfterEach
  void close() {
    graphs.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theTutorialsAlgorithmFindsWidestPaths(int fnum) {
    // From 0 to 3: 5 directly, 7 by way of 1 and 2.
    GraphModel model =
        Models.of(true, 5, edge(0, 3, 5), edge(0, 1, 9), edge(1, 2, 7), edge(2, 3, 8));
    String expected =
        """
        0 infinity
        1 9.000000000000000e+00
        2 7.000000000000000e+00
        3 7.000000000000000e+00
        4 0.000000000000000e+00\
        """;
    assertEquals(expected, graphs.print(model, fnum, new WidestPaths("0", Models.WEIGHT)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void widestPathsAgreeWithTheirDefinition(int fnum) {
    for (boolean directed : new boolean[] {true, false}) {
      GraphModel model = Models.medium(directed, 7 + fnum);
      Map<Vertex, Double> expected = widths(model);
      RunOptions options = RunOptions.defaults().withThreads(2);
      Result result = graphs.run(model, fnum, new WidestPaths("0", Models.WEIGHT), options);
      result
          .rows()
          .forEach(row ->
              assertEquals(expected.getOrDefault(new Vertex(0, row.oid()), 0.0), row.number()));
      assertEquals(expected.size() - 1L, result.rows().filter(row -> isBetween(row)).count());
    }
  }

  private static boolean isBetween(Row row) {
    return row.number() > 0 && Double.isFinite(row.number());
  }

  private static Map<Vertex, Double> widths(GraphModel model) {
    NaiveGraph naive =
        new NaiveGraph(
            model, Selection.of(model.schema(), Subgraph.WHOLE), Optional.of(Models.WEIGHT));
    Map<Vertex, Double> widths = new HashMap<>();
    widths.put(naive.vertices().iterator().next(), Double.POSITIVE_INFINITY);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Arc arc : naive.arcs()) {
        double width = Math.min(widths.getOrDefault(arc.from(), 0.0), arc.weight());
        if (width <= widths.getOrDefault(arc.to(), 0.0)) continue;
        widths.put(arc.to(), width);
        changed = true;
      }
    }
    return widths;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aProgramThatPullsSeesWhatOthersHadBefore(int fnum) {
    // Everyone has an edge out, so that ranks are those of PageRank.
    GraphModel model =
        Models.of(true, 4, edge(0, 1), edge(0, 2), edge(1, 2), edge(2, 0), edge(3, 2), edge(3, 3));
    RunOptions options = RunOptions.defaults().withThreads(2);
    Result expected = graphs.run(model, fnum, new PageRank(0.85, 7), options);
    Result found = graphs.run(model, fnum, new PulledRanks(7), options);
    for (Row row : expected.rows().toList()) {
      double number = found.number(row.fid(), row.label().id(), row.lid());
      assertEquals(row.number(), number, 1e-15);
    }
    assertEquals(8, found.rounds());
  }

  @Test
  void theTutorialShowsTheCodeThatIsTested() throws IOException {
    String tutorial = Files.readString(Path.of("../../docs/tutorial-algorithm.md"));
    String code = Files.readString(Path.of("src/test/java/io/pergola/graphscope/WidestPaths.java"));
    String shown = code.substring(code.indexOf("record"));
    assertTrue(tutorial.contains(shown), "docs/tutorial-algorithm.md shows other code:\n" + shown);
  }
}
