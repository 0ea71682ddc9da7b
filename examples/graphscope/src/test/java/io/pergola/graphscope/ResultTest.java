package io.pergola.graphscope;

import static io.pergola.graphscope.Models.edge;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.testkit.GraphModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultTest {
  private final GraphStore graphs = new GraphStore();
  private final GraphModel star =
      Models.of(true, 6, edge(1, 0, 3), edge(2, 0, 1), edge(3, 0, 1), edge(0, 4, 2), edge(4, 3, 2));

  @AfterEach
  void close() {
    graphs.close();
  }

  @Test
  void theGreatestRanksComeFirst() {
    Result result = run(PageRank.DEFAULT, RunOptions.defaults());
    List<Row> top = result.top(3);
    assertEquals(List.of("0", "4", "3"), top.stream().map(row -> row.oid().toString()).toList());
    assertTrue(top.get(0).number() > top.get(1).number());
    assertEquals(6, result.top(100).size());
    assertEquals(List.of(), result.top(0));
  }

  @Test
  void equalValuesKeepTheOrderOfVertices() {
    Result result = graphs.run(Models.of(true, 5), 1, PageRank.DEFAULT, RunOptions.defaults());
    assertEquals(
        "[0, 1]", result.top(2).stream().map(row -> row.oid().toString()).toList().toString());
  }

  @Test
  void theFarthestLeaveOutWhatCantBeReached() {
    Result result = run(new Sssp("0", Optional.of(Models.WEIGHT)), RunOptions.defaults());
    assertEquals(
        List.of("3", "4", "0"), result.top(9).stream().map(row -> row.oid().toString()).toList());
    assertEquals(Map.of("vertices", 6L, "reached", 3L, "farthest", 4.0), result.summary());
  }

  @Test
  void theGreatestComponentsAreShownAsTheirNames() {
    Result result = run(new Wcc(), RunOptions.defaults());
    List<Row> top = result.top(5);
    assertEquals(List.of("0", "5"), top.stream().map(Row::text).toList());
    assertEquals(List.of(5.0, 1.0), top.stream().map(Row::number).toList());
    assertEquals(Map.of("vertices", 6L, "components", 2L, "largest", 5L), result.summary());
  }

  @Test
  void ranksAddUpToOne() {
    Map<String, Number> summary = run(PageRank.DEFAULT, RunOptions.defaults()).summary();
    assertEquals(1, NaiveGraph.at(summary, "sum").doubleValue(), 1e-12);
  }

  @Test
  void hopsAreSummedUpInWholeNumbers() {
    assertEquals(
        Map.of("vertices", 6L, "reached", 3L, "farthest", 2L),
        run(new Bfs("0"), RunOptions.defaults()).summary());
  }

  @Test
  void everyRunIsTimedAndTheLastOneCounts() {
    for (Algorithm algorithm :
        List.of(
            new Bfs("0"),
            new Sssp("0", Optional.empty()),
            PageRank.DEFAULT,
            new Wcc(),
            Cdlp.DEFAULT,
            new Lcc(),
            new Triangles(),
            new KCore())) {
      Result once = run(algorithm, RunOptions.defaults());
      Result often = run(algorithm, RunOptions.defaults().withRepeat(3));
      assertEquals(3, often.seconds().size());
      assertEquals(GraphStore.print(once), GraphStore.print(often));
    }
  }

  @Test
  void theNumberOfThreadsDoesNotShowInTheResult() {
    GraphModel model = Models.medium(true, 5);
    for (Algorithm algorithm :
        List.of(
            new Bfs("0"),
            new Sssp("0", Optional.of(Models.WEIGHT)),
            PageRank.DEFAULT,
            new Wcc(),
            Cdlp.DEFAULT,
            new Lcc(),
            new KCore())) {
      String one =
          GraphStore.print(graphs.run(model, 2, algorithm, RunOptions.defaults().withThreads(1)));
      for (int threads = 2; threads <= 4; threads++) {
        RunOptions options = RunOptions.defaults().withThreads(threads);
        assertEquals(one, GraphStore.print(graphs.run(model, 2, algorithm, options)));
      }
    }
  }

  @Test
  void threadsThatShareAFrontierFindWhatOneFindsAlone() {
    FragmentGroup group = graphs.load(Models.wide(6), 1);
    for (Algorithm algorithm : List.of(new Bfs("0"), new Sssp("0", Optional.of(Models.WEIGHT)))) {
      RunOptions alone = RunOptions.defaults().withThreads(1);
      String one = GraphStore.print(Analytics.run(graphs.store, group, algorithm, alone));
      for (int threads = 2; threads <= 4; threads++) {
        RunOptions together = RunOptions.defaults().withThreads(threads).withRepeat(5);
        Result result = Analytics.run(graphs.store, group, algorithm, together);
        assertEquals(one, GraphStore.print(result));
      }
    }
  }

  @Test
  void valuesAreFoundByFragmentAndLid() {
    Result result = run(new Bfs("0"), RunOptions.defaults());
    result
        .rows()
        .forEach(row ->
            assertEquals(row.number(), result.number(row.fid(), row.label().id(), row.lid())));
    assertThrows(IllegalArgumentException.class, () -> result.number(0, 0, 99));
    assertThrows(IllegalArgumentException.class, () -> result.number(9, 0, 0));
  }

  @Test
  void aResultOutlivesItsStore() {
    Result result = run(new Wcc(), RunOptions.defaults());
    graphs.store.clear();
    assertEquals(6, GraphStore.print(result).lines().count());
    assertArrayEquals(new long[] {6}, new long[] {result.count()});
  }

  private Result run(Algorithm algorithm, RunOptions options) {
    return graphs.run(star, 2, algorithm, options);
  }
}
