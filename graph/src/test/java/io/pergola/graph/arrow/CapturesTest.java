package io.pergola.graph.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Partitioner;
import io.pergola.graph.testkit.Captures;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.graph.testkit.ModelAgreement;
import io.pergola.graph.testkit.SmallData;
import io.pergola.graph.testkit.WorkedExample;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Fragments that others have written.
class CapturesTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  static final List<String> GRAPHSCOPE = Captures.GRAPHSCOPE;
  static final List<String> LOADER = Captures.LOADER;
  static final List<String> WRITER = Captures.WRITER;

  private final ObjectStore store = STORE.get();

  @ParameterizedTest
  @FieldSource("GRAPHSCOPE")
  void whatGraphScopeWroteIsTheGraphThatItRead(String name) {
    requireAgreement(name, SmallData.of(name));
  }

  private void requireAgreement(String name, GraphModel model) {
    ObjectMeta meta = Captures.put(store, name);
    assertEquals(List.of(), Fragments.verifyGroup(store, meta.id()).problems());
    FragmentGroup group = Fragments.getGroup(store, meta.id());
    List<Fragment> fragments = Fragments.open(store, group);
    try {
      assertEquals(model.schema(), group.schema());
      ModelAgreement.check(model, new Partitioner.Hash(fragments.size()), fragments);
    } finally {
      fragments.forEach(Fragment::close);
    }
  }

  @ParameterizedTest
  @FieldSource("LOADER")
  void whatTheLoaderWroteIsTheGraphThatItRead(String name) {
    requireAgreement(name, WorkedExample.of(name));
  }

  @ParameterizedTest
  @FieldSource("WRITER")
  void whatAnIndependentWriterWroteIsTheGraphThatItRead(String name) {
    requireAgreement(name, WorkedExample.of(name));
  }
}
