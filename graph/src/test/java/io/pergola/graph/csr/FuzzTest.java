package io.pergola.graph.csr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Partitioner;
import io.pergola.graph.testkit.Damage;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.graph.testkit.RandomGraphs;
import io.pergola.graph.testkit.Tampering;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Whatever is changed in a fragment: opening says that it is corrupt or works, and the verifier
/// notices.
class FuzzTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  /// Values that mean nothing to this format, or only tell people something.
  private static final Set<String> FREE =
      Set.of("nbytes", "global", "order_", "value_type_", "value_type_meta_", "partition_index_");

  private final ObjectStore store = STORE.get();
  private final Tampering tampering = new Tampering(store);
  private final Damage damage = new Damage(store);

  @Test
  void aChangedValueInMetadataIsNoticed() {
    for (long seed : new long[] {8, 21}) {
      FragmentGroup group = group(seed);
      ObjectMeta fragment = fragment(group);
      for (List<String> path : Tampering.paths(fragment)) {
        if (FREE.contains(path.getLast()) || Tampering.isBlob(fragment, path)) continue;
        for (JsonNode wrong : damage.wrong(Tampering.at(fragment, path))) {
          damage.requireNoticed(
              group, tampering.with(fragment, path, wrong), seed + " " + path + " = " + wrong);
        }
      }
      store.clear();
    }
  }

  @Test
  void aWrongValueInTheGroupIsNoticed() {
    damage.requireGroupNoticed(group(8), Set.of());
  }

  @Test
  void aMissingValueOrMemberIsNoticed() {
    FragmentGroup group = group(8);
    ObjectMeta fragment = fragment(group);
    for (List<String> path : Tampering.paths(fragment)) {
      String key = path.getLast();
      boolean checksum = key.endsWith("_crc32c_") || key.endsWith("_bytes_");
      if (FREE.contains(key) || checksum) continue;
      damage.requireNoticed(group, tampering.without(fragment, path), "without " + path);
    }
  }

  @Test
  void aFlippedBitIsNoticedByItsChecksum() {
    for (long seed : new long[] {8, 21}) {
      FragmentGroup group = group(seed);
      ObjectMeta fragment = fragment(group);
      for (List<String> path : Tampering.paths(fragment)) {
        if (!Tampering.isBlob(fragment, path)) continue;
        damage.requireNoticed(
            group, tampering.withBytes(fragment, path, damage::flip), seed + " " + path);
      }
      store.clear();
    }
  }

  @Test
  void aFlippedBitInTopologyIsNoticedWithoutChecksums() {
    for (long seed = 0; seed < 16; seed++) {
      FragmentGroup group = group(seed);
      ObjectMeta fragment = tampering.withoutChecksums(fragment(group));
      for (List<String> path : Tampering.paths(fragment)) {
        if (!Tampering.isBlob(fragment, path) || path.getFirst().endsWith("table")) continue;
        if (path.getFirst().endsWith("outer_oids")) continue;
        if (Tampering.isEmptyBlob(fragment, path)) continue;
        for (int i = 0; i < 6; i++) {
          ObjectMeta changed = tampering.withBytes(fragment, path, damage::flip);
          damage.requireNoticed(group, changed, seed + " " + path);
        }
      }
      store.clear();
    }
  }

  @Test
  void garbageInTablesBreaksNothing() {
    for (long seed = 0; seed < 10; seed++) {
      FragmentGroup group = group(seed);
      ObjectMeta fragment = tampering.withoutChecksums(fragment(group));
      for (List<String> path : Tampering.paths(fragment)) {
        if (!Tampering.isBlob(fragment, path)) continue;
        damage.verify(group, tampering.withBytes(fragment, path, damage::garble));
        damage.verify(group, tampering.withBytes(fragment, path, damage::cut));
      }
      store.clear();
    }
  }

  private FragmentGroup group(long seed) {
    GraphModel model = RandomGraphs.graph(seed);
    Partitioner partitioner = RandomGraphs.partitioner(model, seed);
    FragmentGroup group = NaiveFragments.into(store).withOuterOids().write(model, partitioner);
    assertEquals(List.of(), Fragments.verifyGroup(store, group.id()).problems());
    return group;
  }

  private ObjectMeta fragment(FragmentGroup group) {
    return store.meta(group.fragments().getLast().id());
  }
}
