package io.pergola.graph.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Layouts;
import io.pergola.graph.NewProperty;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.csr.CsrGroupCopy;
import io.pergola.graph.testkit.Captures;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.ModelAgreement;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.graph.testkit.RandomGraphs;
import io.pergola.graph.testkit.SmallGraphs;
import io.pergola.graph.testkit.Tampering;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import io.pergola.store.StoreOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.StringNode;

/// Graphs of every shape, written as `csr`, converted to `arrow` and back.
class ArrowConversionTest {
  private static final int GRAPHS = 240;
  private static final long MEMORY = 16 << 20;

  @Test
  void aConvertedGraphIsTheSameGraphAndConvertsBack() {
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(64 << 20));
        ObjectStore store = embedded.connect()) {
      for (long seed = 0; seed < GRAPHS; seed++) {
        try {
          check(store, seed);
        } catch (RuntimeException | AssertionError failure) {
          throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
        }
        store.clear();
      }
    }
  }

  private static void check(ObjectStore store, long seed) {
    GraphModel model = RandomGraphs.graphOfOneIdType(seed);
    Partitioner partitioner = RandomGraphs.partitioner(model, seed);
    NaiveFragments writer = NaiveFragments.into(store);
    FragmentGroup csr = writer.write(model, partitioner);
    FragmentGroup arrow = ArrowGroupWriter.write(store, csr, options(seed), MEMORY);
    assertEquals(csr.schema(), arrow.schema());
    assertEquals(partitioner, arrow.partitioner());
    requireAgreement(store, model, partitioner, arrow);
    FragmentGroup back = CsrGroupCopy.write(store, arrow, MEMORY);
    requireAgreement(store, model, partitioner, back);
  }

  private static ArrowOptions options(long seed) {
    List<ArrowOptions> all = new ArrayList<>();
    for (VidWidth vid : VidWidth.values()) {
      for (MapKind map : MapKind.values()) {
        for (EdgeKind edges : EdgeKind.values()) {
          all.add(new ArrowOptions(vid, map, edges, EnumSet.noneOf(ArrowOptions.Extra.class)));
          all.add(new ArrowOptions(vid, map, edges, EnumSet.allOf(ArrowOptions.Extra.class)));
        }
      }
    }
    return all.get((int) (seed % all.size()));
  }

  private static void requireAgreement(
      ObjectStore store, GraphModel model, Partitioner partitioner, FragmentGroup group) {
    assertEquals(List.of(), Fragments.verifyGroup(store, group.id()).problems());
    List<Fragment> fragments = Fragments.open(store, group);
    try {
      ModelAgreement.check(model, partitioner, fragments);
    } finally {
      fragments.forEach(Fragment::close);
    }
  }

  @Test
  void idsOfSeveralTypesAreRefused() {
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(16 << 20));
        ObjectStore store = embedded.connect()) {
      FragmentGroup csr = NaiveFragments.write(store, SmallGraphs.people(), 2);
      StoreException refused =
          assertThrows(
              StoreException.Unsupported.class,
              () -> ArrowGroupWriter.write(store, csr, ArrowOptions.DEFAULTS, MEMORY));
      assertTrue(String.valueOf(refused.getMessage()).contains("[int64, string]"));
    }
  }

  @Test
  void aColumnThatWouldBeLostIsRefused() {
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(16 << 20));
        ObjectStore store = embedded.connect()) {
      ObjectMeta capture = Captures.put(store, "w1_dir_eid_oid_global");
      ObjectMeta fragment = capture.member("frag_object_id_0");
      String schema = fragment.text(ArrowKeys.SCHEMA).replaceFirst("\"INT\"", "\"LISTINT\"");
      Tampering tampering = new Tampering(store);
      ObjectMeta changed =
          tampering.with(
              store.meta(fragment.id()), List.of(ArrowKeys.SCHEMA), StringNode.valueOf(schema));
      FragmentGroup group =
          Fragments.getGroup(
              store, tampering.with(capture, List.of("frag_object_id_0"), changed).id());
      StoreException refused =
          assertThrows(
              StoreException.Unsupported.class, () -> CsrGroupCopy.write(store, group, MEMORY));
      assertTrue(String.valueOf(refused.getMessage()).contains("person.age LISTINT"));
    }
  }

  @Test
  void aCopyStaysWithinItsMemoryOrSaysSo() {
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(16 << 20));
        ObjectStore store = embedded.connect()) {
      FragmentGroup arrow =
          Fragments.getGroup(store, Captures.put(store, "w2_dir_eid_oid_global").id());
      assertThrows(StoreException.Full.class, () -> CsrGroupCopy.write(store, arrow, 1 << 13));
      // Each piece takes a page of 4 KiB; all triples at once would take three times as many.
      FragmentGroup copy = CsrGroupCopy.write(store, arrow, 18 << 12);
      assertEquals(List.of(), Fragments.verifyGroup(store, copy.id()).problems());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"w2_dir_eid_oid_global", "w2_dir_noeid_nooid_global", "w2_dir_eid_oid_local"})
  void aGraphGetsAPropertyAndSharesTheRest(String name) {
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(16 << 20));
        ObjectStore store = embedded.connect()) {
      FragmentGroup before = Fragments.getGroup(store, Captures.put(store, name).id());
      Property rank = new Property("rank", PropertyType.INT64);
      NewProperty added =
          new NewProperty(
              rank,
              Set.of(0),
              (table, fid, label) -> table.add(rank).values().setAtIndex(Layouts.LONG, 0, 7 + fid));
      FragmentGroup after = Fragments.withProperty(store, before, added);
      assertEquals(List.of(), Fragments.verifyGroup(store, after.id()).problems());
      assertEquals(added.addTo(before.schema()), after.schema());
      for (Fragment fragment : Fragments.open(store, after)) {
        assertEquals("" + (7 + fragment.fid()), fragment.table(0).column("rank").text(0));
        assertEquals(before.schema().triples(), fragment.schema().triples());
        fragment.close();
      }
      FragmentGroup copy = CsrGroupCopy.write(store, after, MEMORY);
      assertEquals(List.of(), Fragments.verifyGroup(store, copy.id()).problems());
    }
  }
}
