package io.pergola.rpc.cluster;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pergola.rpc.InstalledPeer;
import io.pergola.rpc.client.Await;
import io.pergola.rpc.client.ObjectStores;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// One of our instances and one of Vineyard's in one cluster.
class MixedClusterTest {
  private static final int[] SIZES = {1, 1000, (3 << 20) + 1};

  @TempDir @Nullable Path directory;

  @Test
  void objectsComeOverBothWaysByteForByte() throws Exception {
    Path dir = requireNonNull(directory);
    Optional<String> binary = EtcdServer.binary();
    Optional<Path> vineyardd = InstalledPeer.vineyardd();
    assumeTrue(binary.isPresent() && vineyardd.isPresent(), "etcd or Vineyard can't be installed");
    try (EtcdServer etcd = new EtcdServer(binary.get(), dir);
        Member member = new Member(etcd, dir)) {
      Process theirs = start(vineyardd.get(), etcd, dir.resolve("v"));
      try (ObjectStore ours = member.connect();
          ObjectStore other = ObjectStores.connect(dir.resolve("v"))) {
        requireSame(ours, other);
        requireSame(other, ours);
      } finally {
        theirs.destroyForcibly().waitFor();
      }
    }
  }

  private static Process start(Path vineyardd, EtcdServer etcd, Path socket) throws IOException {
    Process process =
        new ProcessBuilder(
                vineyardd.toString(),
                "--socket=" + socket,
                "--size=64M",
                "--meta=etcd",
                "--etcd_endpoint=" + etcd.endpoint(),
                "--etcd_prefix=test",
                "--rpc_socket_port=" + EtcdServer.freePort())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Await.until(() -> "vineyardd is ready", () -> Files.exists(socket) && accepts(socket));
    return process;
  }

  private static boolean accepts(Path socket) {
    try (ObjectStore store = ObjectStores.connect(socket)) {
      return store.status().memoryLimit() > 0;
    } catch (StoreException notYet) {
      return false;
    }
  }

  private static void requireSame(ObjectStore from, ObjectStore to) {
    ObjectMeta.Draft draft = ObjectMeta.draft("parts<int>").put("text", "v~/x").put("n", 7);
    byte[][] contents = new byte[SIZES.length][];
    for (int i = 0; i < SIZES.length; i++) {
      contents[i] = new byte[SIZES[i]];
      new Random(i).nextBytes(contents[i]);
      BlobWriter writer = from.createBlob(SIZES[i]);
      writer.segment().copyFrom(MemorySegment.ofArray(contents[i]));
      draft.blob("part" + i, writer.seal(), from.instanceId());
    }
    ObjectMeta inner = from.create(draft);
    ObjectMeta outer = from.create(ObjectMeta.draft("around").member("inner", inner));
    from.persist(outer.id());
    ObjectId copy = to.migrate(outer.id());
    assertNotEquals(outer.id(), copy);
    ObjectMeta came = to.meta(copy).member("inner");
    assertEquals(own(from.meta(inner.id())), own(came));
    try (Pin pin = to.pin(came.blobs(to.instanceId()))) {
      for (int i = 0; i < SIZES.length; i++) {
        MemorySegment bytes = pin.blob(came.member("part" + i).id()).segment();
        assertArrayEquals(contents[i], bytes.toArray(ValueLayout.JAVA_BYTE));
      }
    }
  }

  /// What does not depend on the place.
  private static ObjectNode own(ObjectMeta meta) {
    return meta.toJson()
        .deepCopy()
        .remove(List.of("id", "instance_id", "__timestamp", "part0", "part1", "part2"));
  }
}
