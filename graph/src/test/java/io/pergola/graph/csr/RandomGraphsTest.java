package io.pergola.graph.csr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Partitioner;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.ModelAgreement;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.graph.testkit.RandomGraphs;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomGraphsTest {
  private static final int GRAPHS = 2_000;

  @Test
  void everythingReadAgreesWithTheModel() {
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(64 << 20));
        ObjectStore store = embedded.connect()) {
      for (long seed = 0; seed < GRAPHS; seed++) check(store, seed);
    }
  }

  private static void check(ObjectStore store, long seed) {
    try {
      GraphModel model = RandomGraphs.graph(seed);
      Partitioner partitioner = RandomGraphs.partitioner(model, seed);
      NaiveFragments writer = NaiveFragments.into(store);
      if (seed % 5 == 0) writer.withoutInRows();
      if (seed % 3 == 0) writer.withOuterOids();
      FragmentGroup group = writer.write(model, partitioner);
      assertEquals(partitioner, group.partitioner());
      assertEquals(List.of(), Fragments.verifyGroup(store, group.id()).problems());
      List<Fragment> fragments = Fragments.open(store, group);
      try {
        ModelAgreement.check(model, partitioner, fragments);
      } finally {
        fragments.forEach(Fragment::close);
      }
      store.clear();
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
    }
  }
}
