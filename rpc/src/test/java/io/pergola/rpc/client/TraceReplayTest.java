package io.pergola.rpc.client;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.rpc.server.StoreServer;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recorded conversations of Vineyard's own clients with Vineyard's own server, held with ours:
/// each reply must be the same, up to what [TraceReplay] lists.
class TraceReplayTest {
  private static final long SIZE = 256 << 20; // as the recorded server had

  @TempDir @Nullable Path directory;

  @ParameterizedTest
  @CsvSource({"ipc_basic,85", "ipc_errors,152", "ipc_delete_meta,146"})
  void aRecordedConversationGoesTheSameWayHere(String name, int replies) throws IOException {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(SIZE));
        StoreServer server = StoreServer.start(store, requireNonNull(directory).resolve("s"))) {
      TraceReplay replay =
          new TraceReplay(name, server.socket(), store.mapSize(), () -> connections(store));
      int line = 0;
      for (String text : lines(name)) replay.step(++line, text);
      replay.close();
      assertEquals("", String.join("\n", replay.differences()));
      assertEquals(Set.of(), replay.unusedTolerances());
      assertEquals(replies, replay.compared());
    }
  }

  private static int connections(EmbeddedStore store) {
    try (ObjectStore probe = store.connect()) {
      return probe.status().ipcConnections() - 1;
    }
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream trace =
        TraceReplayTest.class.getResourceAsStream("/traces/" + name + ".jsonl")) {
      return new String(requireNonNull(trace).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }
}
