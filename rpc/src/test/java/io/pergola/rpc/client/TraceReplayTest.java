package io.pergola.rpc.client;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.rpc.server.StoreServer;
import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.SpillOptions;
import io.pergola.store.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recorded conversations of Vineyard's own clients with Vineyard's own server, held with ours:
/// each reply must be the same, up to what [TraceReplay] lists.
class TraceReplayTest {
  private static final long SIZE = 256 << 20; // as the recorded server had

  @TempDir @Nullable Path directory;

  @ParameterizedTest
  @CsvSource({
    "ipc_basic,85",
    "ipc_errors,153",
    "ipc_delete_meta,146",
    "ipc_session,18",
    "ipc_stream,40",
    "ipc_pystream,16"
  })
  void aRecordedConversationGoesTheSameWayHere(String name, int replies) throws IOException {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(SIZE));
        StoreServer server = StoreServer.start(store, requireNonNull(directory).resolve("s"))) {
      TraceReplay replay =
          new TraceReplay(name, TraceReplay.Partner.of(server, store), new TraceIds());
      int line = 0;
      for (String text : lines(name)) replay.step(++line, text);
      replay.close();
      assertEquals("", String.join("\n", replay.differences()));
      assertEquals(Set.of(), replay.unusedTolerances());
      assertEquals(replies, replay.compared());
    }
  }

  @Test
  void aConversationAboutSpilledBlobsGoesTheSameWayHere() throws IOException {
    StoreOptions options =
        StoreOptions.ofSize(64 << 20)
            .withSpill(SpillOptions.to(requireNonNull(directory).resolve("spill")));
    try (EmbeddedStore store = EmbeddedStore.open(options);
        StoreServer server = StoreServer.start(store, requireNonNull(directory).resolve("s"))) {
      TraceReplay replay =
          new TraceReplay("ipc_spill", TraceReplay.Partner.of(server, store), new TraceIds());
      int line = 0;
      for (String text : lines("ipc_spill")) {
        // The recorded server answers only when it has spilled, ours does so in the background.
        if (text.contains("instance_status_request")) awaitSpilled(store, line);
        replay.step(++line, text);
      }
      replay.close();
      assertEquals("", String.join("\n", replay.differences()));
      assertEquals(Set.of(), replay.unusedTolerances());
      assertEquals(44, replay.compared());
    }
  }

  private static void awaitSpilled(EmbeddedStore store, int line) {
    long usage = line < 28 ? 36L << 20 : 20L << 20;
    try (ObjectStore probe = store.connect()) {
      Await.until(() -> "spilled", () -> probe.status().memoryUsage() == usage);
    }
  }

  @ParameterizedTest
  @CsvSource({"rpc_remote,86", "rpc_remote_raw,13", "migration_rpc_i1_to_i0,2"})
  void aConversationThatWasRecordedOnTcpGoesTheSameWayHere(String name, int replies)
      throws IOException {
    try (Served served = Served.onTcp(requireNonNull(directory), SIZE)) {
      TraceIds ids = new TraceIds();
      RpcTraceReplay replay =
          new RpcTraceReplay(name, served.endpoint(), ids, served.store.mapSize());
      if (name.startsWith("migration")) migrated(served, ids, replay);
      int line = 0;
      for (String text : lines(name)) replay.step(++line, text);
      replay.close();
      assertEquals("", String.join("\n", replay.differences()));
      assertEquals(replies, replay.compared());
    }
  }

  /// The blob that the recording asks for.
  private static void migrated(Served served, TraceIds ids, RpcTraceReplay replay) {
    try (ObjectStore store = ObjectStores.connect(served.socket())) {
      byte[] bytes = new byte[8000];
      new Random(5).nextBytes(bytes);
      BlobWriter writer = store.createBlob(bytes.length);
      writer.segment().copyFrom(MemorySegment.ofArray(bytes));
      Blob blob = writer.seal();
      long id = blob.id().bits();
      store.create(ObjectMeta.draft("t").blob("b", blob, store.instanceId()));
      ids.learn(Long.parseUnsignedLong("16754107024052060160"), id);
      replay.has(id, bytes);
    }
  }

  static List<String> lines(String name) throws IOException {
    try (InputStream trace =
        TraceReplayTest.class.getResourceAsStream("/traces/" + name + ".jsonl")) {
      return new String(requireNonNull(trace).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }
}
