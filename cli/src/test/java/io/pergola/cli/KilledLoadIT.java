package io.pergola.cli;

import static java.util.Objects.requireNonNull;

import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Loads that are killed with -9 at random moments leave nothing in the server.
class KilledLoadIT {
  private static final int ROUNDS = Rounds.orFew(5);
  private static final int EDGES = 100_000;
  private static final int VERTICES = 20_000;

  @TempDir @Nullable Path directory;

  @Test
  void nothingIsLeftOfALoadThatIsKilledAtAnyMoment() throws IOException {
    long seed = Long.getLong("pergola.seed", System.nanoTime());
    Random random = new Random(seed);
    String where = "-Dpergola.seed=" + seed;
    writeEdges(random);
    try (Serving serving = Serving.start(requireNonNull(directory), "--size", "256Mi")) {
      long millis = loadOnce(serving);
      serving.assertEmpty();
      ServerProcess.Load before = ServerProcess.load(serving.pid());
      for (int round = 0; round < ROUNDS; round++) {
        Command load = serving.start("load", "g", "--edges", "e=e.csv", "--fragments", "2");
        Await.sleep(random.nextLong(millis));
        load.process().destroyForcibly();
        load.await();
        forget(serving); // it may have been done before it died
        serving.assertEmpty();
      }
      before.assertNotExceeded(serving.pid(), where);
      loadOnce(serving);
    }
  }

  /// @return how long it took
  private static long loadOnce(Serving serving) {
    long begin = System.nanoTime();
    serving.run("load", "g", "--edges", "e=e.csv", "--fragments", "2").good();
    long millis = (System.nanoTime() - begin) / 1_000_000;
    forget(serving);
    return millis;
  }

  private static void forget(Serving serving) {
    try (ObjectStore store = serving.connect()) {
      store.findName("g").ifPresent(id -> store.delete(List.of(id), DeleteOption.DEEP));
      store.dropName("g");
    }
  }

  private void writeEdges(Random random) throws IOException {
    StringBuilder text = new StringBuilder("src,dst,weight\n");
    for (int i = 0; i < EDGES; i++) {
      text.append(random.nextInt(VERTICES)).append(',').append(random.nextInt(VERTICES));
      text.append(',').append(random.nextInt(100)).append('\n');
    }
    Files.writeString(requireNonNull(directory).resolve("e.csv"), text);
  }
}
