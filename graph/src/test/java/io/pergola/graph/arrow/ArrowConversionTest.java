package io.pergola.graph.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Layouts;
import io.pergola.graph.NewProperty;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.VertexLabel;
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
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.StringNode;

/// Graphs of every shape, written as `csr`, converted to `arrow` and back.
class ArrowConversionTest {
  private static final int MANY = 17_000;
  private static final long MEMORY = 16 << 20;

  private record Shape(ArrowOptions options, PropertyType oid, boolean directed) {}

  @Test
  void aConvertedGraphIsTheSameGraphAndConvertsBack() {
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(64 << 20));
        ObjectStore store = embedded.connect()) {
      List<Shape> shapes = shapes();
      for (int seed = 0; seed < shapes.size(); seed++) {
        try {
          check(store, seed, shapes.get(seed));
        } catch (RuntimeException | AssertionError failure) {
          throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
        }
        store.clear();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void soIsOneOfMoreVerticesThanOneThreadGetsAtATime(boolean directed) {
    GraphModel model = ofManyVertices(directed);
    Partitioner partitioner = new Partitioner.Hash(1);
    try (EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(64 << 20));
        ObjectStore store = embedded.connect()) {
      FragmentGroup csr = NaiveFragments.into(store).write(model, partitioner);
      FragmentGroup arrow = ArrowGroupWriter.write(store, csr, ArrowOptions.DEFAULTS, MEMORY);
      requireAgreement(store, model, partitioner, arrow);
      FragmentGroup back = CsrGroupCopy.write(store, arrow, MEMORY);
      requireAgreement(store, model, partitioner, back);
    }
  }

  /// With self loops and parallel edges, and a few vertices that have most of the edges.
  private static GraphModel ofManyVertices(boolean directed) {
    Property weight = new Property("weight", PropertyType.INT64);
    Random random = new Random(7);
    List<GraphModel.Vertex> vertices = new ArrayList<>();
    for (int i = 0; i < MANY; i++) vertices.add(new GraphModel.Vertex(Oid.of(i), List.of()));
    List<GraphModel.Edge> edges = new ArrayList<>();
    for (long i = 0; i < MANY; i++) {
      List<Optional<Object>> values = List.of(Optional.of(i));
      edges.add(new GraphModel.Edge(skewed(random), skewed(random), values));
    }
    Schema schema =
        new Schema(
            List.of(new VertexLabel(0, "v", PropertyType.INT64, List.of())),
            List.of(new EdgeLabel(0, "e", List.of(weight), List.of(new EdgeLabel.Relation(0, 0)))));
    return new GraphModel(schema, directed, List.of(vertices), List.of(edges));
  }

  private static Oid skewed(Random random) {
    double draw = random.nextDouble();
    return Oid.of((long) (MANY * draw * draw * draw));
  }

  private static void check(ObjectStore store, long seed, Shape shape) {
    GraphModel random = RandomGraphs.graphOfOneIdType(seed, shape.oid());
    GraphModel model =
        new GraphModel(random.schema(), shape.directed(), random.vertices(), random.edges());
    Partitioner partitioner = RandomGraphs.partitioner(model, seed);
    NaiveFragments writer = NaiveFragments.into(store);
    FragmentGroup csr = writer.write(model, partitioner);
    FragmentGroup arrow = ArrowGroupWriter.write(store, csr, shape.options(), MEMORY);
    assertEquals(csr.schema(), arrow.schema());
    assertEquals(partitioner, arrow.partitioner());
    requireAgreement(store, model, partitioner, arrow);
    FragmentGroup back = CsrGroupCopy.write(store, arrow, MEMORY);
    requireAgreement(store, model, partitioner, back);
  }

  /// Every combination of options, types of ids and directions, in turn.
  private static List<Shape> shapes() {
    List<Shape> all = new ArrayList<>();
    for (ArrowOptions options : options()) {
      for (PropertyType oid :
          List.of(PropertyType.INT64, PropertyType.INT32, PropertyType.STRING)) {
        all.add(new Shape(options, oid, true));
        all.add(new Shape(options, oid, false));
      }
    }
    return all;
  }

  private static List<ArrowOptions> options() {
    List<Set<ArrowOptions.Extra>> extras =
        List.of(
            Set.of(),
            Set.of(ArrowOptions.Extra.EDGE_IDS),
            Set.of(ArrowOptions.Extra.RETAINED_IDS),
            EnumSet.allOf(ArrowOptions.Extra.class));
    List<ArrowOptions> all = new ArrayList<>();
    for (VidWidth vid : VidWidth.values()) {
      for (MapKind map : MapKind.values()) {
        for (EdgeKind edges : EdgeKind.values()) {
          extras.forEach(extra -> all.add(new ArrowOptions(vid, map, edges, extra)));
        }
      }
    }
    return all;
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
