package io.pergola.graph.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Partitioner;
import io.pergola.graph.PropertyType;
import io.pergola.graph.testkit.Captures;
import io.pergola.graph.testkit.Damage;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.graph.testkit.RandomGraphs;
import io.pergola.graph.testkit.Tampering;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Whatever is changed in a fragment of the `arrow` layout: opening says that it is corrupt or
/// works, and the verifier notices.
class ArrowFuzzTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  private static final long MEMORY = 16 << 20;

  /// Values that mean nothing to readers.
  private static final Set<String> FREE =
      Set.of("nbytes", "global", "data_type_", "data_buffer_", ArrowKeys.ENTRY_COUNTS);

  private final ObjectStore store = STORE.get();
  private final Tampering tampering = new Tampering(store);
  private final Damage damage = new Damage(store);

  /// Each value in turn, a third of its wrong values: all of them take too long.
  @Test
  void aChangedValueInMetadataIsNoticed() {
    int tried = 0;
    for (ArrowOptions options : List.of(ArrowOptions.DEFAULTS, small())) {
      FragmentGroup group = group(8, options);
      ObjectMeta fragment = fragment(group);
      for (List<String> path : Tampering.paths(fragment)) {
        if (FREE.contains(path.getLast()) || Tampering.isBlob(fragment, path)) continue;
        List<JsonNode> wrong = damage.wrong(Tampering.at(fragment, path));
        for (int i = tried++ % 3; i < wrong.size(); i += 3) {
          JsonNode value = wrong.get(i);
          damage.requireNoticed(group, tampering.with(fragment, path, value), path + " = " + value);
        }
      }
      store.clear();
    }
  }

  private static ArrowOptions small() {
    return new ArrowOptions(
        VidWidth.UINT32, MapKind.LOCAL, EdgeKind.COMPACT, EnumSet.noneOf(ArrowOptions.Extra.class));
  }

  @Test
  void aMissingValueOrMemberIsNoticed() {
    for (ArrowOptions options : List.of(ArrowOptions.DEFAULTS, small())) {
      FragmentGroup group = group(8, options);
      ObjectMeta fragment = fragment(group);
      for (List<String> path : Tampering.paths(fragment)) {
        String key = path.getLast();
        boolean checksum = key.endsWith("_crc32c_") || key.endsWith("_bytes_");
        boolean optional = key.equals(VertexMapReader.PERFECT);
        if (FREE.contains(key) || checksum || optional) continue;
        damage.requireNoticed(group, tampering.without(fragment, path), "without " + path);
      }
      store.clear();
    }
  }

  @Test
  void aFlippedBitIsNoticedByItsChecksum() {
    FragmentGroup group = group(8, ArrowOptions.DEFAULTS);
    ObjectMeta fragment = fragment(group);
    for (List<String> path : Tampering.paths(fragment)) {
      if (!Tampering.isBlob(fragment, path) || Tampering.isEmptyBlob(fragment, path)) continue;
      if (path.getLast().equals("data_buffer_mapped_")) continue; // the id array's own blob
      ObjectMeta changed = tampering.withBytes(fragment, path, damage::flip);
      damage.requireNoticed(group, changed, path.toString());
    }
  }

  @Test
  void aFlippedBitInTopologyIsNoticedWithoutChecksums() {
    for (long seed = 0; seed < 8; seed++) {
      FragmentGroup group = group(seed, ArrowOptions.DEFAULTS);
      ObjectMeta fragment = tampering.withoutChecksums(fragment(group));
      for (List<String> path : Tampering.paths(fragment)) {
        boolean topology =
            path.getFirst().contains("e_lists_")
                || path.getFirst().contains("offsets_lists_")
                || path.getFirst().contains("ovgid_lists_")
                || path.getFirst().endsWith("vnums_");
        if (!topology || !Tampering.isBlob(fragment, path)) continue;
        if (Tampering.isEmptyBlob(fragment, path)) continue;
        for (int i = 0; i < 4; i++) {
          ObjectMeta changed = tampering.withBytes(fragment, path, damage::flip);
          damage.requireNoticed(group, changed, seed + " " + path);
        }
      }
      store.clear();
    }
  }

  @Test
  void garbageBreaksNothing() {
    for (String name :
        List.of(
            "w2_dir_eid_oid_global",
            "w2_dir_noeid_oid_local_string",
            "w1_dir_eid_oid_perfecthash",
            "fragment_w2_int64_uint64_compact",
            "fragment_w1_int32_uint32_directed")) {
      FragmentGroup group = Fragments.getGroup(store, Captures.put(store, name).id());
      ObjectMeta fragment = fragment(group);
      for (List<String> path : Tampering.paths(fragment)) {
        if (!Tampering.isBlob(fragment, path)) continue;
        damage.verify(group, tampering.withBytes(fragment, path, damage::flip));
        damage.verify(group, tampering.withBytes(fragment, path, damage::garble));
        damage.verify(group, tampering.withBytes(fragment, path, damage::cut));
      }
      store.clear();
    }
  }

  /// Without its partitioner a group is taken for another system's, which has no counts either.
  @Test
  void aWrongValueInTheGroupIsNoticed() {
    damage.requireGroupNoticed(group(8, ArrowOptions.DEFAULTS), Set.of("partitioner"));
  }

  private FragmentGroup group(long seed, ArrowOptions options) {
    GraphModel model = RandomGraphs.graphOfOneIdType(seed, PropertyType.INT64);
    Partitioner partitioner = new Partitioner.Hash(2);
    FragmentGroup csr = NaiveFragments.into(store).write(model, partitioner);
    FragmentGroup group = ArrowGroupWriter.write(store, csr, options, MEMORY);
    assertEquals(List.of(), Fragments.verifyGroup(store, group.id()).problems());
    return group;
  }

  private ObjectMeta fragment(FragmentGroup group) {
    return store.meta(group.fragments().getLast().id());
  }
}
