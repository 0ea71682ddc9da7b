package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.RandomGraphs;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Neither threads nor chunks may show in the result: every blob has the same bytes.
class DeterminismTest extends Loading {
  @Test
  void blobsDoNotDependOnThreadsOrChunks() {
    for (long seed = 0; seed < 40; seed++) {
      GraphModel model = RandomGraphs.graph(1_000 + seed);
      LoadOptions with = options.withFragments(1 + (int) seed % 4);
      LoadSpec one = ModelFiles.write(model, directory, seed, with.withThreads(1));
      LoadSpec three = new LoadSpec("g", one.vertices(), one.edges(), one.options().withThreads(3));
      List<String> expected = image(one, 1 << 20);
      assertEquals(expected, image(three, 1 << 20), "seed " + seed);
      assertEquals(expected, image(three, 40), "seed " + seed);
    }
  }

  @Test
  void largerGraphsDoNotDependOnThreadsEither() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("a,b,w,t\n");
    for (int i = 0; i < 60_000; i++) {
      int hub = random.nextInt(4) == 0 ? 17 : random.nextInt(5_000);
      text.append("v").append(hub).append(",v").append(random.nextInt(300)).append(',');
      text.append(random.nextInt(100)).append(",t").append(i).append('\n');
    }
    file("e.csv", text.toString());
    edges.add("e=e.csv");
    for (boolean undirected : new boolean[] {false, true}) {
      options = options.withUndirected(undirected).withFragments(undirected ? 1 : 3);
      options = options.withThreads(1);
      List<String> expected = image(spec(), 1 << 20);
      options = options.withThreads(4);
      assertEquals(expected, image(spec(), 10_000));
    }
  }

  private List<String> image(LoadSpec spec, int chunkBytes) {
    LoadResult result = store.load(spec, chunkBytes);
    List<String> image = new ArrayList<>();
    draw(store.store().meta(result.group().id()), "", image);
    store.remove("g", result);
    return image;
  }

  /// Everything but ids, signatures and times.
  private void draw(ObjectMeta meta, String path, List<String> image) {
    ObjectStore from = store.store();
    if (meta.id().isBlob()) {
      if (meta.integer("length") == 0) return;
      try (Pin pin = from.pin(List.of(meta.id()))) {
        MemorySegment bytes = pin.blob(meta.id()).segment();
        image.add(path + " " + Arrays.hashCode(bytes.toArray(ValueLayout.JAVA_BYTE)));
      }
      return;
    }
    image.add(path + " " + meta.typeName());
    meta.members().forEach((key, member) -> draw(member, path + "/" + key, image));
  }
}
