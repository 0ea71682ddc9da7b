package io.pergola.graph.csr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.VerifyReport;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.graph.testkit.SmallGraphs;
import io.pergola.graph.testkit.Tampering;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.JsonNodeFactory;

/// What the verifier says about each kind of damage to the graph of [SmallGraphs#people].
class VerifierTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  private final ObjectStore store = STORE.get();
  private final Tampering tampering = new Tampering(store);

  @Test
  void aSoundGroupHasNoProblems() {
    FragmentGroup group = NaiveFragments.write(store, SmallGraphs.people(), 3);
    VerifyReport report = Fragments.verifyGroup(store, group.id());
    assertEquals(List.of(), report.problems());
    assertTrue(report.sound() && report.checks() > 100, report::toString);
    assertTrue(Fragments.verify(store, group.fragments().getFirst().id()).sound());
  }

  @Test
  void aWrongChecksumIsNamed() {
    ObjectMeta fragment = write(SmallGraphs.people());
    assertEquals(
        List.of(
            "triple_0_out_neighbors: buffer_ has CRC32C a2160529, expected "
                + crc(fragment, "triple_0_out_neighbors"),
            "triple 0 'knows' (person → person): out.neighbors[0] is the edge 0 → 0, but in.neighbors[0] is 1"),
        problems(setInt(fragment, "triple_0_out_neighbors", 0, 0)));
  }

  private static String crc(ObjectMeta fragment, String key) {
    return "%08x".formatted(fragment.member(key).integer("buffer_crc32c_"));
  }

  @Test
  void offsetsMustAscendToTheEnd() {
    ObjectMeta fragment = bare(SmallGraphs.people());
    assertEquals(
        List.of("triple 0 'knows' (person → person): out: offsets[1] is 9, expected 0 to 6"),
        problems(setLong(fragment, "triple_0_out_offsets", 1, 9)));
    assertEquals(
        List.of("triple 0 'knows' (person → person): out: offsets[5] is 5, expected 6"),
        problems(setLong(fragment, "triple_0_out_offsets", 5, 5)));
    assertEquals(
        List.of("triple 0 'knows' (person → person): out: offsets[0] is 1, expected 0"),
        problems(setLong(fragment, "triple_0_out_offsets", 0, 1)));
  }

  @Test
  void neighborsMustAscendAndExist() {
    ObjectMeta fragment = bare(SmallGraphs.people());
    assertEquals(
        List.of(
            "triple 0 'knows' (person → person): out: neighbors[1], of vertex 0, is 0, expected 1 to 4"),
        problems(setInt(fragment, "triple_0_out_neighbors", 1, 0)));
    assertEquals(
        List.of(
            "triple 0 'knows' (person → person): in: neighbors[0], of vertex 0, is 5, expected 0 to 4"),
        problems(setInt(fragment, "triple_0_in_neighbors", 0, 5)));
  }

  @Test
  void rowsMustBeThoseOfTheSameEdges() {
    ObjectMeta fragment = bare(SmallGraphs.people());
    assertEquals(
        List.of(
            "triple 0 'knows' (person → person): in.rows[1] is 1, expected 0, the row of the edge 0 → 1"),
        problems(setInt(fragment, "triple_0_in_rows", 1, 1)));
  }

  @Test
  void anUndirectedEdgeMustStandAtBothEnds() {
    ObjectMeta fragment = bare(SmallGraphs.undirectedPeople());
    // vertex 3 (Dao) knows 4 (Eve); now she is said to know herself
    assertEquals(
        List.of(
            "triple 0 'knows' (person → person): out.neighbors[10] to [10] are 1 self loops of vertex 3, expected each twice"),
        problems(setInt(fragment, "triple_0_out_neighbors", 10, 3)));
    assertEquals(
        List.of(
            "triple 0 'knows' (person → person): rows 0 and 4 are the two ends of one edge, but differ in 'since'"),
        problems(setInt(fragment, "triple_0_table", 0, 1999, "partitions_-0", "__columns_-0")));
  }

  @Test
  void theIndexMustFindEveryVertex() {
    ObjectMeta fragment = bare(SmallGraphs.people());
    assertEquals(
        List.of("vertex label 'person': the index gives -1 for oid '1', expected 0"),
        problems(
            tampering.with(
                fragment, List.of("vertex_0_index_base"), JsonNodeFactory.instance.numberNode(2))));
    assertEquals(
        List.of(
            "vertex label 'city': oid 'Zürich' of row 1 follows 'basel', but the index is sorted"),
        problems(
            tampering.withBytes(
                fragment,
                List.of("vertex_1_table", "partitions_-0", "__columns_-0", "buffer_data_"),
                bytes -> {
                  bytes[0] = 'b';
                  return bytes;
                })));
  }

  @Test
  void textMustBeUtf8() {
    ObjectMeta fragment = bare(SmallGraphs.people());
    assertEquals(
        List.of(
            "vertex label 'person': table: column 'name': row 1 has byte 0xff at 4, expected UTF-8"),
        problems(
            tampering.withBytes(
                fragment,
                List.of("vertex_0_table", "partitions_-0", "__columns_-1", "buffer_data_"),
                bytes -> {
                  bytes[4] = (byte) 0xff;
                  return bytes;
                })));
  }

  @Test
  void outerVerticesMustBelongToOthersAndMatchTheirMirrors() {
    FragmentGroup group = NaiveFragments.write(store, SmallGraphs.people(), 2);
    ObjectMeta even = tampering.withoutChecksums(store.meta(group.fragments().getFirst().id()));
    assertEquals(
        "fragment 0 (%s): vertex label 'person': outer_gids[0] is 0x0000000000000000, of fragment 0 and label 0, expected another fragment below 2 and label 0",
        firstProblem(group, setLong(even, "vertex_0_outer_gids", 0, 0)));
    assertEquals(
        "fragment 0 (%s): vertex label 'person': mirror 1 for fragment 1 is 1, expected none",
        firstProblem(group, setInt(even, "vertex_0_mirror_indices", 0, 1)));
    assertEquals(
        "group %s: fragments 1 and 0: vertex label 'person': mirror 0 is vertex 0, but outer vertex 2 is 1",
        firstProblem(group, setLong(even, "vertex_0_outer_gids", 0, 1L << 63 | 1)));
  }

  @Test
  void aCutEdgeMustBeTheSameInBothFragments() {
    FragmentGroup group = NaiveFragments.write(store, SmallGraphs.people(), 2);
    ObjectMeta even = tampering.withoutChecksums(store.meta(group.fragments().getFirst().id()));
    // rows 1 and 2 of the table are the edges 1→2 from the other fragment
    ObjectMeta since = setInt(even, "triple_0_table", 1, 1999, "partitions_-0", "__columns_-0");
    assertEquals(
        "group %s: fragments 1 and 0: triple 0 'knows' (person → person): row 1 of fragment 1 and row 1 of fragment 0 are one edge, but differ in 'since'",
        firstProblem(group, since));
  }

  @Test
  void anInEntryMustHaveItsOutEntry() {
    ObjectMeta more = write(SmallGraphs.plain(true, 2, edge(0, 1), edge(1, 1)));
    ObjectMeta fewer = write(SmallGraphs.plain(true, 2, edge(0, 1)));
    for (String key : List.of("triple_0_in_offsets", "triple_0_in_neighbors")) {
      fewer = tampering.with(fewer, List.of(key), more.member(key));
    }
    assertEquals(
        List.of("triple 0 'e' (v → v): in.neighbors[1] is the edge 1 → 1, which out has not"),
        problems(
            tampering.with(
                fewer, List.of("triple_0_in_entries"), JsonNodeFactory.instance.numberNode(2))));
  }

  @Test
  void aCutInEntryMustHaveItsOutEntry() {
    GraphModel more = SmallGraphs.plain(true, 3, edge(1, 0), edge(1, 2), edge(1, 2));
    GraphModel fewer = SmallGraphs.plain(true, 3, edge(1, 0), edge(1, 2));
    ObjectMeta even = store.meta(NaiveFragments.write(store, more, 2).fragments().getFirst().id());
    assertEquals(
        "group %s: fragments 1 and 0: triple 0 'e' (v → v): in.neighbors[2] of fragment 0 is a cut edge to vertex 1 that fragment 1 has not",
        firstProblem(NaiveFragments.write(store, fewer, 2), even));
  }

  @Test
  void outerGidsMustAscend() {
    ObjectMeta even =
        store.meta(
            NaiveFragments.write(store, SmallGraphs.people(), 2).fragments().getFirst().id());
    assertEquals(
        List.of(
            "vertex label 'person': outer_gids[1] is 0x8000000000000000, expected more than 0x8000000000000000 before it"),
        problems(setLong(tampering.withoutChecksums(even), "vertex_0_outer_gids", 1, 1L << 63)));
  }

  private static long[] edge(long source, long destination) {
    return new long[] {source, destination};
  }

  @Test
  void fragmentsMustBeThoseOfTheGroup() {
    FragmentGroup group = NaiveFragments.write(store, SmallGraphs.people(), 2);
    FragmentGroup other = NaiveFragments.write(store, SmallGraphs.undirectedPeople(), 2);
    assertEquals(
        "group %s: fragment 0: directed is false, expected true",
        firstProblem(group, store.meta(other.fragments().getFirst().id())));
    assertEquals(
        "group %s: fragment 0: its fid is 1, expected 0",
        firstProblem(group, store.meta(group.fragments().getLast().id())));
  }

  private ObjectMeta write(GraphModel model) {
    return store.meta(NaiveFragments.write(store, model, 1).fragments().getFirst().id());
  }

  private ObjectMeta bare(GraphModel model) {
    return tampering.withoutChecksums(write(model));
  }

  /// The problems of a fragment, without its name.
  private List<String> problems(ObjectMeta fragment) {
    String place = "fragment 0 (%s): ".formatted(fragment.id());
    return Fragments.verify(store, fragment.id()).problems().stream()
        .map(problem -> problem.replace(place, ""))
        .toList();
  }

  /// The first problem of a group whose first fragment is another; ids as `%s`.
  private String firstProblem(FragmentGroup group, ObjectMeta first) {
    ObjectMeta tampered =
        tampering.with(store.meta(group.id()), List.of("frag_object_id_0"), first);
    return Fragments.verifyGroup(store, tampered.id()).problems().stream()
        .findFirst()
        .orElse("none")
        .replaceAll("o[0-9a-f]{16}", "%s");
  }

  private ObjectMeta setInt(ObjectMeta root, String key, int at, int value, String... below) {
    return tampering.withBytes(
        root,
        path(key, below),
        bytes -> {
          buffer(bytes).putInt(at * 4, value);
          return bytes;
        });
  }

  private ObjectMeta setLong(ObjectMeta root, String key, int at, long value) {
    return tampering.withBytes(
        root,
        path(key),
        bytes -> {
          buffer(bytes).putLong(at * 8, value);
          return bytes;
        });
  }

  private static List<String> path(String key, String... below) {
    List<String> path = new ArrayList<>(List.of(key));
    path.addAll(List.of(below));
    path.add("buffer_");
    return path;
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
