package io.pergola.cli;

import io.pergola.rpc.client.ObjectStores;
import io.pergola.rpc.server.StoreServer;
import io.pergola.store.BlobWriter;
import io.pergola.store.DeleteOption;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Does what commands do, for the file of loaded classes that the launcher keeps: a server that
/// starts from it knows already which of its methods matter.
final class Rehearsal {
  /// Enough for the JVM to compile what serves a request.
  private static final int ROUNDS = 5_000;

  private Rehearsal() {}

  /// Runs.
  public static void main(String[] args) throws IOException {
    Pergola.run(Console.ofProcess(), "--version");
    Path directory = Files.createTempDirectory("pergola");
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(1 << 20));
        StoreServer server = StoreServer.start(store, directory.resolve("s"));
        ObjectStore client = ObjectStores.connect(server.socket())) {
      for (int round = 0; round < ROUNDS; round++) putAndGet(client);
    }
    Files.delete(directory);
  }

  /// As other clients do it, a request for each step.
  private static void putAndGet(ObjectStore store) {
    BlobWriter writer = store.createBlob(64);
    ObjectMeta.Draft draft = ObjectMeta.draft("pergola::Rehearsal").put("round", 1);
    draft.blob("bytes", writer.seal(), store.instanceId());
    ObjectId id = store.create(draft).id();
    try (Pin pin = store.pin(store.meta(id).blobs(store.instanceId()))) {
      pin.blobs();
    }
    store.pinObjects(List.of(id)).close();
    store.delete(List.of(id), DeleteOption.DEEP);
  }
}
