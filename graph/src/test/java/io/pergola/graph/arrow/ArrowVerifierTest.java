package io.pergola.graph.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.testkit.Captures;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.graph.testkit.Tampering;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

/// What the verifier says of a fragment that Vineyard's loader wrote, in which one thing is wrong.
/// The first of two: people 0, 2, 4, 6, with 1, 5 and 7 as outer vertices.
class ArrowVerifierTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  private static final int ENTRY = 24;

  private final ObjectStore store = STORE.get();
  private final Tampering tampering = new Tampering(store);
  private final FragmentGroup group =
      Fragments.getGroup(
          store, Captures.put(store, "fragment_w2_int64_uint64_directed_retain").id());

  @Test
  void neighboursMustAscendAndExist() {
    requireNamed(
        changed(99, 0, "__oe_lists_-0-0", "buffer_"),
        "edge label 'knows': out lists of 'person': unit 0, of vertex 0, is vertex 0x63");
    requireNamed(
        changed(5, 0, "__oe_lists_-0-0", "buffer_"),
        "unit 1, of vertex 0, is vertex 0x4, expected one that is here, not below 0x5");
  }

  @Test
  void rowsOfEdgesMustExistAndBeMetOnceAtEachEnd() {
    requireNamed(changed(77, 8, "__oe_lists_-0-0", "buffer_"), "unit 0, of vertex 0, has eid 77");
    requireNamed(changed(5, 8, "__oe_lists_-0-0", "buffer_"), "row 5 stands in out-lists twice");
    requireNamed(changed(1, 8, "__ie_lists_-0-0", "buffer_"), "row 1 is an in-entry of vertex 0x0");
  }

  @Test
  void offsetsMustAscendToTheEnd() {
    requireNamed(
        changed(9, 8, "__oe_offsets_lists_-0-0", "buffer_"),
        "out lists of 'person': offsets[1] is 9");
    requireNamed(changed(9, 56, "__oe_offsets_lists_-0-0", "buffer_"), "9, the last offset");
  }

  @Test
  void outerVerticesMustBelongToOthersAndBeFound() {
    requireNamed(
        changed(1, 0, "__ovgid_lists_-0", "buffer_"),
        "vertex label 'person': ovgid_lists_[0] is 0x1, expected a vertex of label 0 in another");
    requireNamed(
        withEntry(16, "__ovg2l_maps_-0", "entries_", "buffer_"),
        "ovg2l_maps_: 0x8000000000000002 is mapped to 0x6, expected 0x5");
  }

  @Test
  void idsMustBeFoundInTheVertexMap() {
    requireNamed(
        withEntry(16, "vm_ptr_", "o2g_0_0", "entries_", "buffer_"),
        "fragment 0 in the vertex map: id '");
    requireNamed(
        withEntry(0, "vm_ptr_", "o2g_0_0", "entries_", "buffer_"),
        "vertex map: entry 10 has distance 1");
  }

  @Test
  void theRetainedIdMustBeThatOfTheVertexMap() {
    requireNamed(
        changed(42, 8, "__vertex_tables_-0", "partitions_-0", "__columns_-2", "buffer_"),
        "the retained id of row 1 is '42', but the vertex map has '2'");
  }

  @Test
  void flagsCountsAndSchemaMustFit() {
    requireNamed(
        with(BooleanNode.FALSE, "is_multigraph_"), "is_multigraph_ is false, expected true");
    requireNamed(changed(5, 0, "ivnums_", "buffer_"), "counts that add up");
    requireNamed(with(StringNode.valueOf("{"), "schema_json_"), "holds no schema");
  }

  @Test
  void vertexMapsOfAllFragmentsMustAgree() {
    requireNamed(changed(9, 0, "vm_ptr_", "oid_arrays_1_0", "buffer_"), "'9'");
  }

  private ObjectMeta fragment() {
    return store.meta(group.fragments().getFirst().id());
  }

  private ObjectMeta with(JsonNode value, String key) {
    return tampering.with(fragment(), List.of(key), value);
  }

  /// A copy with a number of 8 bytes at a position.
  private ObjectMeta changed(long value, int at, String... path) {
    return edited(bytes -> bytes.putLong(at, value), path);
  }

  /// A copy of a hash map with one more in the last entry, at a position in it.
  private ObjectMeta withEntry(int at, String... path) {
    return edited(
        bytes -> {
          int entry = bytes.capacity() / ENTRY - 2;
          while (bytes.get(entry * ENTRY) < 0) entry--;
          int position = entry * ENTRY + at;
          bytes.put(position, (byte) (bytes.get(position) + 1));
        },
        path);
  }

  private ObjectMeta edited(Consumer<ByteBuffer> edit, String... path) {
    return tampering.withBytes(
        fragment(),
        List.of(path),
        bytes -> {
          edit.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
          return bytes;
        });
  }

  private void requireNamed(ObjectMeta changed, String expected) {
    assertEquals(List.of(), Fragments.verifyGroup(store, group.id()).problems());
    ObjectMeta meta = store.meta(group.id());
    int i = meta.integer("fid_0") == 0 ? 0 : 1;
    ObjectMeta tampered = tampering.with(meta, List.of("frag_object_id_" + i), changed);
    List<String> problems = Fragments.verifyGroup(store, tampered.id()).problems();
    assertTrue(
        problems.stream().anyMatch(problem -> problem.contains(expected)),
        () -> "%s is not in %s".formatted(expected, problems));
  }
}
