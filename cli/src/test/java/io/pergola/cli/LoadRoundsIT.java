package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.EdgeInput;
import io.pergola.builder.GraphLoader;
import io.pergola.builder.LoadListener;
import io.pergola.builder.LoadOptions;
import io.pergola.builder.LoadSpec;
import io.pergola.builder.VertexInput;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreStatus;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Loading and deleting again and again: the server does not grow.
class LoadRoundsIT {
  private static final int ROUNDS = Rounds.orFew(30);
  private static final int WARM_UP = 10;

  /// Less than a tenth of what the metadata of one load a round would take.
  private static final long SLACK_KIB = 1024;

  private static final LoadSpec FLIGHTS =
      new LoadSpec(
          "flights",
          List.of(VertexInput.parse("airport=" + Serving.FLIGHTS.resolve("airports.csv"))),
          List.of(EdgeInput.parse("flight=" + Serving.FLIGHTS.resolve("flights-airport.csv"))),
          LoadOptions.defaults().withFragments(2));

  @TempDir @Nullable Path directory;

  @Test
  void aServerDoesNotGrowWithLoadsThatAreRemovedAgain() {
    try (Serving serving = Serving.start(requireNonNull(directory), "--size", "64Mi")) {
      long pid = serving.pid();
      for (int round = 0; round < WARM_UP; round++) loadAndRemove(serving);
      long heap = ServerProcess.liveHeapKib(pid);
      ServerProcess.Load before = ServerProcess.load(pid);
      for (int round = 0; round < ROUNDS; round++) loadAndRemove(serving);
      long grown = ServerProcess.liveHeapKib(pid) - heap;
      System.out.printf(
          "%d rounds of load and rm: before %s, after %s; live heap %d KiB, %+d KiB%n",
          ROUNDS, before, ServerProcess.load(pid), heap, grown);
      before.assertNotExceeded(pid, "");
      assertTrue(grown < SLACK_KIB, grown + " KiB more");
      serving.assertEmpty();
    }
  }

  private static void loadAndRemove(Serving serving) {
    try (ObjectStore store = serving.connect()) {
      GraphLoader.load(store, FLIGHTS, LoadListener.SILENT);
      ObjectId id = store.findName("flights").orElseThrow();
      store.delete(List.of(id), DeleteOption.DEEP);
      store.dropName("flights");
      StoreStatus status = store.status();
      assertEquals(0, status.memoryUsage());
      assertEquals(0, status.deletedBytes());
    }
  }
}
