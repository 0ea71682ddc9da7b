package io.pergola.graphscope;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.pergola.graph.testkit.GraphModel;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What runs allocate stays within what was said before.
class MemoryBoundTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aRunAllocatesNoMoreThanItsBound(int fnum) {
    try (GraphStore graphs = new GraphStore()) {
      for (boolean directed : new boolean[] {true, false}) {
        GraphModel model = Models.medium(directed, 3);
        graphs.with(
            model,
            fnum,
            fragments -> {
              for (Algorithm algorithm : all()) {
                RunOptions options = RunOptions.defaults().withThreads(1);
                long bound = Analytics.memoryBound(fragments, algorithm, options);
                long before = THREADS.getCurrentThreadAllocatedBytes();
                Result result = Analytics.run(fragments, algorithm, options);
                long used = THREADS.getCurrentThreadAllocatedBytes() - before;
                assertTrue(used <= bound, algorithm + " allocated " + used + " > " + bound);
                assertTrue(result.count() > 0);
              }
              return "";
            });
      }
    }
  }

  private static List<Algorithm> all() {
    return List.of(
        new Bfs("0"),
        new Sssp("0", Optional.of(Models.WEIGHT)),
        PageRank.DEFAULT,
        new Wcc(),
        Cdlp.DEFAULT,
        new Lcc(),
        new Triangles(),
        new KCore());
  }
}
