package io.pergola.graph.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.testkit.Captures;
import io.pergola.graph.testkit.Dump;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What GraphScope, Vineyard's loader and an independent writer wrote, read and written once more,
/// is what it was.
class RewrittenTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  static final List<String> ALL =
      Stream.of(Captures.GRAPHSCOPE, Captures.LOADER, Captures.WRITER)
          .flatMap(List::stream)
          .toList();

  private static final long MEMORY = 16 << 20;

  /// What differs, as section 9 of `docs/format-arrow.md` explains.
  private static final List<String> EXPLAINED =
      List.of(
          ".*/nbytes",
          ".*_(crc#c|bytes)_",
          "/entry_counts_",
          ".*/data_type_",
          ".*/schema_(binary|textual)_",
          "/__edge_tables_-#/partitions_-#/__columns_-#/buffer_.*",
          "/__(compact_)?[io]e_lists_-#-#/buffer_",
          "/vm_ptr_/o#g_#_#/data_buffer_",
          "/vm_ptr_/use_perfect_hash_");

  /// The same for captures with a name that contains the key.
  private static final Map<String, String> EXPLAINED_OF =
      Map.of(
          "perfecthash", "/vm_ptr_/o#g_(p_)?#_#",
          "local_string", "/vm_ptr_/(oid_arrays|o#i|i#o_index)_#_#/.*",
          "_incr", "/schema_json_");

  private final ObjectStore store = STORE.get();

  @ParameterizedTest
  @FieldSource("ALL")
  void whatWasReadIsWrittenEqual(String name) {
    FragmentGroup theirs = Fragments.getGroup(store, Captures.put(store, name).id());
    FragmentGroup ours = ArrowGroupWriter.write(store, theirs, options(theirs), MEMORY);
    Map<String, String> differences = new TreeMap<>();
    for (int fid = 0; fid < theirs.fnum(); fid++) {
      ObjectId left = theirs.fragments().get(fid).id();
      ObjectId right = ours.fragments().get(fid).id();
      Dump dump = new Dump(store);
      differences.putAll(TreeDifference.between(dump.dump(left), dump.dump(right)));
      requireEqualEdges(left, right);
    }
    differences.keySet().removeIf(path -> isExplained(name, path));
    assertEquals(Map.of(), differences);
  }

  private static boolean isExplained(String name, String path) {
    return EXPLAINED.stream().anyMatch(path::matches)
        || EXPLAINED_OF.entrySet().stream()
            .anyMatch(of -> name.contains(of.getKey()) && path.matches(of.getValue()));
  }

  private ArrowOptions options(FragmentGroup group) {
    ArrowHead head = ArrowHead.read(store.meta(group.fragments().getFirst().id()));
    EnumSet<ArrowOptions.Extra> extras = EnumSet.noneOf(ArrowOptions.Extra.class);
    if (head.schema().edges().getFirst().special().isPresent()) {
      extras.add(ArrowOptions.Extra.EDGE_IDS);
    }
    if (head.schema().vertices().getFirst().special().isPresent()) {
      extras.add(ArrowOptions.Extra.RETAINED_IDS);
    }
    FragmentType type = head.type();
    return new ArrowOptions(type.vid(), type.map(), type.edges(), extras);
  }

  /// Rows of edge tables are in any order, so lists are compared with the edges that they lead to.
  private void requireEqualEdges(ObjectId left, ObjectId right) {
    try (ArrowFragment theirs = ArrowFragment.open(store, store.meta(left));
        ArrowFragment ours = ArrowFragment.open(store, store.meta(right))) {
      for (EdgeLabel label : theirs.schema().edgeLabels()) {
        assertTrue(new SameEdges(theirs, ours, label.id()).hold(), label::name);
      }
    }
  }
}
