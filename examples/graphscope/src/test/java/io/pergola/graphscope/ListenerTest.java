package io.pergola.graphscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.testkit.GraphModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Runs that are watched and ended.
class ListenerTest {
  private final GraphStore graphs = new GraphStore();
  private final GraphModel model = Models.medium(false, 1);

  @AfterEach
  void close() {
    graphs.close();
  }

  @Test
  void stepsOfPageRankAreItsIterations() {
    List<String> steps = new ArrayList<>();
    RunListener listener = (done, total) -> steps.add(done + "/" + total);
    graphs.run(model, 1, new PageRank(0.85, 3), RunOptions.defaults().withListener(listener));
    assertEquals(List.of("1/3", "2/3", "3/3"), steps);
  }

  @Test
  void everyAlgorithmTellsHowFarItIsAndEndsWhenAsked() {
    for (Algorithm algorithm :
        List.of(
            new Bfs("0"),
            new Sssp("0", Optional.of(Models.WEIGHT)),
            PageRank.DEFAULT,
            new Wcc(),
            Cdlp.DEFAULT,
            new Lcc(),
            new KCore(),
            new WidestPaths("0", Models.WEIGHT))) {
      for (int threads = 1; threads <= 2; threads++) {
        Impatient impatient = new Impatient();
        RunOptions options = RunOptions.defaults().withThreads(threads).withListener(impatient);
        assertThrows(CancellationException.class, () -> graphs.run(model, 2, algorithm, options));
        assertTrue(impatient.stepped, algorithm::name);
      }
    }
  }

  @Test
  void aGraphCanBeUsedAfterACancelledRun() {
    RunOptions options = RunOptions.defaults().withListener(new Impatient());
    assertThrows(CancellationException.class, () -> graphs.run(model, 2, new Wcc(), options));
    assertFalse(graphs.print(model, 2, new Wcc()).isEmpty());
  }

  /// Ends a run at its first step.
  private static final class Impatient implements RunListener {
    private volatile boolean stepped;

    @Override
    public void step(long done, long total) {
      stepped = true;
    }

    @Override
    public boolean cancelled() {
      return stepped;
    }
  }
}
