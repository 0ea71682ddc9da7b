package io.pergola.rpc.client;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.rpc.protocol.Capabilities;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.Pin;
import io.pergola.store.PinnedObjects;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How often the client asks the server.
class RoundTripsTest {
  private static final int BLOBS = 20;

  @TempDir @Nullable Path directory;
  private @Nullable Served served;

  @BeforeEach
  void serve() {
    served = new Served(requireNonNull(directory), 1 << 20);
  }

  @AfterEach
  void stop() {
    requireNonNull(served).close();
  }

  @Test
  void anObjectWithManyBlobsIsPutInTwoRoundTrips() {
    try (ServerLink link = link(Capabilities.ALL);
        StoreClient store = new StoreClient(link)) {
      long before = link.calls();
      put(store);
      assertEquals(2, link.calls() - before);
    }
  }

  @Test
  void anObjectWithManyBlobsIsGotInOneRoundTripAndLeftInOne() {
    assertEquals(1 + 1, callsOfAReader(Capabilities.ALL));
  }

  @Test
  void whereTheServerOffersOnlyVineyardsMessagesItTakesOneForEachRelease() {
    assertEquals(2 + BLOBS, callsOfAReader(Set.of()));
  }

  private long callsOfAReader(Set<String> capabilities) {
    try (ServerLink link = link(capabilities);
        StoreClient reader = new StoreClient(link);
        StoreClient writer = new StoreClient(link(Capabilities.ALL))) {
      ObjectId id = put(writer);
      long before = link.calls();
      PinnedObjects found = reader.pinObjects(List.of(id));
      Pin again = reader.pin(found.pin().blobs().keySet());
      assertEquals(BLOBS, again.blobs().size());
      found.close();
      again.close();
      return link.calls() - before;
    }
  }

  private static ObjectId put(StoreClient store) {
    long[] sizes = new long[BLOBS];
    Arrays.fill(sizes, 8);
    List<BlobWriter> blobs = store.createBlobs(sizes);
    ObjectMeta.Draft draft = ObjectMeta.draft("t");
    for (int i = 0; i < BLOBS; i++) draft.blob("b" + i, blobs.get(i), store.instanceId());
    return store.publish(blobs, List.of(draft)).getFirst().id();
  }

  private ServerLink link(Set<String> capabilities) {
    return ServerLink.open(requireNonNull(served).socket(), Duration.ofSeconds(10), capabilities);
  }
}
