package io.pergola.graph.csr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.Csr;
import io.pergola.graph.Direction;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.TableWriter;
import io.pergola.graph.TensorWriter;
import io.pergola.graph.Triple;
import io.pergola.graph.meta.PartitionerJson;
import io.pergola.graph.testkit.ColumnValues;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.graph.testkit.SmallGraphs;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the writers refuse, and what they say.
class WritersTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  private static final Schema PLAIN = SmallGraphs.plain(true, 0).schema();
  private static final Triple EDGE = PLAIN.triples().getFirst();

  private final ObjectStore store = STORE.get();

  @Test
  void listsAreSparseWhenLessThanAQuarterHasNeighbors() {
    assertEquals(Csr.Form.EMPTY, CsrWriter.of(store, 8, 0, 0).form());
    assertEquals(Csr.Form.SPARSE, CsrWriter.of(store, 8, 1, 3).form());
    assertEquals(Csr.Form.DENSE, CsrWriter.of(store, 8, 2, 3).form());
    assertEquals(Csr.Form.EMPTY, CsrWriter.of(store, 0, 0, 0).form());
    assertEquals(4, CsrWriter.of(store, 8, 1, 3).ids().byteSize());
    assertEquals(16, CsrWriter.of(store, 8, 1, 3).offsets().byteSize());
    assertEquals(12, CsrWriter.of(store, 8, 1, 3).neighbors().byteSize());
    assertEquals(72, CsrWriter.of(store, 8, 2, 3).offsets().byteSize());
  }

  @Test
  void aFormHasOnlyItsOwnArrays() {
    CsrWriter empty = CsrWriter.of(store, 8, 0, 0);
    assertEquals("a CSR of form EMPTY has no offsets", state(empty::offsets));
    CsrWriter dense = CsrWriter.of(store, 8, 8, 8);
    assertEquals("a CSR of form DENSE has no ids", state(dense::ids));
  }

  @Test
  void countsThatContradictEachOtherAreRefused() {
    assertEquals(
        "3 entries in the lists of 9 of 8 vertices: that can't be",
        invalid(() -> CsrWriter.of(store, 8, 9, 3)));
    assertEquals(
        "3 entries in the lists of 0 of 8 vertices: that can't be",
        invalid(() -> CsrWriter.of(store, 8, 0, 3)));
    assertEquals(
        "1 entries in the lists of 2 of 8 vertices: that can't be",
        invalid(() -> CsrWriter.of(store, 8, 2, 1)));
  }

  @Test
  void aMissingPartIsNamed() {
    CsrFragmentWriter writer = writer(true);
    assertEquals(
        "vertex label 'v' has no vertices: call vertices(0, …), with a table of 0 rows if there are none",
        state(writer::seal));
    writer.vertices(0, 2, oids(1L, 2L));
    assertEquals(
        "Triple[id=0, edgeLabel=0, source=0, destination=0] has no out lists: call topology(…), with a CsrWriter of 0 entries if there are none",
        state(writer::seal));
  }

  @Test
  void aPartThatIsGivenTwiceIsRefused() {
    CsrFragmentWriter writer = writer(true);
    writer.vertices(0, 1, oids(1L));
    assertEquals(
        "vertices of label 'v' were given twice", state(() -> writer.vertices(0, 1, oids(1L))));
    writer.topology(EDGE, Direction.IN, CsrWriter.of(store, 1, 0, 0));
    assertEquals(
        "in lists of " + EDGE + " were given twice",
        state(() -> writer.topology(EDGE, Direction.IN, CsrWriter.of(store, 1, 0, 0))));
  }

  @Test
  void listsMustBeOverTheLabelsVertices() {
    CsrFragmentWriter writer = writer(true);
    writer.vertices(0, 2, oids(1L, 2L));
    writer.topology(EDGE, Direction.OUT, CsrWriter.of(store, 3, 0, 0));
    assertEquals(
        "out lists of " + EDGE + " are over 3 vertices; label 0 has 2 inner vertices",
        invalid(writer::seal));
  }

  @Test
  void aSymmetricTripleHasNoInLists() {
    assertEquals(
        EDGE + " is undirected and of one label: its OUT lists hold each edge at both ends",
        invalid(() -> writer(false).topology(EDGE, Direction.IN, CsrWriter.of(store, 0, 0, 0))));
  }

  @Test
  void everyVertexNeedsAnIdOfItsOwn() {
    assertEquals(
        "vertex label 'v': 1 of 2 oids are null; every vertex needs one",
        invalid(() -> writer(true).vertices(0, 2, oids(1L, null))));
    assertEquals(
        "vertex label 'v': oid '3' stands in rows 0 and 2; oids are unique",
        invalid(() -> writer(true).vertices(0, 3, oids(3L, 1L, 3L))));
    ObjectMeta two = oids(1L, 2L);
    assertEquals(
        "object %s of type vineyard::Table: num_rows_ is 2, expected 3. Rebuild it, or mend the program that wrote it"
            .formatted(two.id()),
        assertThrows(StoreException.Corrupt.class, () -> writer(true).vertices(0, 3, two))
            .getMessage());
  }

  @Test
  void tooManyVerticesNeedMoreFragments() {
    CsrFragmentWriter writer = writer(true);
    writer.vertices(0, 2, oids(1L, 2L));
    ObjectMeta many =
        store.create(
            ObjectMeta.draft("vineyard::Tensor<int64>").put("shape_", "[2147483646]").byteSize(0));
    ObjectMeta offsets = TensorWriter.ofLongs(store, 3).seal();
    writer.outer(0, many, offsets, TensorWriter.ofInts(store, 0).seal());
    assertEquals(
        "vertex label 'v': 2 inner and 2147483646 outer vertices in fragment 0, expected at most 2147483647 together; use more fragments",
        invalid(writer::seal));
  }

  @Test
  void aFragmentNumberMustBeOneOfTheGroup() {
    assertEquals(
        "fragment 2 of 2, expected 0 to 1",
        invalid(() -> CsrFragmentWriter.of(store, PLAIN, true, 2, 2)));
  }

  @Test
  void aGroupTakesItsOwnFragmentsInOrder() {
    ObjectMeta first = fragment(0);
    ObjectMeta second = fragment(1);
    assertEquals(
        "fragment 0 (%s) does not fit into the group, whose rule is that its fid is 0"
            .formatted(second.id()),
        invalid(() -> group(List.of(second, first), 2)));
    assertEquals(
        "1 fragments, but the partitioner is for 3", invalid(() -> group(List.of(first), 3)));
    assertEquals(2, group(List.of(first, second), 2));
    assertTrue(store.isPersistent(first.id()));
  }

  private int group(List<ObjectMeta> fragments, int fnum) {
    return CsrGroupWriter.seal(store, PLAIN, true, new Partitioner.Hash(fnum), fragments).fnum();
  }

  private ObjectMeta fragment(int fid) {
    CsrFragmentWriter writer = CsrFragmentWriter.of(store, PLAIN, true, fid, 2);
    writer.vertices(0, 0, oids());
    writer.topology(EDGE, Direction.OUT, CsrWriter.of(store, 0, 0, 0));
    writer.topology(EDGE, Direction.IN, CsrWriter.of(store, 0, 0, 0));
    return writer.seal();
  }

  @Test
  void partitionersAreReadAsWritten() {
    Schema schema = SmallGraphs.people().schema();
    List<Partitioner> all =
        List.of(
            new Partitioner.Hash(3),
            new Partitioner.Probe(3),
            new Partitioner.Range(
                List.of(
                    List.of(Oid.of(Long.MIN_VALUE), Oid.of(Long.MAX_VALUE)),
                    List.of(Oid.of("a\"b"), Oid.of("é"))),
                3));
    for (Partitioner partitioner : all) {
      String json = PartitionerJson.write(partitioner);
      assertEquals(partitioner, PartitionerJson.read(json, schema, 3), json);
    }
  }

  @Test
  void otherPartitionersAreCorrupt() {
    Schema schema = SmallGraphs.people().schema();
    for (String json :
        List.of(
            "",
            "7",
            "{}",
            "{\"kind\":\"range\"}",
            "{\"kind\":\"range\",\"boundaries\":[[1],[2]]}",
            "{\"kind\":\"range\",\"boundaries\":[[2,1],[\"a\",\"b\"]]}",
            "{\"kind\":\"range\",\"boundaries\":[[1,1e30],[\"a\",\"b\"]]}",
            "{\"kind\":\"hash\",\"numbers\":\"unsigned\",\"strings\":\"wyhash\",\"modulus\":2}",
            "{\"kind\":\"hash\",\"numbers\":\"md5\",\"strings\":\"wyhash\",\"modulus\":3}",
            "{\"kind\":")) {
      assertThrows(StoreException.Corrupt.class, () -> PartitionerJson.read(json, schema, 3), json);
    }
  }

  @Test
  void schemasAreReadAsWritten() {
    Schema schema = SmallGraphs.people().schema();
    assertEquals(schema, SchemaJson.read(SchemaJson.write(schema)));
    for (String json : List.of("", "[]", "{\"vertices\":[]}", "{\"vertices\":[{}],\"edges\":[]}")) {
      assertThrows(StoreException.Corrupt.class, () -> SchemaJson.read(json), json);
    }
  }

  private CsrFragmentWriter writer(boolean directed) {
    return CsrFragmentWriter.of(store, PLAIN, directed, 0, 2);
  }

  private ObjectMeta oids(@Nullable Long... oids) {
    TableWriter table = TableWriter.of(store, oids.length);
    List<Optional<Object>> rows = new ArrayList<>();
    for (Long oid : oids) rows.add(Optional.ofNullable(oid));
    ColumnValues.add(table, new Property("oid", PropertyType.INT64), rows);
    return table.seal();
  }

  private static String invalid(Runnable action) {
    return String.valueOf(assertThrows(StoreException.Invalid.class, action::run).getMessage());
  }

  private static String state(Runnable action) {
    return String.valueOf(assertThrows(IllegalStateException.class, action::run).getMessage());
  }
}
