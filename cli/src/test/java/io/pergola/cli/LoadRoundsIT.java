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
  private static final int ROUNDS = Rounds.orFew(60);
  private static final int WARM_UP = Math.max(30, ROUNDS / 4);

  /// A heap that has not been collected yet may still grow; a leak of a load's objects is larger.
  private static final long SLACK_KIB = 24 << 10;

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
      long pid = serving.server().process().pid();
      for (int round = 0; round < WARM_UP; round++) loadAndRemove(serving);
      ServerProcess.Load before = ServerProcess.load(pid);
      long resident = ServerProcess.residentKib(pid);
      for (int round = 0; round < ROUNDS; round++) loadAndRemove(serving);
      long grown = ServerProcess.residentKib(pid) - resident;
      System.out.printf(
          "%d rounds of load and rm after %d: %s before, %s after, resident %d KiB + %d KiB%n",
          ROUNDS, WARM_UP, before, ServerProcess.load(pid), resident, grown);
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
