package io.pergola.rpc.cluster;

import static io.pergola.store.StoreHarness.around;
import static io.pergola.store.StoreHarness.number;
import static io.pergola.store.StoreHarness.object;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.client.Await;
import io.pergola.rpc.client.RawClient;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pattern;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two instances that share their metadata through a real etcd.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {
  /// How often etcd is stopped and started under traffic; `.ci/outages` does it twenty times.
  private static final int OUTAGES = Integer.getInteger("pergola.outages", 1);

  private static final String LOCK = "{'type':'acquire_lock_request','key':'/a'}";

  private @Nullable EtcdServer etcd;
  private @Nullable Member left;
  private @Nullable Member right;

  @BeforeAll
  void start(@TempDir Path directory) {
    Optional<String> binary = EtcdServer.binary();
    Assumptions.assumeTrue(binary.isPresent(), "etcd can't be installed here");
    etcd = new EtcdServer(binary.get(), directory);
    left = new Member(etcd, directory);
    right = new Member(etcd, directory);
  }

  @AfterAll
  void stop() {
    if (right != null) right.close();
    if (left != null) left.close();
    if (etcd != null) etcd.close();
  }

  private ObjectStore here() {
    return requireNonNull(left).connect();
  }

  private ObjectStore there() {
    return requireNonNull(right).connect();
  }

  @Test
  void instancesKnowEachOther() {
    try (ObjectStore here = here();
        ObjectStore there = there()) {
      assertNotEquals(here.instanceId(), there.instanceId());
      Await.until(
          () -> "both: " + here.clusterMeta(),
          () -> here.clusterMeta().size() == 2 && there.clusterMeta().size() == 2);
      assertEquals(
          requireNonNull(right).server.rpcEndpoint().orElseThrow(),
          here.clusterMeta().path("i" + there.instanceId()).path("rpc_endpoint").asString());
    }
  }

  @Test
  void persistentObjectsAreSeenAndTransientOnesAreNot() {
    try (ObjectStore here = here();
        ObjectStore there = there()) {
      ObjectMeta inner = around(here, "inner<int>", number(here, 42));
      ObjectMeta outer =
          here.create(ObjectMeta.draft("seen").put("text", "v~x").put("n", 7).member("m", inner));
      assertFalse(there.exists(outer.id()));
      here.persist(outer.id());
      assertEquals(here.meta(outer.id()).toJson(), there.meta(outer.id()).toJson());
      assertTrue(there.isPersistent(inner.id()));
      assertEquals(1, there.list(new Pattern.Wildcard("seen"), 10).size());
    }
  }

  @Test
  void namesAndLabelsGoBothWays() {
    try (ObjectStore here = here();
        ObjectStore there = there()) {
      ObjectMeta made = object(here, "named");
      here.persist(made.id());
      there.putName("a/b~c", made.id());
      assertEquals(Optional.of(made.id()), here.findName("a/b~c"));
      assertEquals("a~1b~0c", here.meta(made.id()).text("__name"));
      there.label(made.id(), Map.of("k", "v"));
      assertEquals("{\"k\":\"v\"}", here.meta(made.id()).text("__labels"));
      here.dropName("a/b~c");
      assertEquals(Optional.empty(), there.findName("a/b~c"));
      assertFalse(there.meta(made.id()).has("__name"));
    }
  }

  @Test
  void deletionsAreSeenAndFreeWhatTheObjectHad() {
    try (ObjectStore here = here();
        ObjectStore there = there()) {
      ObjectMeta inner = around(here, "inner", number(here, 1));
      ObjectMeta outer = around(here, "outer", inner);
      here.persist(outer.id());
      assertTrue(there.exists(outer.id()));
      long used = here.status().memoryUsage();
      there.delete(List.of(outer.id()), DeleteOption.DEEP);
      assertFalse(here.exists(outer.id()));
      assertFalse(here.exists(inner.id()));
      assertEquals(used - 8, here.status().memoryUsage());
    }
  }

  @Test
  void anObjectComesOverOnceHoweverManyAskForIt() {
    try (ObjectStore here = here();
        ObjectStore there = there()) {
      ObjectMeta.Draft draft = ObjectMeta.draft("many").put("k", "v");
      for (int i = 0; i < 20; i++) draft.blob("b" + i, number(here, i), here.instanceId());
      ObjectMeta inner = here.create(draft);
      ObjectMeta outer =
          here.create(ObjectMeta.draft("twice").member("a", inner).member("b", inner));
      here.persist(outer.id());
      List<CompletableFuture<ObjectId>> asking = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        asking.add(
            CompletableFuture.supplyAsync(() -> {
              try (ObjectStore store = there()) {
                return store.migrate(outer.id());
              }
            }));
      }
      ObjectId copy = asking.getFirst().join();
      for (CompletableFuture<ObjectId> other : asking) assertEquals(copy, other.join());
      assertNotEquals(outer.id(), copy);
      ObjectMeta came = there.meta(copy);
      assertEquals(there.instanceId(), came.instanceId());
      assertEquals(came.member("a").id(), came.member("b").id());
      try (Pin pin = there.pin(came.blobs(there.instanceId()))) {
        for (int i = 0; i < 20; i++) {
          assertEquals(i, number(pin.blob(came.member("a").member("b" + i).id())));
        }
      }
      assertEquals(copy, there.migrate(copy));
      assertEquals(copy, there.migrate(outer.id()));
      assertTrue(here.exists(copy));
    }
  }

  @Test
  void aGlobalObjectLinksCopiesOnTheReadersInstance() {
    try (ObjectStore here = here();
        ObjectStore there = there()) {
      ObjectMeta mine = around(here, "part", number(here, 1));
      ObjectMeta theirs = around(there, "part", number(there, 2));
      here.persist(mine.id());
      there.persist(theirs.id());
      assertTrue(here.exists(theirs.id()));
      ObjectMeta group =
          here.create(ObjectMeta.draft("group").global().member("p0", mine).member("p1", theirs));
      here.persist(group.id());
      assertEquals(mine.id(), there.meta(group.id()).member("p0").id());
      ObjectId copy = there.migrate(mine.id());
      assertEquals(copy, there.meta(group.id()).member("p0").id());
      assertEquals(mine.id(), here.meta(group.id()).member("p0").id());
    }
  }

  @Test
  void aGlobalObjectIsPersistedTogetherWithItsMembers() {
    try (ObjectStore here = here();
        ObjectStore there = there()) {
      ObjectMeta part = around(here, "part", number(here, 5));
      ObjectMeta group = here.create(ObjectMeta.draft("group").global().member("p", part));
      here.persist(group.id());
      assertEquals(part.id(), there.meta(group.id()).member("p").id());
    }
  }

  @Test
  void whatCanNotComeIsRefused() {
    try (ObjectStore here = here();
        ObjectStore there = there()) {
      assertThrows(StoreException.Invalid.class, () -> there.migrate(number(here, 1).id()));
      assertThrows(StoreException.NotFound.class, () -> there.migrate(new ObjectId(77)));
      ObjectMeta global = here.create(ObjectMeta.draft("g").global());
      here.persist(global.id());
      assertThrows(StoreException.Invalid.class, () -> there.migrate(global.id()));
      ObjectMeta wrong =
          here.create(
              ObjectMeta.draft("t")
                  .blob("b", number(here, 1), here.instanceId())
                  .put("bcrc32c_", 12345));
      here.persist(wrong.id());
      long used = there.status().memoryUsage();
      StoreException corrupt = assertThrows(StoreException.class, () -> there.migrate(wrong.id()));
      assertTrue(String.valueOf(corrupt.getMessage()).contains("CRC32C"), corrupt.getMessage());
      assertEquals(used, there.status().memoryUsage());
    }
  }

  @Test
  void aLockExcludesOtherClientsOfItsInstanceAndOfOthers() {
    try (RawClient holder = RawClient.register(requireNonNull(left).server.socket());
        RawClient near = RawClient.register(requireNonNull(left).server.socket());
        RawClient far = RawClient.register(requireNonNull(right).server.socket())) {
      JsonNode key = holder.call(LOCK).get("key");
      near.send(LOCK);
      Await.sleep(500); // locks are given in the order of arrival
      far.send(LOCK);
      Await.sleep(500);
      assertEquals(1, deferred(requireNonNull(left)));
      assertEquals(1, deferred(requireNonNull(right)));
      holder.call("{'type':'release_lock_request','key':" + key + "}");
      near.call("{'type':'release_lock_request','key':" + near.receive().get("key") + "}");
      far.call("{'type':'release_lock_request','key':" + far.receive().get("key") + "}");
    }
  }

  @Test
  void aLockEndsWithItsClientAlsoWithOneThatStillWaitsForIt() {
    RawClient holder = RawClient.register(requireNonNull(left).server.socket());
    RawClient waiting = RawClient.register(requireNonNull(left).server.socket());
    try (RawClient next = RawClient.register(requireNonNull(right).server.socket())) {
      holder.call(LOCK);
      waiting.send(LOCK);
      Await.until(() -> "it waits", () -> deferred(requireNonNull(left)) == 1);
      waiting.close();
      holder.close();
      assertTrue(next.call(LOCK).get("result").booleanValue());
    }
  }

  private static int deferred(Member member) {
    try (RawClient probe = RawClient.register(member.server.socket())) {
      return probe
          .call("{'type':'instance_status_request'}")
          .at("/meta/deferred_requests")
          .intValue();
    }
  }

  @Test
  void nothingIsLostWhileEtcdComesAndGoes() throws InterruptedException {
    try (ObjectStore here = here();
        ObjectStore there = there()) {
      List<ObjectId> acknowledged = new CopyOnWriteArrayList<>();
      AtomicBoolean over = new AtomicBoolean();
      Thread traffic =
          Thread.startVirtualThread(() -> {
            for (int i = 0; !over.get(); i++) {
              ObjectMeta made = around(here, "traffic", number(here, i));
              here.persist(made.id());
              here.putName("traffic" + i, made.id());
              acknowledged.add(made.id());
            }
          });
      for (int i = 0; i < OUTAGES; i++) {
        Await.sleep(500);
        requireNonNull(etcd).stop();
        assertFalse(there.list(new Pattern.Wildcard("traffic"), 10).isEmpty());
        Await.sleep(500);
        requireNonNull(etcd).start();
        Await.until(() -> "a change goes through", new Growth(acknowledged)::isSeen);
      }
      over.set(true);
      traffic.join();
      System.out.println(acknowledged.size() + " objects through " + OUTAGES + " outages");
      for (int i = 0; i < acknowledged.size(); i++) {
        ObjectId id = acknowledged.get(i);
        String name = "traffic" + i;
        // while the other one is not connected again it answers from what it knows
        Await.until(() -> name, () -> there.exists(id));
        Await.until(() -> name, () -> there.findName(name).equals(Optional.of(id)));
      }
    }
  }

  /// Whether a list has become longer.
  private record Growth(List<ObjectId> list, int before) {
    Growth(List<ObjectId> list) {
      this(list, list.size());
    }

    boolean isSeen() {
      return list.size() > before;
    }
  }
}
