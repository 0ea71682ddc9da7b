package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.RandomGraphs;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectId;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreException;
import io.pergola.store.StoreOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest extends Loading {
  private void writeFiles() {
    file("v.csv", "id,name\n1,a\n2,b\n3,c\n");
    file("e.csv", "a,b,w\n1,2,0.5\n3,1,1\n2,3,2\n");
    vertices.add("v=v.csv");
    edges.add("e=e.csv");
  }

  @Test
  void manyLoadsAndRemovalsLeaveTheStoreAsItWas() {
    options = options.withFragments(2);
    for (int round = 0; round < 300; round++) {
      GraphModel model = RandomGraphs.graph(round % 20);
      LoadSpec spec = ModelFiles.write(model, directory, round, options);
      store.remove("g", store.load(spec));
      store.assertEmpty();
    }
  }

  @Test
  void replacingDeletesWhatWasThere() {
    writeFiles();
    LoadResult first = load();
    long usage = store.store().status().memoryUsage();
    options = options.withReplace(true);
    for (int round = 0; round < 5; round++) {
      LoadResult next = load();
      assertFalse(store.store().exists(first.group().id()));
      assertEquals(next.group().id(), store.store().findName("g").orElseThrow());
      assertEquals(usage, store.store().status().memoryUsage());
      first = next;
    }
    store.remove("g", first);
    store.assertEmpty();
  }

  @Test
  void replacingKeepsWhatHasAnotherName() {
    writeFiles();
    LoadResult first = load();
    store.store().putName("other", first.group().id());
    options = options.withReplace(true);
    load();
    assertTrue(store.store().exists(first.group().id()));
  }

  @Test
  void aReplacementThatFailsKeepsWhatWasThere() {
    writeFiles();
    LoadResult first = load();
    long usage = store.store().status().memoryUsage();
    file("e.csv", "a,b,w\n1,7,0.5\n");
    options = options.withReplace(true);
    assertThrows(RuntimeException.class, this::load);
    assertEquals(first.group().id(), store.store().findName("g").orElseThrow());
    assertEquals(usage, store.store().status().memoryUsage());
    assertEquals(3, edges(first, 0).size());
  }

  @Test
  void aNameWhoseGraphIsGoneIsFree() {
    writeFiles();
    LoadResult first = load();
    store.store().delete(List.of(first.group().id()), io.pergola.store.DeleteOption.DEEP);
    load();
  }

  @Test
  void aStoreThatFillsUpAnywhereIsLeftEmpty() {
    GraphModel model = RandomGraphs.graph(3);
    LoadSpec spec = ModelFiles.write(model, directory, 3, options.withFragments(2));
    long whole;
    try (TestStore large = new TestStore()) {
      whole = large.load(spec).bytes().total();
    }
    int failures = 0;
    for (long size = StoreOptions.MIN_BYTES; size < 4 * whole; size += Math.max(256, whole / 30)) {
      try (TestStore small = new TestStore(size)) {
        try {
          small.remove("g", small.load(spec));
        } catch (StoreException.Full full) {
          failures++;
        }
        small.assertEmpty();
      }
    }
    assertTrue(failures > 0 || whole < StoreOptions.MIN_BYTES, "it never filled up");
  }

  @Test
  void aConnectionThatClosesInTheMiddleLeavesNothing() {
    writeFiles();
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(1 << 20));
        StoreConnection observer = embedded.connect()) {
      for (String phase :
          List.of("read vertices", "read edges", "number", "resolve", "build", "seal")) {
        StoreConnection loading = embedded.connect();
        LoadListener closer =
            (now, done, total) -> {
              if (now.equals(phase)) loading.close();
            };
        try {
          GraphLoader.load(loading, spec(), closer);
        } catch (RuntimeException expected) {
          assertEquals(0, observer.status().memoryUsage(), phase);
        }
        loading.close();
        observer.findName("g").ifPresent(id -> remove(observer, id));
        assertEquals(0, observer.status().memoryUsage(), phase);
      }
    }
  }

  private static void remove(StoreConnection store, ObjectId id) {
    store.dropName("g");
    store.delete(List.of(id), io.pergola.store.DeleteOption.DEEP);
  }

  @Test
  void progressIsToldPhaseByPhase() {
    writeFiles();
    List<String> phases = new ArrayList<>();
    LoadListener listener =
        (phase, done, total) -> {
          if (phases.isEmpty() || !phases.getLast().equals(phase)) phases.add(phase);
          assertTrue(done >= 0 && done <= total, phase + " " + done + " of " + total);
        };
    LoadResult result = GraphLoader.load(store.store(), spec(), listener);
    assertEquals(List.of("read vertices", "read edges", "resolve", "build"), phases);
    assertEquals(
        List.of("plan", "read vertices", "number", "read edges", "resolve", "build", "seal"),
        List.copyOf(result.seconds().keySet()));
  }

  @Test
  void noThreadIsLeft() throws Exception {
    writeFiles();
    options = options.withThreads(4);
    load();
    for (int wait = 0; wait < 100 && loaders() > 0; wait++) Thread.sleep(20);
    assertEquals(0, loaders());
  }

  private static long loaders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("pergola-load-"))
        .count();
  }
}
