package io.pergola.graph.csr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Triple;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.graph.testkit.SmallGraphs;
import io.pergola.graph.testkit.Tampering;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class CsrFragmentTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  private final ObjectStore store = STORE.get();

  private Fragment people() {
    return Fragments.open(store, NaiveFragments.write(store, SmallGraphs.people(), 1)).getFirst();
  }

  @Test
  void neighborsAscendAndParallelEdgesKeepTheirOrder() {
    try (Fragment people = people()) {
      Triple knows = people.schema().triples().getFirst();
      Csr out = people.out(knows);
      assertEquals(Csr.Form.DENSE, out.form());
      assertArrayEquals(new int[] {1, 1, 2}, out.neighbors(0));
      assertEquals(0, out.degree(3));
      NumberColumn since = (NumberColumn) people.edges(knows).column("since");
      assertEquals(2001, since.longAt(0));
      assertEquals(2005, since.longAt(1));
      assertEquals(Optional.empty(), since.value(3));
      assertArrayEquals(new int[] {0, 0}, people.in(knows).neighbors(1));
      assertEquals(1, people.inRows(knows).orElseThrow().at(people.in(knows).begin(1) + 1));
    }
  }

  @Test
  void anUndirectedTripleOfOneLabelHasTheSameListsBothWays() {
    FragmentGroup group = NaiveFragments.write(store, SmallGraphs.undirectedPeople(), 1);
    try (Fragment people = Fragments.open(store, group).getFirst()) {
      Triple knows = people.schema().triples().getFirst();
      Triple lives = people.schema().triples().get(1);
      assertTrue(people.symmetric(knows));
      assertSame(people.out(knows), people.in(knows));
      assertArrayEquals(new int[] {0, 2, 2}, people.out(knows).neighbors(2));
      assertEquals(12, people.out(knows).entryCount());
      assertEquals(12, people.edges(knows).rowCount());
      assertEquals(4, people.out(lives).entryCount());
      assertArrayEquals(new int[] {0, 2, 3}, people.in(lives).neighbors(1));
    }
  }

  @Test
  void aVertexIsFoundByItsIdOnly() {
    try (Fragment people = people()) {
      assertEquals(2, people.lid(0, Oid.of(3)));
      assertEquals(-1, people.lid(0, Oid.of(0)));
      assertEquals(-1, people.lid(0, Oid.of(6)));
      assertEquals(-1, people.lid(0, Oid.of(Long.MIN_VALUE)));
      assertEquals(-1, people.lid(0, Oid.of("3")));
      assertEquals(1, people.lid(1, Oid.of("Zürich")));
      assertEquals(-1, people.lid(1, Oid.of("Zur")));
      assertEquals(-1, people.lid(1, Oid.of(1)));
      assertEquals(-1, people.lid(-1L));
      assertEquals(-1, people.lid(5));
    }
  }

  @Test
  void aVertexOutOfRangeIsRefused() {
    try (Fragment people = people()) {
      assertEquals(
          "vertex 5 of label 'person': fragment 0 has 5 inner and 0 outer ones",
          assertThrows(IndexOutOfBoundsException.class, () -> people.gid(0, 5)).getMessage());
      assertThrows(IndexOutOfBoundsException.class, () -> people.oid(0, -1));
      Csr out = people.out(people.schema().triples().getFirst());
      assertThrows(IndexOutOfBoundsException.class, () -> out.begin(5));
      assertThrows(IndexOutOfBoundsException.class, () -> out.neighbor(6));
    }
  }

  @Test
  void theOwnerKnowsTheIdOfAnOuterVertex() {
    FragmentGroup group = NaiveFragments.write(store, SmallGraphs.people(), 2);
    try (Fragment even = Fragments.getFragment(store, group.fragments().getFirst().id())) {
      assertEquals(2, even.outerCount(0));
      assertEquals(
          "fragment 0 does not keep the oids of outer vertices; fragment 1 owns this one",
          assertThrows(StoreException.NotFound.class, () -> even.oid(0, 2)).getMessage());
    }
    FragmentGroup known =
        NaiveFragments.into(store)
            .withOuterOids()
            .write(SmallGraphs.people(), new Partitioner.Hash(2));
    try (Fragment even = Fragments.getFragment(store, known.fragments().getFirst().id())) {
      assertEquals(Oid.of(1), even.oid(0, 2));
      assertEquals(Oid.of(5), even.oid(0, 3));
    }
  }

  @Test
  void aClosedFragmentIsRefusedAndHoldsNothing() {
    Fragment people = people();
    people.close();
    people.close();
    assertEquals(
        "fragment %s is closed; open it again with Fragments.getFragment".formatted(people.id()),
        assertThrows(IllegalStateException.class, () -> people.innerCount(0)).getMessage());
    assertThrows(IllegalStateException.class, () -> people.lid(0, Oid.of(1)));
    assertThrows(IllegalStateException.class, () -> people.lid(0L));
    assertThrows(IllegalStateException.class, () -> people.mirrorSet(0, 0));
    assertThrows(
        IllegalStateException.class, () -> people.out(people.schema().triples().getFirst()));
  }

  @Test
  void anOpenFragmentOutlivesItsDeletion() {
    FragmentGroup group = NaiveFragments.write(store, SmallGraphs.people(), 1);
    try (Fragment people = Fragments.open(store, group).getFirst()) {
      store.delete(List.of(group.id()), DeleteOption.DEEP, DeleteOption.FORCE);
      assertEquals(Oid.of(4), people.oid(0, 3));
    }
    assertThrows(
        StoreException.NotFound.class,
        () -> Fragments.getFragment(store, group.fragments().getFirst().id()));
  }

  @Test
  void anotherObjectIsNoFragment() {
    ObjectMeta tensor = store.create(ObjectMeta.draft("vineyard::Tensor<int>"));
    assertEquals(
        "object %s is a vineyard::Tensor<int>, expected a fragment".formatted(tensor.id()),
        assertThrows(StoreException.Invalid.class, () -> Fragments.getFragment(store, tensor.id()))
            .getMessage());
    assertThrows(StoreException.NotFound.class, () -> Fragments.getGroup(store, "nothing"));
  }

  @Test
  void aWrongCountIsNamed() {
    ObjectMeta fragment = fragment();
    ObjectId id = changed(fragment, number(4), "vertex_0_inner");
    assertEquals(
        "object %s of type vineyard::Table: num_rows_ is 5, expected 4. Rebuild it, or mend the program that wrote it"
            .formatted(fragment.member("vertex_0_table").id()),
        corrupt(id));
  }

  @Test
  void aWrongTypeIsNamed() {
    ObjectMeta fragment = fragment();
    ObjectMeta changed =
        new Tampering(store)
            .with(fragment, List.of("triple_0_out_offsets"), fragment.member("triple_0_in_rows"));
    assertEquals(
        "object %s of type pergola::Fragment: triple_0_out_offsets is a vineyard::Tensor<int>, expected a vineyard::Tensor<int64>. Rebuild it, or mend the program that wrote it"
            .formatted(changed.id()),
        corrupt(changed.id()));
  }

  @Test
  void aBlobThatIsTooShortIsNamed() {
    ObjectMeta changed =
        new Tampering(store)
            .withBytes(fragment(), List.of("triple_0_out_neighbors", "buffer_"), _ -> new byte[20]);
    assertEquals(
        "object %s of type pergola::Fragment: triple_0_out_neighbors buffer_ has 20 bytes, expected at least 24. Rebuild it, or mend the program that wrote it"
            .formatted(changed.id()),
        corrupt(changed.id()));
  }

  @Test
  void anotherVersionIsNotRead() {
    ObjectId id = changed(fragment(), number(2), "layout_version");
    assertEquals(
        "object %s of type pergola::Fragment: layout_version is 2, expected 1, which this version reads. Rebuild it, or mend the program that wrote it"
            .formatted(id),
        corrupt(id));
  }

  @Test
  void aMissingKeyIsNamed() {
    ObjectMeta changed = new Tampering(store).without(fragment(), List.of("triple_1_out_form"));
    assertEquals(
        "object %s of type pergola::Fragment has no key 'triple_1_out_form'"
            .formatted(changed.id()),
        corrupt(changed.id()));
  }

  private ObjectMeta fragment() {
    FragmentGroup group = NaiveFragments.write(store, SmallGraphs.people(), 1);
    return store.meta(group.fragments().getFirst().id());
  }

  private ObjectId changed(ObjectMeta fragment, JsonNode value, String... path) {
    return new Tampering(store).with(fragment, List.of(path), value).id();
  }

  private static JsonNode number(long value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  private String corrupt(ObjectId id) {
    return String.valueOf(
        assertThrows(StoreException.Corrupt.class, () -> Fragments.getFragment(store, id))
            .getMessage());
  }
}
